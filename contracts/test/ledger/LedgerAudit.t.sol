// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerCourtSide} from "../../src/interfaces/ILedgerCourtSide.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {ReviewTest} from "../base/ReviewTest.sol";

/// @dev Audits of closed batches.
contract LedgerAuditTest is ReviewTest {
    uint256 private constant ANNOTATOR_DRAW = 255;
    /// @dev The slash and floor(100 * 74 / 64): the annotators are of class 10.
    uint256 private constant ANNOTATOR_UNITS = 500 + 115;
    uint256 private constant VALIDATOR_UNITS = 200 + 30;

    function _closed() private returns (Plan memory plan) {
        plan = lockedPlan(4);
        propose(plan);
        settle(plan);
    }

    function _audit(Plan memory plan, uint256 item, uint256 draw) private {
        review.auditSlash(plan.id, settlementOf(plan), item, draw);
    }

    function _expectFailure(Plan memory plan, uint256 item, uint256 draw, bytes memory failure) private {
        ILedgerBatches.Settlement memory data = settlementOf(plan);
        vm.expectRevert(failure);
        review.auditSlash(plan.id, data, item, draw);
    }

    // -------------------------------------------------------------- annotators

    function test_annotator_losesUnvestedUnitsFirst() public {
        Plan memory plan = _closed();
        uint256 account = FIRST_ACCOUNT + 1;
        LedgerWords.Account memory before = accountAt(account);
        before.unvested = 700;
        (before.vestLast, before.vestRem) = (LedgerWords.hourOf(vm.getBlockTimestamp()), 100);
        ledger.setAccountWord(account, LedgerWords.packAccount(before));
        uint256 budget = balanceOf();
        vm.expectEmit(address(ledger));
        emit ILedgerCourtSide.AuditSlashed(plan.id, 1, account, ANNOTATOR_UNITS);
        _audit(plan, 1, ANNOTATOR_DRAW);
        LedgerWords.Account memory audited = accountAt(account);
        assertEq(audited.unvested, 700 - ANNOTATOR_UNITS, "unvested");
        assertEq(audited.free, before.free, "free");
        assertEq(audited.sessionLoss, before.sessionLoss, "the session loses nothing");
        assertEq(balanceOf(), budget + ANNOTATOR_UNITS, "to the project");
    }

    function test_annotator_losesFreeUnitsWithinTheSession() public {
        Plan memory plan = _closed();
        uint256 account = FIRST_ACCOUNT + 1;
        LedgerWords.Account memory before = accountAt(account);
        (before.unvested, before.vestRem, before.vestLast) = (0, 0, 0);
        before.sessionLoss = 100;
        ledger.setAccountWord(account, LedgerWords.packAccount(before));
        _audit(plan, 1, ANNOTATOR_DRAW);
        assertEq(accountAt(account).free, before.free - ANNOTATOR_UNITS, "free");
        assertEq(accountAt(account).sessionLoss, 100 - 62, "62 steps of ten for 615 units");

        account = FIRST_ACCOUNT + 2;
        before = accountAt(account);
        (before.unvested, before.vestRem, before.vestLast, before.sessionLoss) = (0, 0, 0, 3);
        ledger.setAccountWord(account, LedgerWords.packAccount(before));
        _audit(plan, 2, ANNOTATOR_DRAW);
        assertEq(accountAt(account).free, before.free - 30, "not more than the session allows");
        assertEq(accountAt(account).sessionLoss, 0, "which is used up");
    }

    function test_annotator_losesOnlyWhatTheSessionAllowsBesideLockedStake() public {
        Plan memory plan = _closed();
        uint256 account = FIRST_ACCOUNT + 1;
        LedgerWords.Account memory before = accountAt(account);
        (before.unvested, before.vestRem, before.vestLast) = (0, 0, 0);
        (before.locked, before.sessionLoss) = (2000, 220);
        ledger.setAccountWord(account, LedgerWords.packAccount(before));
        _audit(plan, 1, ANNOTATOR_DRAW);
        assertEq(accountAt(account).free, before.free - 200, "2200 may be lost and 2000 are at risk");
        assertEq(accountAt(account).sessionLoss, 200, "which still covers what is at risk");
        (before.locked, before.sessionLoss) = (2000, 190);
        ledger.setAccountWord(account + 1, LedgerWords.packAccount(before));
        _audit(plan, 2, ANNOTATOR_DRAW);
        assertEq(accountAt(account + 1).free, before.free, "nothing beside it");
    }

    function test_annotator_losesNoMoreThanThereIsAndNoLockedStake() public {
        Plan memory plan = _closed();
        uint256 account = FIRST_ACCOUNT + 1;
        LedgerWords.Account memory before = accountAt(account);
        (before.unvested, before.vestRem, before.vestLast, before.free, before.locked) = (0, 0, 0, 11, 5000);
        ledger.setAccountWord(account, LedgerWords.packAccount(before));
        uint256 budget = balanceOf();
        _audit(plan, 1, ANNOTATOR_DRAW);
        assertEq(accountAt(account).free, 0, "free");
        assertEq(accountAt(account).locked, 5000, "locked");
        assertEq(balanceOf(), budget + 11, "to the project");
    }

    // -------------------------------------------------------------- validators

    function test_validator_losesTheSlashAndTheReward() public {
        Plan memory plan = _closed();
        uint256 seat = drawnFor(plan, 1)[2];
        LedgerWords.Seat memory before = seatAt(seat);
        uint256 budget = balanceOf();
        vm.expectEmit(address(ledger));
        emit ILedgerCourtSide.AuditSlashed(plan.id, 1, before.owner, VALIDATOR_UNITS);
        _audit(plan, 1, 2);
        LedgerWords.Seat memory audited = seatAt(seat);
        assertEq(audited.unvested + audited.locked + audited.free + VALIDATOR_UNITS, _held(before), "taken");
        assertEq(balanceOf(), budget + VALIDATOR_UNITS, "to the project");
        assertEq(audited.all, before.all, "records stay");
    }

    function test_validator_losesUnvestedUnitsFirst() public {
        Plan memory plan = _closed();
        uint256 seat = drawnFor(plan, 1)[0];
        LedgerWords.Seat memory rich = seatAt(seat);
        (rich.unvested, rich.locked, rich.free) = (300, 120, 50);
        ledger.setSeatWord(seat, LedgerWords.packSeat(rich));
        _audit(plan, 1, 0);
        LedgerWords.Seat memory audited = seatAt(seat);
        assertEq(audited.unvested, 300 - VALIDATOR_UNITS, "what has not vested");
        assertEq(audited.locked, 120, "not the stake");
        assertEq(audited.free, 50, "nor what is free");
    }

    function test_validator_losesNoMoreThanThereIs() public {
        Plan memory plan = _closed();
        uint256 seat = drawnFor(plan, 1)[0];
        LedgerWords.Seat memory poor = seatAt(seat);
        (poor.unvested, poor.locked, poor.free) = (0, 7, 2);
        ledger.setSeatWord(seat, LedgerWords.packSeat(poor));
        _audit(plan, 1, 0);
        assertEq(_held(seatAt(seat)), 0, "all of it");
    }

    function test_validator_whoDidNotDecideIsNotAudited() public {
        Plan memory plan = lockedPlan(1);
        voteAll(plan, 0, [1, 1, 1, 3]);
        propose(plan);
        settle(plan);
        bytes memory failure = abi.encodeWithSelector(ILedgerErrors.BadData.selector);
        _expectFailure(plan, 0, 3, failure);
        _expectFailure(plan, 0, 4, failure);
        _expectFailure(plan, 0, 254, failure);
        _audit(plan, 0, 0);
    }

    function test_validator_whoTookTheSeatLaterIsNotAudited() public {
        Plan memory plan = _closed();
        uint256 seat = drawnFor(plan, 1)[0];
        LedgerWords.Seat memory later = seatAt(seat);
        (later.leaving, later.joinedBlock) = (1, 900_000);
        ledger.setSeatWord(seat, LedgerWords.packSeat(later));
        review.setSeatOf(later.owner, seat, batchAt(plan.id).end);
        bytes memory failure = abi.encodeWithSelector(ILedgerErrors.BadData.selector);
        _expectFailure(plan, 1, 0, failure);
        review.setSeatOf(later.owner, seat, batchAt(plan.id).end - 1);
        _audit(plan, 1, 0);
        ledger.setSeatWord(drawnFor(plan, 1)[1], 0);
        _expectFailure(plan, 1, 1, failure);
    }

    // ------------------------------------------------------------------ limits

    function test_audit_takesFromEachPersonOncePerItem() public {
        Plan memory plan = _closed();
        bytes memory failure =
            abi.encodeWithSelector(ILedgerCourtSide.AlreadyFlagged.selector, plan.id, uint256(1));
        _audit(plan, 1, ANNOTATOR_DRAW);
        _expectFailure(plan, 1, ANNOTATOR_DRAW, failure);
        _audit(plan, 1, 0);
        _expectFailure(plan, 1, 0, failure);
        _audit(plan, 1, 1);
        _audit(plan, 2, 0);
    }

    function test_audit_ofTheLastItemAndDrawTouchesNothingElse() public {
        rules.draws = 8;
        setRules();
        Plan memory plan = planOf(300, FIRST_ACCOUNT, ANNOTATORS);
        lock(plan);
        for (uint256 i = 0; i < plan.votes.length; ++i) {
            plan.votes[i] = 0x55;
        }
        propose(plan);
        settle(plan);
        for (uint256 draw = 0; draw < 8; ++draw) {
            _audit(plan, 299, draw);
            _audit(plan, 43, draw);
        }
        _audit(plan, 299, ANNOTATOR_DRAW);
        _audit(plan, 43, ANNOTATOR_DRAW);
        assertTrue(!review.isFlagged(plan.id, 1, 43) && !review.isFlagged(plan.id, 2, 43), "flags");
        assertEq(review.outcomeOf(plan.id, 43) + review.outcomeOf(plan.id, 299), 0, "outcomes");
    }

    function test_audit_needsTheBatchAsItWasSettled() public {
        Plan memory plan = _closed();
        bytes memory failure = abi.encodeWithSelector(ILedgerErrors.BadData.selector);
        _expectFailure(plan, 4, ANNOTATOR_DRAW, failure);
        plan.votes[1] = 0x56;
        _expectFailure(plan, 1, 0, failure);
    }

    function test_audit_isNotForItemsThatWereFlaggedOrSkipped() public {
        Plan memory plan = planOf(4, FIRST_ACCOUNT, ANNOTATORS);
        LedgerWords.Account memory poor = accountAt(FIRST_ACCOUNT + 3);
        poor.free = 10;
        poor.unvested = 0;
        ledger.setAccountWord(FIRST_ACCOUNT + 3, LedgerWords.packAccount(poor));
        expectTerms(plan);
        plan.terms[3] = 0;
        ledger.lockBatch(plan.id, lockRequest(plan), signed(lockHash(plan)));
        plan.seed = seedOf(plan);
        voteUnanimously(plan, 1);
        propose(plan);
        review.flagItem(plan.id, 0, 0, true);
        Review memory open = settleOpen(plan);
        skipPanel(open);
        review.resolveVerdict(open.id, open.data, hex"01");
        bytes memory failure = abi.encodeWithSelector(ILedgerErrors.BadData.selector);
        _expectFailure(plan, 0, ANNOTATOR_DRAW, failure);
        _expectFailure(plan, 3, ANNOTATOR_DRAW, failure);
        _audit(plan, 1, ANNOTATOR_DRAW);
        _audit(plan, 1, 2);
    }

    function test_audit_endsAFortnightAfterTheBatch() public {
        Plan memory plan = lockedPlan(4);
        propose(plan);
        _expectFailure(
            plan,
            1,
            0,
            abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, LedgerWords.STATE_PROPOSED)
        );
        settle(plan);
        uint256 last = batchAt(plan.id).end + 14 days;
        vm.warp(last + 1);
        _expectFailure(plan, 1, 0, abi.encodeWithSelector(ILedgerErrors.TooLate.selector, last));
        vm.warp(last);
        _audit(plan, 1, 0);
    }

    function _held(LedgerWords.Seat memory seat) private pure returns (uint256) {
        return seat.free + seat.locked + seat.unvested;
    }
}
