// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {ILedgerPanel} from "../../src/interfaces/ILedgerPanel.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {OpenItems} from "../../src/libraries/OpenItems.sol";
import {ReviewTest} from "../base/ReviewTest.sol";

/// @dev The second peer round.
contract LedgerPanelTest is ReviewTest {
    /// @dev Item 1 of three is tied; the others are accepted.
    function _tied() private returns (Review memory open) {
        Plan memory plan = lockedPlan(3);
        tie(plan, 1);
        propose(plan);
        open = settleOpen(plan);
    }

    // ------------------------------------------------------------- escalation

    function test_settle_keepsTheOpenItemForAPanel() public {
        Review memory open = _tied();
        LedgerWords.Batch memory batch = batchAt(open.id);
        assertEq(batch.state, LedgerWords.STATE_ESCALATED, "state");
        assertEq(batch.open, 1, "open items");
        assertEq(batch.reserved, LedgerWords.reservePerItem(LedgerWords.packParams(rules)), "kept for it");
        assertEq(open.data.items.length, 1, "one word");
        assertEq(OpenItems.itemOf(open.data.items[0]), 1, "item");
        assertEq(OpenItems.annotatorOf(open.data.items[0]), FIRST_ACCOUNT + 1, "annotator");
        assertEq(accountAt(FIRST_ACCOUNT + 1).locked, LABEL_STAKE, "its stake stays locked");
        assertEq(accountAt(FIRST_ACCOUNT).locked, 0, "the others are free");
    }

    // ---------------------------------------------------------------- propose

    function test_propose_opensAWindow() public {
        Review memory open = _tied();
        votePanelHeads(open, 0, 7, 0);
        vm.roll(open.data.seedBlock + 1);
        bytes32 panelSeed = panelSeedOf(open);
        vm.expectEmit(address(ledger));
        emit ILedgerPanel.PanelProposed(open.id, panelSeed, vm.getBlockTimestamp() + 12 hours);
        proposePanel(open);
        LedgerWords.Batch memory batch = batchAt(open.id);
        assertEq(batch.state, LedgerWords.STATE_PANEL, "state");
        assertEq(batch.open, 0, "counts flags now");
        assertEq(batch.signers, 5, "first and third operator");
    }

    function test_propose_windowIsADayAtMost() public {
        rules.windowMinutes = 2880;
        setRules();
        Review memory open = _tied();
        proposePanel(open);
        assertEq(batchAt(open.id).end, vm.getBlockTimestamp() + 1 days, "end");
    }

    function test_propose_refusesOtherData() public {
        Review memory open = _tied();
        for (uint256 i = 0; i < 4; ++i) {
            Review memory other = _copy(open);
            if (i == 0) other.data.settled = bytes32(uint256(other.data.settled) ^ 1);
            if (i == 1) other.data.seed = bytes32(uint256(other.data.seed) ^ 1);
            if (i == 2) --other.data.seedBlock;
            if (i == 3) other.data.items[0] ^= 1;
            _expectProposalFails(other, abi.encodeWithSelector(ILedgerErrors.BadData.selector));
        }
    }

    function test_propose_refusesTooFewOrTooManyVotes() public {
        Review memory open = _tied();
        open.votes = new bytes(1);
        _expectProposalFails(open, abi.encodeWithSelector(ILedgerErrors.BadData.selector));
        open.votes = new bytes(3);
        _expectProposalFails(open, abi.encodeWithSelector(ILedgerErrors.BadData.selector));
    }

    function test_propose_needsTheQuorumOverTheseVotes() public {
        Review memory open = _tied();
        vm.roll(open.data.seedBlock + 1);
        Review memory other = _copy(open);
        votePanelHeads(other, 0, 7, 0);
        ILedgerBatches.Quorum memory quorum = signed(panelHash(other));
        bytes32 seed = panelSeedOf(open);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        review.proposePanel(open.id, escalatedOf(open.data), seed, open.votes, quorum);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        review.proposePanel(open.id, escalatedOf(open.data), seed, open.votes, none());
    }

    function test_propose_countsForTheSignedDrawOnly() public {
        Review memory open = _tied();
        vm.roll(open.data.seedBlock + 1);
        bytes32 seed = panelSeedOf(open);
        ILedgerBatches.Quorum memory quorum = signed(panelHash(open));
        vm.setBlockhash(open.data.seedBlock, keccak256("another block in its place"));
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.WrongSeed.selector, seed));
        review.proposePanel(open.id, escalatedOf(open.data), seed, open.votes, quorum);
        bytes32 other = panelSeedOf(open);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        review.proposePanel(open.id, escalatedOf(open.data), other, open.votes, quorum);
        proposePanel(open);
    }

    function test_propose_waitsForTheSeedBlock() public {
        Review memory open = _tied();
        ILedgerBatches.Quorum memory quorum = signed(panelHash(open));
        bytes32 seed = panelSeedOf(open);
        vm.roll(open.data.seedBlock);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, open.data.seedBlock));
        review.proposePanel(open.id, escalatedOf(open.data), seed, open.votes, quorum);
        vm.warp(batchAt(open.id).end);
        proposePanel(open);
        assertEq(batchAt(open.id).state, LedgerWords.STATE_PANEL, "at the deadline");
    }

    function test_propose_refusesAfterTheDeadlineAndWhenPaused() public {
        Review memory open = _tied();
        uint256 end = batchAt(open.id).end;
        vm.warp(end + 1);
        _expectProposalFails(open, abi.encodeWithSelector(ILedgerErrors.TooLate.selector, end));
        vm.warp(end);
        ledger.setPausedUntil(end + 1);
        _expectProposalFails(open, abi.encodeWithSelector(ILedgerErrors.Paused.selector, end + 1));
        ledger.setPausedUntil(end);
        proposePanel(open);
    }

    function test_propose_worksOnce() public {
        Review memory open = _tied();
        Review memory again = _copy(open);
        proposePanel(open);
        _expectProposalFails(
            again, abi.encodeWithSelector(ILedgerErrors.BadState.selector, open.id, LedgerWords.STATE_PANEL)
        );
    }

    // ---------------------------------------------------------------- resolve

    function test_resolve_paysBothRoundsByThePanelsVerdict() public {
        Review memory open = _tied();
        uint256 held = unitsHeld();
        votePanelHeads(open, 0, 7, 0);
        proposePanel(open);
        uint256 winner = panelSeats(open, 0)[0];
        uint256 loser = OpenItems.seatOf(OpenItems.firstEntry(open.data.items[0], 2));
        LedgerWords.Seat memory winnerBefore = seatAt(winner);
        LedgerWords.Seat memory loserBefore = seatAt(loser);
        resolvePanel(open);

        LedgerWords.Batch memory batch = batchAt(open.id);
        assertEq(batch.state, LedgerWords.STATE_CLOSED, "closed");
        assertEq(batch.reserved + batch.open, 0, "nothing kept");
        assertEq(open.data.items.length, 0, "nothing left");
        assertEq(accountAt(FIRST_ACCOUNT + 1).locked, 0, "stake back");
        assertEq(accountAt(FIRST_ACCOUNT + 1).good, 9, "a good decision");
        assertEq(seatAt(winner).good, winnerBefore.good + 1, "panel voters stood with the verdict");
        assertTrue(_held(seatAt(winner)) > _held(winnerBefore), "and are paid");
        assertEq(seatAt(loser).all, loserBefore.all + 1, "round one voters are judged too");
        assertEq(seatAt(loser).good, loserBefore.good, "against the verdict");
        assertEq(_held(seatAt(loser)) + rules.validatorSlash, _held(loserBefore), "slashed");
        assertEq(unitsHeld(), held, "no unit lost or made");
        (, bytes32 commitment) = ledger.batchWord(open.id);
        assertTrue(commitment == open.data.settled, "what was settled can be audited");
    }

    function test_resolve_votesOfRoundOneDoNotCountAgain() public {
        Plan memory plan = lockedPlan(1);
        voteAll(plan, 0, [1, 1, 0, 0]);
        propose(plan);
        Review memory open = settleOpen(plan);
        votePanelHeads(open, 0, 4, 0);
        proposePanel(open);
        resolvePanel(open);
        assertEq(batchAt(open.id).state, LedgerWords.STATE_EXPERTS, "four of five panel votes are too few");
        assertEq(open.data.items.length, 2, "two words for the experts");
        assertEq(OpenItems.codeOf(OpenItems.panelEntry(open.data.items[1], 3)), 1, "the panel's votes");
        assertEq(OpenItems.codeOf(OpenItems.panelEntry(open.data.items[1], 4)), 0, "silent");
        assertEq(OpenItems.classOf(OpenItems.panelEntry(open.data.items[1], 4)), 10, "with their classes");
    }

    function test_resolve_rejectionSharesTheSlashesEvenly() public {
        Review memory open = _tied();
        uint256 before = balanceOf();
        votePanelHeads(open, 0, 1, 6);
        proposePanel(open);
        resolvePanel(open);
        LedgerWords.Account memory account = accountAt(FIRST_ACCOUNT + 1);
        assertEq(account.all, 11, "decided");
        assertEq(account.good, 8, "against it");
        assertEq(account.free, FREE - rules.annotatorSlash, "slashed");
        assertEq(account.sessionLoss, 1_000_000 - 50, "the session shrinks");
        // 500 + 3 * 200 over 8 winners leaves 4; validators of class 10 earn floor(30 * 74 / 64) = 34.
        uint256 reserve = LedgerWords.reservePerItem(LedgerWords.packParams(rules));
        assertEq(balanceOf() - before, reserve - 8 * 34 + 4, "what is not needed goes back, and the dust");
    }

    function test_resolve_rejectionIsWonByWhoRejectedInRoundOne() public {
        Review memory open = _tied();
        uint256 approver = OpenItems.seatOf(OpenItems.firstEntry(open.data.items[0], 0));
        uint256 rejecter = OpenItems.seatOf(OpenItems.firstEntry(open.data.items[0], 3));
        uint256[2] memory good = [seatAt(approver).good, seatAt(rejecter).good];
        uint256[2] memory all = [seatAt(approver).all, seatAt(rejecter).all];
        votePanelHeads(open, 0, 0, 7);
        proposePanel(open);
        resolvePanel(open);
        assertEq(seatAt(approver).good, good[0], "lost");
        assertEq(seatAt(approver).all, all[0] + 1, "counted against");
        assertEq(seatAt(rejecter).good, good[1] + 1, "won");
        assertEq(seatAt(rejecter).all, all[1] + 1, "and nothing else");
    }

    function test_resolve_waitsForTheWindowAndNotTooLong() public {
        Review memory open = _tied();
        proposePanel(open);
        uint256 end = batchAt(open.id).end;
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, end));
        review.resolvePanel(open.id, open.data, open.votes);
        vm.warp(end + 12 hours + 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooLate.selector, end + 12 hours));
        review.resolvePanel(open.id, open.data, open.votes);
        vm.warp(end + 12 hours);
        review.resolvePanel(open.id, open.data, open.votes);
        assertEq(batchAt(open.id).state, LedgerWords.STATE_EXPERTS, "nobody voted");
    }

    function test_resolve_refusesOtherData() public {
        Review memory open = _tied();
        votePanelHeads(open, 0, 7, 0);
        proposePanel(open);
        vm.warp(batchAt(open.id).end);
        for (uint256 i = 0; i < 4; ++i) {
            Review memory other = _copy(open);
            if (i == 0) other.data.settled = 0;
            if (i == 1) other.data.seed = 0;
            if (i == 2) other.data.items[0] ^= 1;
            if (i == 3) other.votes[0] ^= 0x01;
            vm.expectRevert(ILedgerErrors.BadData.selector);
            review.resolvePanel(other.id, other.data, other.votes);
        }
    }

    function test_resolve_leavesFlaggedItemsToTheExperts() public {
        Review memory open = _tied();
        votePanelHeads(open, 0, 7, 0);
        proposePanel(open);
        review.flagItem(open.id, 1, 0, false);
        resolvePanel(open);
        LedgerWords.Batch memory batch = batchAt(open.id);
        assertEq(batch.state, LedgerWords.STATE_EXPERTS, "state");
        assertEq(batch.end, vm.getBlockTimestamp() + 2 days, "their time");
        assertEq(batch.open, 1, "open");
        assertTrue(OpenItems.isFlagged(open.data.items[0]), "marked");
    }

    function test_panel_isDrawnFromOtherSeats() public {
        Review memory open = _tied();
        vm.roll(open.data.seedBlock + 1);
        open.data.seed = panelSeedOf(open);
        uint256[] memory seats = panelSeats(open, 0);
        assertEq(seats.length, 7, "drawn");
        for (uint256 d = 0; d < 7; ++d) {
            for (uint256 i = 0; i < 4; ++i) {
                uint256 entry = OpenItems.firstEntry(open.data.items[0], i);
                assertTrue(seats[d] != OpenItems.seatOf(entry), "not drawn before");
            }
        }
    }

    function test_panel_countsNeitherTheAnnotatorNorLateNorVacantSeats() public {
        Review memory open = _tied();
        vm.roll(open.data.seedBlock + 1);
        Review memory drawn = _copy(open);
        drawn.data.seed = panelSeedOf(open);
        uint256[] memory seats = panelSeats(drawn, 0);
        LedgerWords.Seat memory own = seatAt(seats[0]);
        own.owner = FIRST_ACCOUNT + 1;
        ledger.setSeatWord(seats[0], LedgerWords.packSeat(own));
        LedgerWords.Seat memory late = seatAt(seats[1]);
        late.joinedBlock = 5000;
        ledger.setSeatWord(seats[1], LedgerWords.packSeat(late));
        ledger.setSeatWord(seats[2], 0);

        votePanelHeads(open, 0, 6, 0);
        proposePanel(open);
        (uint256 ownWord, uint256 lateWord) = (ledger.seatWord(seats[0]), ledger.seatWord(seats[1]));
        resolvePanel(open);
        assertEq(open.data.items.length, 2, "three of the four who could vote did, and four are needed");
        for (uint256 d = 0; d < 4; ++d) {
            uint256 entry = OpenItems.panelEntry(open.data.items[1], d);
            assertEq(OpenItems.codeOf(entry), d == 3 ? 1 : 0, "only the fourth counts");
            assertEq(OpenItems.seatOf(entry), seats[d], "all were drawn");
        }
        assertEq(ledger.seatWord(seats[0]), ownWord, "not paid");
        assertEq(ledger.seatWord(seats[1]), lateWord, "not paid");
    }

    function test_panel_doesNotPayTheAnnotatorsOwnSeat() public {
        Review memory open = _tied();
        vm.roll(open.data.seedBlock + 1);
        Review memory drawn = _copy(open);
        drawn.data.seed = panelSeedOf(open);
        uint256 seat = panelSeats(drawn, 0)[0];
        LedgerWords.Seat memory own = seatAt(seat);
        own.owner = FIRST_ACCOUNT + 1;
        ledger.setSeatWord(seat, LedgerWords.packSeat(own));

        votePanelHeads(open, 0, 7, 0);
        proposePanel(open);
        resolvePanel(open);
        assertEq(open.data.items.length, 0, "six others decide");
        assertEq(ledger.seatWord(seat), LedgerWords.packSeat(own), "not paid");
    }

    // ------------------------------------------------------------------- skip

    function test_skip_givesASilentPanelsItemsToTheExperts() public {
        Review memory open = _tied();
        uint256 end = batchAt(open.id).end;
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, end + 1));
        review.skipPanel(open.id, open.data, 0);
        vm.warp(end + 30 hours);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ++open.data.seedBlock;
        review.skipPanel(open.id, open.data, 0);
        --open.data.seedBlock;
        review.skipPanel(open.id, open.data, 0);
        LedgerWords.Batch memory batch = batchAt(open.id);
        assertEq(batch.state, LedgerWords.STATE_EXPERTS, "state");
        assertEq(batch.end, end + 2 days, "the experts' time does not wait for the call");
    }

    function test_skip_givesAnUnresolvedPanelsItemsToTheExperts() public {
        Review memory open = _tied();
        proposePanel(open);
        review.flagItem(open.id, 1, 0, false);
        uint256 end = batchAt(open.id).end + 12 hours;
        bytes32 votesHash = keccak256(open.votes);
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, end + 1));
        review.skipPanel(open.id, open.data, votesHash);
        vm.warp(end + 1);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        review.skipPanel(open.id, open.data, 0);
        vm.recordLogs();
        review.skipPanel(open.id, open.data, votesHash);
        uint256[] memory left = lastItems(ILedgerPanel.PanelResolved.selector);
        assertEq(left.length, 2, "two words");
        assertEq(left[0], open.data.items[0] | (1 << 192), "marked as flagged");
        assertEq(left[1], 0, "no panel");
        assertEq(batchAt(open.id).end, end + 2 days, "their time");
        assertEq(batchAt(open.id).open, 1, "open items again");
    }

    function test_skip_needsAnEscalatedBatch() public {
        Review memory open = _tied();
        Plan memory plan = lockedPlan(1);
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, LedgerWords.STATE_LOCKED)
        );
        review.skipPanel(plan.id, open.data, 0);
        proposePanel(open);
        vm.warp(batchAt(open.id).end + 13 hours);
        uint256 other = open.id + LedgerWords.RING;
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.BadState.selector, other, LedgerWords.STATE_PANEL)
        );
        review.skipPanel(other, open.data, keccak256(open.votes));
    }

    /// @dev The longest life of a batch ends before anybody who was drawn can have left.
    function test_times_endBeforeAnybodyCanHaveLeft() public pure {
        uint256 life = LedgerWords.PROPOSE_TIME + LedgerWords.MAX_WINDOW + LedgerWords.SETTLE_TIME
            + LedgerWords.PANEL_PROPOSE_TIME + LedgerWords.MAX_PANEL_WINDOW + LedgerWords.PANEL_SETTLE_TIME;
        assertTrue(life < LedgerWords.EPOCH, "classes of the lock's epoch are still known");
        assertTrue(life + LedgerWords.EXPERT_TIME < LedgerWords.UNBOND, "stakes are still there");
    }

    // ---------------------------------------------------------------- helpers

    function _copy(Review memory open) private pure returns (Review memory) {
        return abi.decode(abi.encode(open), (Review));
    }

    function _held(LedgerWords.Seat memory seat) private pure returns (uint256) {
        return seat.free + seat.locked + seat.unvested;
    }

    function _expectProposalFails(Review memory open, bytes memory failure) private {
        vm.roll(open.data.seedBlock + 1);
        ILedgerBatches.Quorum memory quorum = signed(panelHash(open));
        bytes32 seed = panelSeedOf(open);
        vm.expectRevert(failure);
        review.proposePanel(open.id, escalatedOf(open.data), seed, open.votes, quorum);
    }
}
