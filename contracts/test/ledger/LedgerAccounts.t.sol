// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerAccounts} from "../../src/interfaces/ILedgerAccounts.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {DeskTest} from "../base/DeskTest.sol";

/// @dev Deposits by allowance, sessions, withdrawals.
contract LedgerAccountsTest is DeskTest {
    bytes32 private constant REVOCATION_TYPEHASH = keccak256("Revocation(address account,uint256 nonce)");
    bytes32 private constant WITHDRAW_TYPEHASH =
        keccak256("WithdrawRequest(address account,uint256 amount,uint256 nonce)");

    // --------------------------------------------------------------- deposits

    function test_deposit_registersOnceAndCreditsTheOwner() public {
        vm.expectEmit(address(ledger));
        emit ILedgerAccounts.Registered(1, ana);
        vm.expectEmit(address(ledger));
        emit ILedgerAccounts.Deposited(1, ana, 100 * TOKEN);
        vm.prank(ana);
        assertEq(ledger.deposit(ana, 100 * TOKEN), 1, "first id");
        assertEq(ledger.deposit(ben, 7 * TOKEN), 2, "second id");
        assertEq(ledger.deposit(ana, 5 * TOKEN), 1, "the same id again");
        assertEq(wordOf(ana).free, 105 * TOKEN, "ana");
        assertEq(wordOf(ben).free, 7 * TOKEN, "ben, paid by somebody else");
        assertEq(ledger.ownerOf(2), ben, "owner");
        assertEq(ledger.totalUnits(), 112 * TOKEN, "total");
        assertEq(token.balanceOf(address(ledger)), 112 ether, "tokens held");
    }

    function test_deposit_revertsForNobodyAndForNothing() public {
        vm.expectRevert(ILedgerErrors.ZeroAddress.selector);
        ledger.deposit(address(0), 1);
        vm.expectRevert(ILedgerErrors.ZeroAmount.selector);
        ledger.deposit(ana, 0);
    }

    function test_deposit_neverHoldsMoreThanTheWordsCan() public {
        uint256 room = LedgerWords.MAX_UNITS - TOKEN;
        ledger.addUnits(room);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.CapExceeded.selector, LedgerWords.MAX_UNITS + 1));
        ledger.deposit(ana, TOKEN + 1);
        ledger.deposit(ana, TOKEN);
        assertEq(ledger.totalUnits(), LedgerWords.MAX_UNITS, "exactly full");
    }

    // --------------------------------------------------------------- sessions

    function test_openSession_storesTheLimits() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        session.expiry = START + 30 days + 59 minutes;
        bytes memory signature = signSession(ANA_KEY, session);
        uint256 kept = session.expiry - session.expiry % 1 hours;
        vm.expectEmit(address(ledger));
        emit ILedgerAccounts.SessionSet(1, 20 ether, 1 ether, kept);
        ledger.openSession(session, signature);
        LedgerWords.Account memory word = wordOf(ana);
        assertEq(word.sessionLoss, 2000, "loss in hundredths of a token");
        assertEq(word.sessionLabel, 100, "per label in hundredths of a token");
        assertEq(word.sessionExpiry, (kept - LedgerWords.TIME_ZERO) / 1 hours, "hour");
        assertEq(ledger.nonceOf(ana), 1, "nonce");
    }

    function test_openSession_worksOncePerSignature() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = signSession(ANA_KEY, session);
        ledger.openSession(session, signature);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadNonce.selector, ana, 1));
        ledger.openSession(session, signature);
    }

    function test_openSession_needsTheSignatureOfItsAccount() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory foreign = signSession(BEN_KEY, session);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.openSession(session, foreign);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.openSession(session, "");
        bytes memory own = signSession(ANA_KEY, session);
        session.maxLoss += 1 ether;
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.openSession(session, own);
        vm.prank(ana);
        ledger.openSession(session, "");
        assertEq(wordOf(ana).sessionLoss, 2100, "the caller needs no signature");
    }

    function test_openSession_replacesTheOneBefore() public {
        vm.startPrank(ana);
        ledger.openSession(sessionOf(ana), "");
        ILedgerAccounts.Session memory session = sessionOf(ana);
        (session.maxLoss, session.maxPerLabel) = (5 ether, 0.5 ether);
        ledger.openSession(session, "");
        vm.stopPrank();
        assertEq(wordOf(ana).sessionLoss, 500, "loss");
        assertEq(wordOf(ana).sessionLabel, 50, "per label");
    }

    function test_openSession_refusesLimitsItCannotKeep() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        vm.startPrank(ana);
        session.maxLoss = 1 ether + 1;
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.openSession(session, "");
        (session.maxLoss, session.maxPerLabel) = (1 ether, 0.015 ether);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.openSession(session, "");
        (session.maxLoss, session.maxPerLabel) = (uint256(1 << 24) * 0.01 ether, 1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.OutOfBounds.selector, bytes32("maxLoss"), session.maxLoss)
        );
        ledger.openSession(session, "");
        (session.maxLoss, session.maxPerLabel) =
        (uint256((1 << 24) - 1) * 0.01 ether, uint256(1 << 20) * 0.01 ether);
        vm.expectRevert(
            abi.encodeWithSelector(
                ILedgerErrors.OutOfBounds.selector, bytes32("maxPerLabel"), session.maxPerLabel
            )
        );
        ledger.openSession(session, "");
        session.maxPerLabel -= 0.01 ether;
        session.expiry = START + 1 hours - 1;
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooLate.selector, session.expiry));
        ledger.openSession(session, "");
        session.expiry = LedgerWords.TIME_ZERO + uint256(1 << 18) * 1 hours;
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.OutOfBounds.selector, bytes32("expiry"), session.expiry)
        );
        ledger.openSession(session, "");
        session.expiry -= 1;
        ledger.openSession(session, "");
        vm.stopPrank();
        assertEq(wordOf(ana).sessionLoss, (1 << 24) - 1, "largest loss");
        assertEq(wordOf(ana).sessionLabel, (1 << 20) - 1, "largest per label");
        assertEq(wordOf(ana).sessionExpiry, (1 << 18) - 1, "latest hour");
    }

    function test_revokeSession_endsItAndWhatWasSignedBefore() public {
        ledger.deposit(ana, 10 * TOKEN);
        openSession(ana);
        ILedgerAccounts.Session memory pending = sessionOf(ana);
        bytes memory signature = signSession(ANA_KEY, pending);
        vm.expectEmit(address(ledger));
        emit ILedgerAccounts.SessionSet(1, 0, 0, 0);
        vm.prank(ana);
        ledger.revokeSession();
        LedgerWords.Account memory word = wordOf(ana);
        assertEq(word.sessionExpiry + word.sessionLoss + word.sessionLabel, 0, "no limits left");
        assertEq(word.free, 10 * TOKEN, "stake untouched");
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadNonce.selector, ana, 2));
        ledger.openSession(pending, signature);
    }

    function test_revokeSessionBySig_needsTheNextNonceAndTheSignature() public {
        openSession(ana);
        bytes32 revocation = keccak256(abi.encode(REVOCATION_TYPEHASH, ana, 1));
        bytes memory signature = sign(ANA_KEY, ledger.separator(), revocation);
        bytes memory foreign = sign(BEN_KEY, ledger.separator(), revocation);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadNonce.selector, ana, 1));
        ledger.revokeSessionBySig(ana, 0, signature);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.revokeSessionBySig(ana, 1, foreign);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.revokeSessionBySig(ana, 1, "");
        ledger.revokeSessionBySig(ana, 1, signature);
        assertEq(wordOf(ana).sessionExpiry, 0, "ended");
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadNonce.selector, ana, 2));
        ledger.revokeSessionBySig(ana, 1, signature);
    }

    // ------------------------------------------------------------ withdrawals

    function test_withdraw_paysAfterUnbondOnly() public {
        ledger.deposit(ana, 100 * TOKEN);
        vm.expectEmit(address(ledger));
        emit ILedgerAccounts.WithdrawRequested(1, 60 * TOKEN, START + UNBOND);
        vm.prank(ana);
        ledger.requestWithdraw(60 * TOKEN);
        assertEq(wordOf(ana).free, 40 * TOKEN, "free");
        vm.warp(START + UNBOND - 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, START + UNBOND));
        vm.prank(ana);
        ledger.withdraw(ana);
        vm.warp(START + UNBOND);
        vm.expectEmit(address(ledger));
        emit ILedgerAccounts.Withdrawn(1, address(0xCAFE), 60 * TOKEN);
        vm.prank(ana);
        ledger.withdraw(address(0xCAFE));
        assertEq(token.balanceOf(address(0xCAFE)), 60 ether, "paid to where the owner says");
        assertEq(ledger.totalUnits(), 40 * TOKEN, "total");
        vm.expectRevert(ILedgerErrors.ZeroAmount.selector);
        vm.prank(ana);
        ledger.withdraw(ana);
    }

    function test_withdraw_askingForMoreRestartsTheTime() public {
        ledger.deposit(ana, 100 * TOKEN);
        vm.prank(ana);
        ledger.requestWithdraw(10 * TOKEN);
        vm.warp(START + 9 days);
        vm.prank(ana);
        ledger.requestWithdraw(20 * TOKEN);
        (uint256 units, uint256 readyAt) = ledger.withdrawalOf(1);
        assertEq(units, 30 * TOKEN, "together");
        assertEq(readyAt, START + 9 days + UNBOND, "restarted");
        vm.warp(readyAt);
        ledger.withdrawFor(ana);
        assertEq(token.balanceOf(ana), 1030 ether, "anybody may pay the gas");
    }

    function test_requestWithdraw_takesOnlyFreeAndVestedUnits() public {
        ledger.deposit(ana, 10 * TOKEN);
        vestTo(ana, 100 * TOKEN, 100);
        LedgerWords.Account memory word = wordOf(ana);
        word.locked = 5 * TOKEN;
        word.free -= 5 * TOKEN;
        setWord(ana, word);
        vm.warp(START + 40 hours);
        vm.startPrank(ana);
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 45 * TOKEN, 45 * TOKEN + 1)
        );
        ledger.requestWithdraw(45 * TOKEN + 1);
        vm.expectRevert(ILedgerErrors.ZeroAmount.selector);
        ledger.requestWithdraw(0);
        ledger.requestWithdraw(45 * TOKEN);
        vm.stopPrank();
        word = wordOf(ana);
        assertEq(word.free, 0, "free");
        assertEq(word.locked, 5 * TOKEN, "locked stays");
        assertEq(word.unvested, 60 * TOKEN, "unvested stays");
    }

    function test_requestWithdraw_isForPeopleWithAnAccount() public {
        bytes memory refused = abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, ana);
        vm.startPrank(ana);
        vm.expectRevert(refused);
        ledger.requestWithdraw(1);
        vm.expectRevert(refused);
        ledger.withdraw(ana);
        vm.stopPrank();
    }

    function test_requestWithdrawBySig_letsPeopleWithoutGasLeave() public {
        ledger.deposit(ana, 100 * TOKEN);
        bytes32 request = keccak256(abi.encode(WITHDRAW_TYPEHASH, ana, 100 ether, 0));
        bytes memory signature = sign(ANA_KEY, ledger.separator(), request);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.requestWithdrawBySig(ana, 99 ether, 0, signature);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadNonce.selector, ana, 0));
        ledger.requestWithdrawBySig(ana, 100 ether, 1, signature);
        ledger.requestWithdrawBySig(ana, 100 ether, 0, signature);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadNonce.selector, ana, 1));
        ledger.requestWithdrawBySig(ana, 100 ether, 0, signature);
        vm.warp(START + UNBOND);
        ledger.withdrawFor(ana);
        assertEq(token.balanceOf(ana), 1100 ether, "all back");
    }

    function test_requestWithdrawBySig_wantsWholeUnits() public {
        ledger.deposit(ana, 100 * TOKEN);
        bytes32 request = keccak256(abi.encode(WITHDRAW_TYPEHASH, ana, 1e15 + 1, 0));
        bytes memory signature = sign(ANA_KEY, ledger.separator(), request);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.requestWithdrawBySig(ana, 1e15 + 1, 0, signature);
    }

    function testFuzz_whatComesInGoesOut(uint40 deposited, uint40 asked, uint40 vesting, uint16 hoursLater)
        public
    {
        uint256 units = bound(deposited, 1, 1e9);
        uint256 reward = bound(vesting, 0, 1e9);
        ledger.deposit(ana, units);
        if (reward > 0) vestTo(ana, reward, 672);
        vm.warp(START + uint256(hoursLater % 1000) * 1 hours);
        uint256 elapsed = uint256(hoursLater % 1000);
        uint256 vested = elapsed >= 672 ? reward : 0;
        if (elapsed < 672 && reward > 0) {
            uint256 left = 672 - elapsed;
            uint256 extra = reward % 672;
            vested = reward - (reward / 672 * left + (extra < left ? extra : left));
        }
        uint256 taken = bound(asked, 1, units + vested);
        vm.prank(ana);
        ledger.requestWithdraw(taken);
        vm.warp(vm.getBlockTimestamp() + UNBOND);
        ledger.withdrawFor(ana);
        LedgerWords.Account memory word = wordOf(ana);
        assertEq(token.balanceOf(ana), 1000 ether + taken * 1e15, "paid");
        assertEq(word.free + word.unvested, units + reward - taken, "the rest");
        assertEq(ledger.totalUnits(), units + reward - taken, "total");
        assertEq(token.balanceOf(address(ledger)), ledger.totalUnits() * 1e15, "covered");
    }
}
