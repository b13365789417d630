// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {ILedgerSeats} from "../../src/interfaces/ILedgerSeats.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {DeskTest} from "../base/DeskTest.sol";

/// @dev Taking, topping up, collecting, leaving.
contract LedgerSeatsTest is DeskTest {
    bytes32 private constant SEAT_TYPEHASH =
        keccak256("SeatRequest(address account,uint256 amount,uint256 nonce)");

    function setUp() public override {
        super.setUp();
        ledger.deposit(ana, 200 * TOKEN);
        ledger.deposit(ben, 200 * TOKEN);
    }

    // ----------------------------------------------------------------- taking

    function test_takeSeat_bindsStakeAndRemembersBlockOwnerAndClass() public {
        vm.roll(1234);
        vm.expectEmit(address(ledger));
        emit ILedgerSeats.SeatTaken(0, 1, 60 * TOKEN);
        assertEq(_take(ana, 60 * TOKEN), 0, "first seat");
        assertEq(_take(ben, 50 * TOKEN), 1, "second seat");
        LedgerWords.Seat memory word = seat(0);
        assertEq(word.locked, 60 * TOKEN, "stake");
        assertEq(word.owner, 1, "owner");
        assertEq(word.joinedBlock, 1234, "block");
        assertEq(word.leaving, 0, "not leaving");
        assertEq(word.free + word.unvested + word.good + word.all, 0, "nothing earned");
        assertEq(word.classNow + word.classBefore, 0, "newcomer");
        assertEq(word.epoch, LedgerWords.epochOf(START), "epoch");
        assertEq(wordOf(ana).free, 140 * TOKEN, "free");
        assertEq(ledger.seatOf(1), 1, "seat of ana");
        (uint256 joinedAt, uint256 freeAt) = ledger.seatTimesOf(0);
        assertEq(joinedAt, START, "joined");
        assertEq(freeAt, 0, "not leaving");
    }

    function test_takeSeat_isOnePerAccountAndNeedsTheMinimum() public {
        vm.startPrank(ana);
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, SEAT_STAKE - 1, SEAT_STAKE)
        );
        ledger.takeSeat(SEAT_STAKE - 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 200 * TOKEN, 201 * TOKEN));
        ledger.takeSeat(201 * TOKEN);
        ledger.takeSeat(SEAT_STAKE);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, ana));
        ledger.takeSeat(SEAT_STAKE);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, address(this)));
        ledger.takeSeat(SEAT_STAKE);
    }

    function test_takeSeat_stopsWhenAllAreTaken() public {
        ledger.setCounts(0, LedgerWords.MAX_SEATS - 1);
        assertEq(_take(ana, SEAT_STAKE), LedgerWords.MAX_SEATS - 1, "the last one");
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.CapExceeded.selector, LedgerWords.MAX_SEATS));
        vm.prank(ben);
        ledger.takeSeat(SEAT_STAKE);
    }

    function test_takeSeatBySig_needsNoGasOfTheValidator() public {
        bytes32 request = keccak256(abi.encode(SEAT_TYPEHASH, ana, 50 ether, 0));
        bytes memory signature = sign(ANA_KEY, ledger.separator(), request);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.takeSeatBySig(ana, 51 ether, 0, signature);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadNonce.selector, ana, 0));
        ledger.takeSeatBySig(ana, 50 ether, 1, signature);
        ledger.takeSeatBySig(ana, 50 ether, 0, signature);
        assertEq(seat(0).locked, 50 * TOKEN, "seated");
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadNonce.selector, ana, 1));
        ledger.takeSeatBySig(ana, 50 ether, 0, signature);
    }

    function test_topUp_addsOwnFreeUnits() public {
        _take(ana, SEAT_STAKE);
        vm.expectEmit(address(ledger));
        emit ILedgerSeats.SeatToppedUp(0, 10 * TOKEN);
        vm.prank(ana);
        ledger.topUpSeat(10 * TOKEN);
        assertEq(seat(0).locked, 60 * TOKEN, "stake");
        assertEq(wordOf(ana).free, 140 * TOKEN, "free");
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, ben));
        vm.prank(ben);
        ledger.topUpSeat(10 * TOKEN);
        vm.warp(START + UNBOND);
        vm.startPrank(ana);
        ledger.startLeave();
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, ana));
        ledger.topUpSeat(10 * TOKEN);
        vm.stopPrank();
    }

    // ------------------------------------------------------------- collecting

    function test_collect_movesWhatHasVested() public {
        _take(ana, SEAT_STAKE);
        _earn(0, 3 * TOKEN, 100 * TOKEN, 100);
        vm.warp(START + 25 hours);
        vm.expectEmit(address(ledger));
        emit ILedgerSeats.SeatCollected(0, 1, 28 * TOKEN);
        vm.prank(ana);
        ledger.collect();
        assertEq(wordOf(ana).free, 178 * TOKEN, "free");
        LedgerWords.Seat memory word = seat(0);
        assertEq(word.free, 0, "collected");
        assertEq(word.unvested, 75 * TOKEN, "the rest keeps vesting");
        assertEq(word.locked, SEAT_STAKE, "stake stays");
        vm.expectRevert(ILedgerErrors.ZeroAmount.selector);
        vm.prank(ana);
        ledger.collect();
    }

    function testFuzz_collectingOftenGivesNoMoreThanOnce(uint16[4] calldata steps) public {
        _take(ana, SEAT_STAKE);
        _take(ben, SEAT_STAKE);
        _earn(0, 0, 12_345, 97);
        _earn(1, 0, 12_345, 97);
        uint256 time = START;
        for (uint256 i = 0; i < 4; ++i) {
            time += uint256(steps[i] % 30) * 1 hours;
            vm.warp(time);
            vm.prank(ana);
            try ledger.collect() {} catch {}
        }
        vm.prank(ben);
        try ledger.collect() {} catch {}
        assertEq(wordOf(ana).free, wordOf(ben).free, "frequency does not matter");
    }

    // ---------------------------------------------------------------- leaving

    function test_leave_takesUnbondOfHoldingAndUnbondOfWaiting() public {
        _take(ana, 60 * TOKEN);
        vm.startPrank(ana);
        vm.warp(START + UNBOND - 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, START + UNBOND));
        ledger.startLeave();
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, ana));
        ledger.finishLeave();
        vm.warp(START + UNBOND);
        vm.roll(5000);
        vm.expectEmit(address(ledger));
        emit ILedgerSeats.SeatLeaving(0, START + 2 * UNBOND);
        ledger.startLeave();
        assertEq(seat(0).leaving, 1, "leaving");
        assertEq(seat(0).joinedBlock, 5000, "block of leaving");
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, ana));
        ledger.startLeave();
        vm.warp(START + 2 * UNBOND - 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, START + 2 * UNBOND));
        ledger.finishLeave();
        vm.warp(START + 2 * UNBOND);
        vm.expectEmit(address(ledger));
        emit ILedgerSeats.SeatLeft(0, 1, 60 * TOKEN);
        ledger.finishLeave();
        vm.stopPrank();
        assertEq(wordOf(ana).free, 200 * TOKEN, "stake is back");
        assertEq(ledger.seatWord(0), 0, "vacant");
        assertEq(ledger.seatOf(1), 0, "no seat");
    }

    function test_leave_keepsVestingInTheAccount() public {
        _take(ana, SEAT_STAKE);
        vestTo(ana, 240 * TOKEN, 960);
        vm.warp(START + UNBOND);
        vm.prank(ana);
        ledger.startLeave();
        _earn(0, 0, 480 * TOKEN, 480);
        vm.warp(START + 2 * UNBOND);
        vm.prank(ana);
        ledger.finishLeave();
        LedgerWords.Account memory word = wordOf(ana);
        assertEq(word.free, (200 + 240 + 120) * TOKEN, "stake and what has vested of both");
        assertEq(word.unvested, (240 + 120) * TOKEN, "the rest of both");
        assertEq(word.vestRem, (240 * 240 + 120 * 480) / 360, "end is the mean, weighted by amount");
    }

    function test_leave_keepsTheRecordForTheNextSeat() public {
        _take(ana, SEAT_STAKE);
        LedgerWords.Seat memory word = seat(0);
        (word.good, word.all) = (90, 98);
        setSeat(0, word);
        _leave(ana);
        assertEq(_take(ana, SEAT_STAKE), 0, "the vacant seat is used again");
        word = seat(0);
        assertEq(word.good, 90, "good");
        assertEq(word.all, 98, "all");
        assertEq(word.classNow, 14, "class");
        assertEq(word.classBefore, 14, "class before");
    }

    function test_leave_vacantSeatsAreTakenBeforeNewOnes() public {
        _take(ana, SEAT_STAKE);
        _take(ben, SEAT_STAKE);
        _leave(ana);
        ledger.deposit(address(0xCAFE), 100 * TOKEN);
        assertEq(_take(address(0xCAFE), SEAT_STAKE), 0, "the vacant one");
        assertEq(_take(ana, SEAT_STAKE), 2, "a new one");
    }

    function test_leave_isForSeatHolders() public {
        bytes memory refused = abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, ana);
        vm.startPrank(ana);
        vm.expectRevert(refused);
        ledger.startLeave();
        vm.expectRevert(refused);
        ledger.finishLeave();
        vm.expectRevert(refused);
        ledger.collect();
        vm.stopPrank();
    }

    function test_eject_isForSeatsBelowHalfOfTheMinimum() public {
        _take(ana, SEAT_STAKE);
        vm.warp(START + UNBOND - 1);
        LedgerWords.Seat memory word = seat(0);
        word.locked = SEAT_STAKE / 2;
        setSeat(0, word);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, address(this)));
        ledger.ejectSeat(0);
        word.locked -= 1;
        setSeat(0, word);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, START + UNBOND));
        ledger.ejectSeat(0);
        vm.warp(START + UNBOND);
        ledger.ejectSeat(0);
        assertEq(seat(0).leaving, 1, "leaving");
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.ejectSeat(1);
    }

    /// @dev Ana holds the seat, leaves as soon as she wants and can, and ben takes it. Whether the seat counts for a
    /// batch is the same at its lock and whenever in its life it settles.
    function testFuzz_eligibilityIsFixedWhileABatchLives(uint32 lockAfter, uint32 leaveAfter, uint32 life)
        public
    {
        uint256 locked = bound(lockAfter, 12, 30 days);
        uint256 left = bound(leaveAfter, UNBOND, 15 days);
        uint256 settled = locked + bound(life, 12, 9.5 days);
        if (locked / 12 == left / 12 || locked / 12 == (left + UNBOND) / 12) return;
        _take(ana, SEAT_STAKE);
        if (left <= settled) {
            _at(left);
            vm.prank(ana);
            ledger.startLeave();
        }
        if (left + UNBOND <= settled) {
            _at(left + UNBOND);
            vm.prank(ana);
            ledger.finishLeave();
            _take(ben, SEAT_STAKE);
        }
        bool drawn = locked < left || locked > left + UNBOND;
        bool eligible = LedgerWords.isEligible(ledger.seatWord(0), 1000 + locked / 12, 99);
        assertTrue(eligible == drawn, "as at the lock");
    }

    // ---------------------------------------------------------------- support

    function _at(uint256 elapsed) private {
        vm.warp(START + elapsed);
        vm.roll(1000 + elapsed / 12);
    }

    function _take(address owner, uint256 units) private returns (uint256) {
        vm.prank(owner);
        return ledger.takeSeat(units);
    }

    function _leave(address owner) private {
        vm.startPrank(owner);
        vm.warp(vm.getBlockTimestamp() + UNBOND);
        ledger.startLeave();
        vm.warp(vm.getBlockTimestamp() + UNBOND);
        ledger.finishLeave();
        vm.stopPrank();
    }

    /// @dev What settling would have credited to the seat by now.
    function _earn(uint256 index, uint256 free, uint256 unvested, uint256 vestHours) private {
        LedgerWords.Seat memory word = seat(index);
        (word.free, word.unvested, word.vestLast, word.vestRem) = (free, unvested, hourNow(), vestHours);
        setSeat(index, word);
        ledger.addUnits(free + unvested);
    }
}
