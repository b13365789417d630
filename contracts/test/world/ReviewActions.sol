// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerPanel} from "../../src/interfaces/ILedgerPanel.sol";
import {IReviewCourt} from "../../src/interfaces/IReviewCourt.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {BatchActions} from "./BatchActions.sol";
import {Rules} from "./Rules.sol";

/// @dev Disputes, questions, panels, experts and audits.
abstract contract ReviewActions is BatchActions {
    /// @dev Disputes that were opened: batch and item.
    uint256[2][] internal disputes;
    mapping(uint256 batch => mapping(uint256 item => mapping(uint256 round => bool))) internal disputed;

    /// @dev One random step of somebody who is not content.
    function contest(uint256 kind, uint256 which, uint256 item, uint256 how) external {
        tick();
        kind %= 5;
        if (kind < 2) _openDispute(which, item, how);
        else if (kind == 2) _closeDispute(which);
        else if (kind == 3) _question(which, item, how);
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
            assertTrue(termOf(batch, item) != 0, "of an item that counts");
            _noteDispute(batch, item, 1, flagged[batch][item], kind == 0);
            flagged[batch][item] = true;
            if (kind == 0) flaggedForExperts[batch][item] = true;
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
            _noteDispute(batch, item, 2, flaggedForExperts[batch][item], kind == 0);
            flaggedForExperts[batch][item] = true;
        } catch {}
    }

    /// @dev One dispute a round, and of a flagged item only that it is not theirs.
    function _noteDispute(uint256 batch, uint256 item, uint256 round, bool isFlagged, bool saysNotMine)
        private
    {
        assertTrue(!disputed[batch][item][round], "disputed once");
        assertTrue(!isFlagged || (saysNotMine && !notMine[batch][item]), "flagged once");
        disputed[batch][item][round] = true;
        if (saysNotMine) notMine[batch][item] = true;
        disputes.push([batch, item]);
    }

    // ---------------------------------------------------------------- questions

    /// @dev The operators question one or two items of a batch, if its window runs.
    function _question(uint256 which, uint256 random, uint256 silent) private {
        uint256 batch = _liveBatch(which);
        if (batch == 0) return;
        LedgerWords.Batch memory word = batchAt(batch);
        bool panel = word.state == LedgerWords.STATE_PANEL;
        if (!panel && word.state != LedgerWords.STATE_PROPOSED) return;
        uint256 item =
            panel ? runs[batch].open[random % runs[batch].open.length] >> 240 : random % word.nItems;
        bool two = item + 1 < word.nItems && random % 2 == 0;
        bytes memory items = abi.encodePacked(uint16(item));
        if (two) items = abi.encodePacked(uint16(item), uint16(item + 1));
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Question(uint256 batch,uint256 round,bytes32 itemsHash)"),
                batch,
                panel ? 2 : 1,
                keccak256(items)
            )
        );
        bool late = clock >= word.end && !(_isFlaggedAll(batch, panel, item, two));
        try court.question(batch, items, questionQuorum(structHash, silent)) {
            assertTrue(!late, "I9: questioned after the window");
            for (uint256 i = item; i <= item + (two ? 1 : 0); ++i) {
                if (panel) flaggedForExperts[batch][i] = true;
                else flagged[batch][i] = true;
            }
            ++reached[panel ? 7 : 6];
        } catch {}
    }

    function _isFlaggedAll(uint256 batch, bool panel, uint256 item, bool two) private view returns (bool) {
        mapping(uint256 => bool) storage flags = panel ? flaggedForExperts[batch] : flagged[batch];
        return flags[item] && (!two || flags[item + 1]);
    }

    function questionQuorum(bytes32 structHash, uint256 silent)
        private
        view
        returns (ILedgerBatches.Quorum memory)
    {
        bytes32 digest = digestOf("ReviewCourt", address(court), structHash);
        bytes memory signatures;
        for (uint256 i = 0; i < 3; ++i) {
            if (i == silent % 3) continue;
            signatures = bytes.concat(signatures, bytes1(uint8(i)), compact(operatorKeys[i], digest));
        }
        return ILedgerBatches.Quorum(operatorList, signatures);
    }

    // ------------------------------------------------------------------- claims

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
            if (late || clock > end) _voidOpen(batch, end, random);
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
            uint256 verdict = 1 + uint256(keccak256(abi.encode(random, i))) % 4;
            if (verdict == 4 && notMine[batch][open.items[2 * i] >> 240]) verdict = 3;
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

    /// @dev Silence is noticed at once, or when a voter may have left.
    function _voidOpen(uint256 batch, uint256 end, uint256 random) private {
        ILedgerPanel.Open memory open = openOf(batch);
        if (clock <= end) {
            try ledger.voidOpen(batch, open) {
                revert("I9: voided in time");
            } catch {}
            pass(end + 1 - clock);
        }
        if (random % 4 == 0) _leaveMeanwhile(open.items[0], random);
        Page memory page = openPage(batch);
        for (uint256 i = 0; i < open.items.length / 2; ++i) {
            (uint256 first, uint256 panel) = (open.items[2 * i], open.items[2 * i + 1]);
            End ending = notMine[batch][first >> 240] ? End.Void : End.Unclear;
            Rules.Vote[] memory votes = _stillHeld(entriesOf(first, 168), end);
            note(page, first >> 240, ending, votes, _stillHeld(entriesOf(panel, 232), end));
        }
        ledger.voidOpen(batch, open);
        ++reached[3];
        closePage(page, 0, 0);
    }

    /// @dev A voter leaves for good, if it can, before anybody notices that the experts were silent.
    function _leaveMeanwhile(uint256 first, uint256 random) private {
        Rules.Vote[] memory votes = entriesOf(first, 168);
        uint256 seat = votes[random % votes.length].seat;
        uint256 owner = seatAt(seat).owner;
        if (owner == 0) return;
        (uint256 joinedAt, uint256 freeAt) = ledger.seatTimesOf(seat);
        if (freeAt == 0 && clock < joinedAt + 10 days) return;
        if (freeAt == 0) {
            vm.prank(person(owner - 1));
            ledger.startLeave();
        }
        pass(10 days);
        vm.prank(person(owner - 1));
        ledger.finishLeave();
        if (random % 8 != 0) return;
        for (uint256 i = FIRST_VALIDATOR; i < PEOPLE; ++i) {
            if (ledger.seatOf(idOf(i)) != 0 || accountAt(idOf(i)).free < SEAT_STAKE + accountAt(idOf(i)).debt)
            {
                continue;
            }
            vm.prank(person(i));
            ledger.takeSeat(SEAT_STAKE);
            return;
        }
    }

    /// @dev Votes of seats that somebody else holds by now, or nobody, are paid to nobody.
    function _stillHeld(Rules.Vote[] memory votes, uint256 end) private view returns (Rules.Vote[] memory) {
        for (uint256 i = 0; i < votes.length; ++i) {
            (uint256 joinedAt,) = ledger.seatTimesOf(votes[i].seat);
            if (seatAt(votes[i].seat).owner == 0 || joinedAt >= end) votes[i].code = 0;
        }
        return votes;
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
