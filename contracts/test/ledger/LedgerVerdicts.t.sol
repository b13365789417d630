// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerCourtSide} from "../../src/interfaces/ILedgerCourtSide.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {OpenItems} from "../../src/libraries/OpenItems.sol";
import {Verdict} from "../../src/libraries/Verdict.sol";
import {ReviewTest} from "../base/ReviewTest.sol";

/// @dev How items end that no peers could decide. The court is this contract.
contract LedgerVerdictsTest is ReviewTest {
    /// @dev Rewards of class 10: 100 * 74 / 64 for an annotator, 30 * 74 / 64 for a validator.
    uint256 private constant ANNOTATOR_REWARD = 115;
    uint256 private constant VALIDATOR_REWARD = 34;

    address private constant OTHER = address(0xbad);

    /// @dev Item 1 of four waits for the experts, without a panel.
    function _waiting() private returns (Review memory open) {
        Plan memory plan = lockedPlan(4);
        tie(plan, 1);
        propose(plan);
        open = settleOpen(plan);
        skipPanel(open);
    }

    /// @dev Item 0 of one waits for the experts: 1 approval, 2 rejections and 1 unsure in round one; 3 approvals, 2
    /// rejections and 2 silent in the panel.
    function _split() private returns (Review memory open) {
        Plan memory plan = lockedPlan(1);
        voteAll(plan, 0, [2, 1, 3, 2]);
        propose(plan);
        review.flagItem(plan.id, 0, 0, false);
        open = settleOpen(plan);
        votePanelHeads(open, 0, 3, 2);
        proposePanel(open);
        resolvePanel(open);
    }

    // --------------------------------------------------------------- verdicts

    function test_verdict_acceptsRejectsAndVoids() public {
        Plan memory plan = lockedPlan(4);
        for (uint256 t = 0; t < 3; ++t) {
            tie(plan, t);
        }
        propose(plan);
        review.flagItem(plan.id, 2, 0, true);
        Review memory open = settleOpen(plan);
        skipPanel(open);
        uint256 held = unitsHeld();
        vm.expectEmit(address(ledger));
        emit ILedgerCourtSide.VerdictResolved(plan.id, hex"010203");
        review.resolveVerdict(open.id, open.data, hex"010203");

        assertEq(batchAt(plan.id).state, LedgerWords.STATE_CLOSED, "closed");
        assertEq(batchAt(plan.id).reserved, 0, "nothing reserved");
        assertEq(unitsHeld(), held, "no unit lost or made");
        LedgerWords.Account memory accepted = accountAt(FIRST_ACCOUNT);
        LedgerWords.Account memory rejected = accountAt(FIRST_ACCOUNT + 1);
        LedgerWords.Account memory voided = accountAt(FIRST_ACCOUNT + 2);
        assertEq(accepted.locked + rejected.locked + voided.locked, 0, "all stakes are released");
        assertEq(accepted.good, 9, "accepted");
        assertEq(rejected.good, 8, "rejected");
        assertEq(rejected.all, 11, "and counted");
        assertEq(rejected.free, FREE - 500, "slashed");
        assertEq(voided.free, FREE, "void");
        assertEq(voided.all, 10, "changes no record");
        assertEq(review.outcomeOf(plan.id, 2), Verdict.VOID, "the court can read how a flagged item ended");
        assertEq(review.outcomeOf(plan.id, 1), 0, "nobody asks about the others");
        (, bytes32 commitment) = ledger.batchWord(plan.id);
        assertTrue(commitment == open.data.settled, "commits to what was settled");
    }

    function test_verdict_againstAllVotersGivesThePoolToTheProject() public {
        Plan memory plan = lockedPlan(4);
        propose(plan);
        review.flagItem(plan.id, 0, 0, true);
        Review memory open = settleOpen(plan);
        skipPanel(open);
        uint256 before = balanceOf();
        review.resolveVerdict(open.id, open.data, hex"02");
        uint256 reserve = LedgerWords.reservePerItem(LedgerWords.packParams(rules));
        assertEq(balanceOf() - before, reserve + 500 + 4 * 200, "nobody won");
    }

    function test_verdict_aSeatThatCannotPayInFullPaysNothing() public {
        Plan memory plan = lockedPlan(1);
        voteAll(plan, 0, [1, 2, 0, 0]);
        propose(plan);
        uint256 loser = drawnFor(plan, 0)[1];
        LedgerWords.Seat memory seat = seatAt(loser);
        (seat.locked, seat.free, seat.unvested) = (150, 40, 9);
        ledger.setSeatWord(loser, LedgerWords.packSeat(seat));
        Review memory open = settleOpen(plan);
        skipPanel(open);
        uint256 held = unitsHeld();
        review.resolveVerdict(open.id, open.data, hex"01");
        assertEq(unitsHeld(), held, "and nobody gets it");
        LedgerWords.Seat memory paid = seatAt(loser);
        assertEq(paid.locked, 150, "stake");
        assertEq(paid.free + paid.unvested, 49, "earnings");
        assertEq(paid.all, seat.all + 1, "but the record tells");
    }

    function test_verdict_aSeatPaysAsManySlashesAsItHolds() public {
        Plan memory plan = lockedPlan(3);
        for (uint256 t = 0; t < 3; ++t) {
            voteAll(plan, t, [1, 1, 1, 1]);
        }
        prepareSeats(4, FIRST_VALIDATOR);
        for (uint256 i = 0; i < 4; ++i) {
            LedgerWords.Seat memory seat = seatAt(i);
            (seat.locked, seat.free, seat.unvested) = (390, 110, 0);
            ledger.setSeatWord(i, LedgerWords.packSeat(seat));
        }
        plan = lockedPlan(3);
        propose(plan);
        for (uint256 t = 0; t < 3; ++t) {
            review.flagItem(plan.id, t, 0, true);
        }
        Review memory open = settleOpen(plan);
        assertEq(batchAt(plan.id).state, LedgerWords.STATE_EXPERTS, "no seats left for a panel");
        review.resolveVerdict(open.id, open.data, hex"020202");
        for (uint256 i = 0; i < 4; ++i) {
            LedgerWords.Seat memory seat = seatAt(i);
            assertEq(seat.locked, 0, "two of three slashes, first from the stake");
            assertEq(seat.free, 100, "then from what is free");
            assertEq(seat.all, 13, "all three count");
        }
    }

    function test_verdict_refusesOtherLengthsAndCodes() public {
        Review memory open = _waiting();
        vm.expectRevert(ILedgerErrors.BadData.selector);
        review.resolveVerdict(open.id, open.data, hex"");
        vm.expectRevert(ILedgerErrors.BadData.selector);
        review.resolveVerdict(open.id, open.data, hex"0101");
        vm.expectRevert(ILedgerErrors.BadData.selector);
        review.resolveVerdict(open.id, open.data, hex"00");
        vm.expectRevert(ILedgerErrors.BadData.selector);
        review.resolveVerdict(open.id, open.data, hex"05");
    }

    function test_verdict_refusesOtherItems() public {
        Review memory open = _waiting();
        open.data.items[1] = 1;
        vm.expectRevert(ILedgerErrors.BadData.selector);
        review.resolveVerdict(open.id, open.data, hex"01");
        open.data.items[1] = 0;
        open.data.seed = 0;
        vm.expectRevert(ILedgerErrors.BadData.selector);
        review.resolveVerdict(open.id, open.data, hex"01");
    }

    function test_verdict_comesInTimeAndOnce() public {
        Review memory open = _waiting();
        uint256 end = batchAt(open.id).end;
        vm.warp(end + 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooLate.selector, end));
        review.resolveVerdict(open.id, open.data, hex"01");
        vm.warp(end);
        review.resolveVerdict(open.id, open.data, hex"01");
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.BadState.selector, open.id, LedgerWords.STATE_CLOSED)
        );
        review.resolveVerdict(open.id, open.data, hex"01");
    }

    // ---------------------------------------------------------------- unclear

    function test_unclear_paysEverybodyAndSlashesNobody() public {
        Review memory open = _split();
        uint256 held = unitsHeld();
        (uint256 budget, uint256 reserved) = (balanceOf(), batchAt(open.id).reserved);
        LedgerWords.Seat[SEATS] memory before = _allSeats();
        review.resolveVerdict(open.id, open.data, hex"04");

        LedgerWords.Account memory annotator = accountAt(FIRST_ACCOUNT);
        assertEq(annotator.locked, 0, "stake back");
        assertEq(annotator.free + annotator.unvested, FREE + 100 + ANNOTATOR_REWARD, "and the reward");
        assertEq(annotator.good, 8, "no record changes");
        assertEq(annotator.all, 10, "nor counts");
        assertEq(annotator.sessionLoss, 1_000_000, "the session has lost nothing");
        uint256 voters = _checkSeats(open.data.items, before);
        assertEq(voters, 8, "all eight who took a side");
        uint256 paid = ANNOTATOR_REWARD + voters * VALIDATOR_REWARD;
        assertEq(balanceOf(), budget + reserved - paid, "out of the reservation");
        assertEq(unitsHeld(), held, "no unit lost or made");
        assertEq(batchAt(open.id).state, LedgerWords.STATE_CLOSED, "closed");
        assertEq(review.outcomeOf(open.id, 0), Verdict.VOID, "for bonds of disputes it is void");
    }

    /// @dev Everybody who took a side on the item has one reward more and the same record; nobody else has changed.
    function _checkSeats(uint256[] memory items, LedgerWords.Seat[SEATS] memory before)
        private
        view
        returns (uint256 voters)
    {
        for (uint256 i = 0; i < SEATS; ++i) {
            LedgerWords.Seat memory seat = seatAt(i);
            bool voted = _tookSide(items, i);
            if (voted) ++voters;
            uint256 held = before[i].free + before[i].locked + before[i].unvested;
            held += voted ? VALIDATOR_REWARD : 0;
            assertEq(seat.free + seat.locked + seat.unvested, held, "reward of a seat");
            assertEq(seat.locked, before[i].locked, "stake of a seat");
            assertEq(seat.good, before[i].good, "record of a seat");
            assertEq(seat.all, before[i].all, "decisions of a seat");
        }
    }

    function _tookSide(uint256[] memory items, uint256 seat) private pure returns (bool) {
        for (uint256 i = 0; i < 2 * OpenItems.ENTRIES; ++i) {
            uint256 entry = i < 8 ? OpenItems.firstEntry(items[0], i) : OpenItems.panelEntry(items[1], i - 8);
            uint256 code = OpenItems.codeOf(entry);
            if (entry != 0 && OpenItems.seatOf(entry) == seat) return code == 1 || code == 2;
        }
        return false;
    }

    function test_unclear_repaysLentStakeFirst() public {
        Review memory open = _split();
        LedgerWords.Account memory account = accountAt(FIRST_ACCOUNT);
        account.debt = 100;
        ledger.setAccountWord(FIRST_ACCOUNT, LedgerWords.packAccount(account));
        uint256 units = account.free + account.locked + account.unvested;
        review.resolveVerdict(open.id, open.data, hex"04");
        account = accountAt(FIRST_ACCOUNT);
        assertEq(account.debt, 0, "repaid");
        assertEq(ledger.sponsorFund(), 100, "to the fund");
        assertEq(account.free + account.locked + account.unvested, units + 15, "the rest is earned");
    }

    function test_unclear_isPaidWithWhatElseTheBatchDecides() public {
        Plan memory plan = lockedPlan(8);
        tie(plan, 1);
        tie(plan, 5);
        propose(plan);
        Review memory open = settleOpen(plan);
        skipPanel(open);
        uint256 held = unitsHeld();
        LedgerWords.Account memory before = accountAt(FIRST_ACCOUNT + 1);
        review.resolveVerdict(open.id, open.data, hex"0402");
        LedgerWords.Account memory account = accountAt(FIRST_ACCOUNT + 1);
        assertEq(account.locked, before.locked - 2000, "both stakes are released");
        assertEq(account.good, before.good, "only the rejection counts");
        assertEq(account.all, before.all + 1, "once");
        uint256 units = before.free + before.locked + before.unvested + ANNOTATOR_REWARD - 500;
        assertEq(account.free + account.locked + account.unvested, units, "reward and slash");
        assertEq(unitsHeld(), held, "no unit lost or made");
    }

    function test_unclear_isRefusedForWhatSomebodySaysIsNotTheirs() public {
        Plan memory plan = lockedPlan(4);
        tie(plan, 1);
        propose(plan);
        review.flagItem(plan.id, 2, 0, true);
        Review memory open = settleOpen(plan);
        skipPanel(open);
        vm.expectRevert(abi.encodeWithSelector(ILedgerCourtSide.SaidNotMine.selector, plan.id, 2));
        review.resolveVerdict(open.id, open.data, hex"0404");
        review.resolveVerdict(open.id, open.data, hex"0403");
    }

    function test_unclear_isRefusedForWhatSomebodySaysOfThePanelToo() public {
        Plan memory plan = lockedPlan(4);
        tie(plan, 1);
        propose(plan);
        Review memory open = settleOpen(plan);
        votePanelHeads(open, 0, 7, 0);
        proposePanel(open);
        review.flagItem(plan.id, 1, 0, true);
        resolvePanel(open);
        vm.expectRevert(abi.encodeWithSelector(ILedgerCourtSide.SaidNotMine.selector, plan.id, 1));
        review.resolveVerdict(open.id, open.data, hex"04");
        vm.warp(batchAt(open.id).end + 1);
        review.voidOpen(open.id, open.data);
        assertEq(review.outcomeOf(plan.id, 1), Verdict.VOID, "void");
        assertEq(accountAt(FIRST_ACCOUNT + 1).unvested, 100, "and nobody is paid");
    }

    // ----------------------------------------------------------------- silence

    function test_silence_endsItemsUnclear() public {
        Review memory open = _waiting();
        uint256 end = batchAt(open.id).end;
        uint256 held = unitsHeld();
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, end + 1));
        review.voidOpen(open.id, open.data);
        vm.warp(end + 1);
        LedgerWords.Seat[SEATS] memory before = _allSeats();
        LedgerWords.Account memory annotator = accountAt(FIRST_ACCOUNT + 1);
        vm.expectEmit(address(ledger));
        emit ILedgerCourtSide.OpenVoided(open.id, hex"04");
        vm.prank(OTHER);
        review.voidOpen(open.id, open.data);
        assertEq(batchAt(open.id).state, LedgerWords.STATE_CLOSED, "closed");
        assertEq(batchAt(open.id).reserved, 0, "nothing reserved");
        assertEq(accountAt(FIRST_ACCOUNT + 1).locked, 0, "stake back");
        assertEq(accountAt(FIRST_ACCOUNT + 1).all, annotator.all, "no record changes");
        uint256 earned = accountAt(FIRST_ACCOUNT + 1).unvested + accountAt(FIRST_ACCOUNT + 1).free;
        assertEq(earned, annotator.unvested + annotator.free + 1000 + ANNOTATOR_REWARD, "reward");
        assertEq(_checkSeats(open.data.items, before), 4, "all who voted are paid");
        assertEq(unitsHeld(), held, "no unit lost or made");
    }

    function test_silence_onlyGivesStakesBackWhereSomebodySaysNotMine() public {
        Plan memory plan = lockedPlan(4);
        tie(plan, 1);
        propose(plan);
        review.flagItem(plan.id, 2, 0, true);
        review.flagItem(plan.id, 3, 0, false);
        Review memory open = settleOpen(plan);
        skipPanel(open);
        LedgerWords.Account memory notTheirs = accountAt(FIRST_ACCOUNT + 2);
        LedgerWords.Account memory questioned = accountAt(FIRST_ACCOUNT + 3);
        vm.warp(batchAt(open.id).end + 1);
        vm.expectEmit(address(ledger));
        emit ILedgerCourtSide.OpenVoided(open.id, hex"040304");
        review.voidOpen(open.id, open.data);
        LedgerWords.Account memory account = accountAt(FIRST_ACCOUNT + 2);
        assertEq(account.free, notTheirs.free + 1000, "stake back");
        assertEq(account.unvested, notTheirs.unvested, "and nothing else");
        assertEq(account.locked, 0, "none is left");
        account = accountAt(FIRST_ACCOUNT + 3);
        uint256 units = questioned.free + questioned.unvested + 1000 + ANNOTATOR_REWARD;
        assertEq(account.free + account.unvested, units, "an item that was flagged without that is paid");
        assertEq(review.outcomeOf(plan.id, 2) + review.outcomeOf(plan.id, 3), 2 * Verdict.VOID, "no verdicts");
    }

    function test_silence_doesNotPayWhoHasLeftNorWhoTookTheirSeat() public {
        Review memory open = _waiting();
        uint256 end = batchAt(open.id).end;
        uint256 left = OpenItems.seatOf(OpenItems.firstEntry(open.data.items[0], 0));
        uint256 taken = OpenItems.seatOf(OpenItems.firstEntry(open.data.items[0], 2));
        uint256 held = OpenItems.seatOf(OpenItems.firstEntry(open.data.items[0], 3));
        ledger.setSeatWord(left, 0);
        review.setSeatOf(FIRST_VALIDATOR + taken, taken, end);
        review.setSeatOf(FIRST_VALIDATOR + held, held, end - 1);
        vm.warp(end + 20 days);
        uint256 takenWord = ledger.seatWord(taken);
        (uint256 budget, uint256 reserved) = (balanceOf(), batchAt(open.id).reserved);
        review.voidOpen(open.id, open.data);
        assertEq(ledger.seatWord(left), 0, "the seat stays empty");
        assertEq(ledger.seatWord(taken), takenWord, "its new holder had no part");
        LedgerWords.Seat memory seat = seatAt(held);
        assertEq(seat.free + seat.unvested, 100 + VALIDATOR_REWARD, "who is still there is paid");
        uint256 paid = ANNOTATOR_REWARD + 2 * VALIDATOR_REWARD;
        assertEq(balanceOf(), budget + reserved - paid, "the rest goes back");
    }

    // ---------------------------------------------------------------- helpers

    function _allSeats() private view returns (LedgerWords.Seat[SEATS] memory all) {
        for (uint256 i = 0; i < SEATS; ++i) {
            all[i] = seatAt(i);
        }
    }
}
