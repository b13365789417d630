// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerPanel} from "../../src/interfaces/ILedgerPanel.sol";
import {IReviewCourt} from "../../src/interfaces/IReviewCourt.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {BatchActions} from "./BatchActions.sol";
import {Rules} from "./Rules.sol";

/// @dev Disputes, panels, experts and audits.
abstract contract ReviewActions is BatchActions {
    /// @dev Disputes that were opened: batch and item.
    uint256[2][] internal disputes;

    /// @dev One random step of somebody who is not content.
    function contest(uint256 kind, uint256 which, uint256 item, uint256 how) external {
        tick();
        kind %= 4;
        if (kind < 2) _openDispute(which, item, how);
        else if (kind == 2) _closeDispute(which);
        else _audit(which, item, how);
    }

    // ----------------------------------------------------------------- disputes

    /// @dev The annotator of a random item of a random batch contests it, if that can be done now.
    function _openDispute(uint256 which, uint256 item, uint256 kind) private {
        uint256 batch = _liveBatch(which);
        if (batch == 0) return;
        LedgerWords.Batch memory word = batchAt(batch);
        if (word.state == LedgerWords.STATE_PROPOSED) _dispute(batch, item % word.nItems, kind % 2);
        else if (word.state == LedgerWords.STATE_PANEL) _disputePanel(batch, item, kind % 2);
    }

    function _dispute(uint256 batch, uint256 item, uint256 kind) private {
        IReviewCourt.Claim memory claim = _claim(batch, item, kind);
        bool late = clock >= batchAt(batch).end;
        vm.prank(claim.account);
        try court.dispute(claim, settlementOf(batch)) {
            assertTrue(!late, "I9: disputed after the window");
            assertTrue(termOf(batch, item) != 0 && !flagged[batch][item], "disputed once");
            flagged[batch][item] = true;
            flaggedForExperts[batch][item] = kind == 0;
            disputes.push([batch, item]);
        } catch {}
    }

    function _disputePanel(uint256 batch, uint256 random, uint256 kind) private {
        Run storage run = runs[batch];
        uint256 item = run.open[random % run.open.length] >> 240;
        IReviewCourt.Claim memory claim = _claim(batch, item, kind);
        bool late = clock >= batchAt(batch).end;
        vm.prank(claim.account);
        try court.disputePanel(claim, IReviewCourt.PanelData(openOf(batch), run.panelVotes)) {
            assertTrue(!late, "I9: disputed after the window");
            assertTrue(!flaggedForExperts[batch][item], "disputed once");
            flaggedForExperts[batch][item] = true;
            disputes.push([batch, item]);
        } catch {}
    }

    function _claim(uint256 batch, uint256 item, uint256 kind)
        private
        view
        returns (IReviewCourt.Claim memory)
    {
        address account = person(annotatorOf(batch, item) - 1);
        return IReviewCourt.Claim(account, batch, item, IReviewCourt.Kind(kind), "");
    }

    /// @dev Closes a random dispute, if its item is final.
    function _closeDispute(uint256 which) private {
        if (disputes.length == 0) return;
        uint256[2] storage closing = disputes[which % disputes.length];
        uint256 fund = ledger.totals().disputeFund;
        try court.closeDispute(closing[0], closing[1], operatorList) {
            End end = ends[closing[0]][closing[1]];
            assertTrue(end != End.Live, "closed while the item is open");
            assertTrue(ledger.totals().disputeFund < fund, "a bond is paid");
            ++reached[4];
        } catch {}
    }

    // ------------------------------------------------------------------- panels

    function review(uint256 batch, uint256 state, uint256 random, bool late) internal override {
        uint256 end = batchAt(batch).end;
        if (state == LedgerWords.STATE_ESCALATED) {
            if (late || clock > end) _skipPanel(batch, end);
            else _proposePanel(batch, random);
        } else if (state == LedgerWords.STATE_PANEL) {
            if (late || clock > end + 12 hours) _skipPanel(batch, end + 12 hours);
            else _resolvePanel(batch, end);
        } else {
            if (late || clock > end) _voidOpen(batch, end);
            else _judge(batch, random);
        }
    }

    function _proposePanel(uint256 batch, uint256 random) private {
        Run storage run = runs[batch];
        if (height <= run.panelBlock) mine(run.panelBlock + 1 - height);
        if (blockhash(run.panelBlock) == 0) return _skipPanel(batch, batchAt(batch).end);
        uint256 width = (rulesOf(run.project).panelDraws + 3) / 4;
        run.panelVotes = randomCodes(random, run.open.length * width);
        bytes32 seed = keccak256(abi.encode(run.seed, blockhash(run.panelBlock), "panel"));
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Panel(uint256 batch,bytes32 openHash,bytes32 votesHash,bytes32 seed)"),
                batch,
                keccak256(abi.encodePacked(run.open)),
                keccak256(run.panelVotes),
                seed
            )
        );
        ledger.proposePanel(batch, escalatedOf(batch), seed, run.panelVotes, quorum(structHash, random));
        run.openSeed = seed;
    }

    function _resolvePanel(uint256 batch, uint256 end) private {
        ILedgerPanel.Open memory open = openOf(batch);
        bytes memory votes = runs[batch].panelVotes;
        if (clock < end) {
            try ledger.resolvePanel(batch, open, votes) {
                revert("I9: resolved in the window");
            } catch {}
            pass(end - clock);
        }
        Page memory page = openPage(batch);
        uint256[] memory expected = _decidePanel(page, open.items);
        vm.recordLogs();
        ledger.resolvePanel(batch, open, votes);
        uint256[] memory left = lastWords(ILedgerPanel.PanelResolved.selector);
        assertEq(left.length, expected.length, "I6: left to the experts");
        for (uint256 i = 0; i < left.length; ++i) {
            assertEq(left[i], expected[i], "I6: words for the experts");
        }
        runs[batch].open = left;
        ++reached[0];
        closePage(page, left.length / 2, 0);
    }

    function _decidePanel(Page memory page, uint256[] memory open) private returns (uint256[] memory left) {
        uint256[] memory found = new uint256[](2 * open.length);
        uint256 length;
        for (uint256 i = 0; i < open.length; ++i) {
            uint256 item = open[i] >> 240;
            Rules.Vote[] memory votes = panelVotesOf(page.batch, i);
            uint256 verdict = Rules.verdict(votes, page.rules.panelMinVotes, page.rules.thresholdBp);
            bool toExperts = flaggedForExperts[page.batch][item];
            if (!toExperts && verdict != 0) {
                note(page, item, End(verdict), entriesOf(open[i], 168), votes);
                continue;
            }
            found[length++] = toExperts ? open[i] | (1 << 192) : open[i];
            uint256 entries;
            for (uint256 d = 0; d < votes.length; ++d) {
                uint256 entry = ((votes[d].seat + 1) << 8) | (votes[d].class << 2) | votes[d].code;
                entries |= entry << (232 - 24 * d);
            }
            found[length++] = entries;
        }
        left = new uint256[](length);
        for (uint256 i = 0; i < length; ++i) {
            left[i] = found[i];
        }
    }

    function _skipPanel(uint256 batch, uint256 deadline) private {
        Run storage run = runs[batch];
        ILedgerPanel.Open memory open = openOf(batch);
        bytes32 votesHash = keccak256(run.panelVotes);
        if (clock <= deadline) {
            try ledger.skipPanel(batch, open, votesHash) {
                revert("I9: skipped in time");
            } catch {}
            pass(deadline + 1 - clock);
        }
        Page memory page = openPage(batch);
        vm.recordLogs();
        ledger.skipPanel(batch, open, votesHash);
        run.open = lastWords(ILedgerPanel.PanelResolved.selector);
        for (uint256 i = 0; i < open.items.length; ++i) {
            uint256 flag = flaggedForExperts[batch][open.items[i] >> 240] ? 1 << 192 : 0;
            assertEq(run.open[2 * i], open.items[i] | flag, "as it was");
            assertEq(run.open[2 * i + 1], 0, "no panel");
        }
        ++reached[1];
        closePage(page, open.items.length, 0);
    }

    // ------------------------------------------------------------------ experts

    function _judge(uint256 batch, uint256 random) private {
        ILedgerPanel.Open memory open = openOf(batch);
        bytes memory verdicts = new bytes(open.items.length / 2);
        Page memory page = openPage(batch);
        for (uint256 i = 0; i < verdicts.length; ++i) {
            uint256 verdict = 1 + uint256(keccak256(abi.encode(random, i))) % 3;
            verdicts[i] = bytes1(uint8(verdict));
            _noteOpenItem(page, open.items, i, End(verdict));
        }
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Verdict(uint256 batch,bytes32 openHash,bytes32 verdictsHash)"),
                batch,
                keccak256(abi.encodePacked(open.items)),
                keccak256(verdicts)
            )
        );
        court.submitVerdict(batch, open, verdicts, expertQuorum(structHash));
        ++reached[2];
        closePage(page, 0, 0);
    }

    function _voidOpen(uint256 batch, uint256 end) private {
        ILedgerPanel.Open memory open = openOf(batch);
        if (clock <= end) {
            try ledger.voidOpen(batch, open) {
                revert("I9: voided in time");
            } catch {}
            pass(end + 1 - clock);
        }
        Page memory page = openPage(batch);
        for (uint256 i = 0; i < open.items.length / 2; ++i) {
            _noteOpenItem(page, open.items, i, End.Void);
        }
        ledger.voidOpen(batch, open);
        ++reached[3];
        closePage(page, 0, 0);
    }

    function _noteOpenItem(Page memory page, uint256[] memory items, uint256 index, End end) private {
        uint256 first = items[2 * index];
        note(page, first >> 240, end, entriesOf(first, 168), entriesOf(items[2 * index + 1], 232));
    }

    // ------------------------------------------------------------------- audits

    /// @dev Audits a person of a closed batch; whatever happens, nobody loses more than the rules say.
    function _audit(uint256 which, uint256 item, uint256 draw) private {
        uint256 last = ledger.totals().nextBatch - 1;
        if (last == 0) return;
        uint256 batch = 1 + which % last;
        item %= runs[batch].items.length;
        draw = draw % 5 == 4 ? 255 : draw % 5;
        bytes32 structHash = keccak256(
            abi.encode(keccak256("AuditRuling(uint256 batch,uint256 item,uint256 draw)"), batch, item, draw)
        );
        Page memory page = openPage(batch);
        uint256 account = annotatorOf(batch, item);
        uint256 freeBefore = lens.personOf(person(account - 1)).freeNow;
        try court.audit(batch, settlementOf(batch), item, draw, expertQuorum(structHash)) {
            _checkAudit(page, item, draw);
            ++reached[5];
            // Also what has vested is free, and only an audit of the annotator moves it there.
            sessionCost[account] += freeBefore - lens.personOf(person(account - 1)).freeNow;
        } catch {}
    }

    function _checkAudit(Page memory page, uint256 item, uint256 draw) private view {
        uint256 lost;
        uint256 account = annotatorOf(page.batch, item);
        for (uint256 id = 1; id <= PEOPLE; ++id) {
            LedgerWords.Account memory now_ = accountAt(id);
            LedgerWords.Account memory old = page.accounts[id];
            uint256 units = old.free + old.locked + old.unvested - now_.free - now_.locked - now_.unvested;
            assertTrue(units == 0 || (draw == 255 && id == account), "only the audited");
            assertEq(now_.locked, old.locked, "I3: locked stake stays");
            lost += units;
        }
        for (uint256 i = 0; i < page.seats.length; ++i) {
            LedgerWords.Seat memory now_ = seatAt(i);
            LedgerWords.Seat memory old = page.seats[i];
            lost += old.free + old.locked + old.unvested - now_.free - now_.locked - now_.unvested;
        }
        uint256 most = draw == 255
            ? page.rules.annotatorSlash + page.rules.annotatorReward * 94 / 64
            : page.rules.validatorSlash + page.rules.validatorReward;
        assertTrue(lost <= most, "I4: audit");
        (, uint256 balance) = ledger.projectOf(runs[page.batch].project);
        assertEq(balance, page.balance + lost, "to the project");
    }

    // -------------------------------------------------------------------- parts

    function escalatedOf(uint256 batch) private view returns (ILedgerPanel.Escalated memory) {
        ILedgerPanel.Open memory open = openOf(batch);
        bytes32 itemsHash = keccak256(abi.encodePacked(open.items));
        return ILedgerPanel.Escalated(open.settled, open.seed, open.seedBlock, itemsHash);
    }

    function openOf(uint256 batch) internal view returns (ILedgerPanel.Open memory) {
        Run storage run = runs[batch];
        return ILedgerPanel.Open(run.settled, run.openSeed, run.panelBlock, run.open);
    }

    function expertQuorum(bytes32 structHash) internal view returns (IReviewCourt.ExpertQuorum memory) {
        bytes32 digest = digestOf("ReviewCourt", address(court), structHash);
        bytes memory signatures = abi.encodePacked(
            uint8(0), compact(expertKey(0), digest), uint8(2), compact(expertKey(2), digest)
        );
        return IReviewCourt.ExpertQuorum(expertList, signatures);
    }
}
