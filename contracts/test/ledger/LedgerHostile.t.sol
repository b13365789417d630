// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ILedgerAccounts} from "../../src/interfaces/ILedgerAccounts.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {DeskTest} from "../base/DeskTest.sol";
import {LedgerParts} from "../base/LedgerParts.sol";
import {BlacklistToken} from "../tokens/BlacklistToken.sol";
import {FeeToken} from "../tokens/FeeToken.sol";
import {ReentrantToken} from "../tokens/ReentrantToken.sol";
import {SilentToken} from "../tokens/SilentToken.sol";

/// @dev Ledgers over tokens that take a fee, call back, answer nothing or refuse a recipient.
contract LedgerHostileTest is DeskTest {
    bytes32 private constant REENTERED = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;

    function test_feeOnTransfer_creditsWhatArrived() public {
        FeeToken fee = new FeeToken(10_000 ether);
        LedgerParts held = newLedger(IERC20(address(fee)));
        fee.approve(address(held), type(uint256).max);
        held.deposit(address(this), 100 * TOKEN);
        held.createProject(_params());
        held.fundProject(1, 200 * TOKEN);
        held.fundSponsorship(10 * TOKEN);
        held.depositBond(address(this), 10 * TOKEN);
        assertEq(_free(held, 1), 99 * TOKEN, "stake");
        (, uint256 balance) = held.projectOf(1);
        assertEq(balance, 198 * TOKEN, "budget");
        assertEq(held.sponsorFund(), 9_900, "fund");
        assertEq(held.totalUnits(), 99 * TOKEN + 198 * TOKEN + 19_800, "total");
        assertEq(fee.balanceOf(address(held)), held.totalUnits() * 1e15, "covered");

        held.requestWithdraw(99 * TOKEN);
        vm.warp(START + UNBOND);
        held.withdraw(address(this));
        held.drainProject(1, 198 * TOKEN, address(this));
        assertEq(fee.balanceOf(address(held)), held.totalUnits() * 1e15, "still covered");
    }

    /// @dev A fee can leave parts of a unit; they are never counted as anybody's.
    function testFuzz_feeOnTransfer_staysCovered(uint40[4] calldata amounts) public {
        FeeToken fee = new FeeToken(1e30);
        LedgerParts held = newLedger(IERC20(address(fee)));
        fee.approve(address(held), type(uint256).max);
        for (uint256 i = 0; i < 4; ++i) {
            held.deposit(address(this), bound(amounts[i], 2, 1e10));
        }
        assertEq(_free(held, 1), held.totalUnits(), "all of it is the account's");
        assertTrue(fee.balanceOf(address(held)) >= held.totalUnits() * 1e15, "covered");
    }

    function test_reentrantToken_cannotEnterAnyMoneyFunction() public {
        ReentrantToken evil = new ReentrantToken(10_000 ether);
        LedgerParts held = newLedger(IERC20(address(evil)));
        evil.approve(address(held), type(uint256).max);
        held.deposit(address(evil), 100 * TOKEN);
        held.createProject(_params());
        held.fundProject(1, 100 * TOKEN);
        ILedgerAccounts.Session memory session;
        ILedgerAccounts.Permit memory permit;
        bytes[11] memory calls = [
            abi.encodeCall(held.deposit, (address(evil), 1)),
            abi.encodeCall(held.depositWithWitness, (session, 1, 0, 1, "")),
            abi.encodeCall(held.depositWithAuthorization, (session, 1, 0, 1, "")),
            abi.encodeCall(held.depositWithPermit, (session, "", permit)),
            abi.encodeCall(held.withdraw, (address(evil))),
            abi.encodeCall(held.withdrawFor, (address(evil))),
            abi.encodeCall(held.fundSponsorship, (1)),
            abi.encodeCall(held.fundProject, (1, 1)),
            abi.encodeCall(held.drainProject, (1, 1, address(evil))),
            abi.encodeCall(held.depositBond, (address(evil), 1)),
            abi.encodeCall(held.withdrawBond, (address(evil)))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            evil.prepare(address(held), calls[i]);
            held.deposit(address(this), TOKEN);
            assertTrue(evil.called() && bytes32(evil.answer()) == REENTERED, "refused on the way in");
            evil.prepare(address(held), calls[i]);
            held.drainProject(1, TOKEN, address(this));
            assertTrue(evil.called() && bytes32(evil.answer()) == REENTERED, "refused on the way out");
        }
        assertEq(evil.balanceOf(address(held)), held.totalUnits() * 1e15, "covered");
        assertEq(_free(held, 1), 100 * TOKEN, "untouched");
    }

    /// @dev What moves no tokens may be called in the middle of a transfer, and cannot be used to count twice.
    function test_reentrantToken_gainsNothingByAskingInTheMiddle() public {
        ReentrantToken evil = new ReentrantToken(10_000 ether);
        LedgerParts held = newLedger(IERC20(address(evil)));
        evil.approve(address(held), type(uint256).max);
        held.deposit(address(evil), 100 * TOKEN);
        evil.prepare(address(held), abi.encodeCall(held.requestWithdraw, (100 * TOKEN)));
        held.deposit(address(evil), 50 * TOKEN);
        assertTrue(evil.called(), "asked in the middle");
        (uint256 units,) = held.withdrawalOf(1);
        assertEq(units, 100 * TOKEN, "what was there");
        assertEq(_free(held, 1), 50 * TOKEN, "what came then");
        assertEq(held.totalUnits(), 150 * TOKEN, "total");
    }

    function test_silentToken_worksAndItsFailuresRevert() public {
        SilentToken silent = new SilentToken(100 ether);
        LedgerParts held = newLedger(IERC20(address(silent)));
        held.deposit(address(this), 60 * TOKEN);
        held.requestWithdraw(10 * TOKEN);
        vm.warp(START + UNBOND);
        held.withdraw(address(this));
        assertEq(silent.balanceOf(address(held)), held.totalUnits() * 1e15, "covered");
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(silent)));
        held.deposit(address(this), 60 * TOKEN);
        assertEq(_free(held, 1), 50 * TOKEN, "no credit for a failed transfer");
    }

    /// @dev A token without ERC-3009 or ERC-2612 cannot be paid in by signature, and nothing opens a session for free.
    function test_silentToken_refusesPaymentsBySignature() public {
        SilentToken silent = new SilentToken(100 ether);
        LedgerParts held = newLedger(IERC20(address(silent)));
        ILedgerAccounts.Session memory session =
            ILedgerAccounts.Session(address(this), 1 ether, 1 ether, START + 1 days, 0);
        bytes[2] memory calls = [
            abi.encodeCall(held.depositWithWitness, (session, 1 ether, 0, START + 1, "")),
            abi.encodeCall(held.depositWithAuthorization, (session, 1 ether, 0, START + 1, ""))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool done,) = address(held).call(calls[i]);
            assertTrue(!done, "refused");
        }
        assertEq(held.accountOf(address(this)), 0, "no account");
    }

    function test_blacklistedRecipient_blocksOnlyItselfAndMayGoElsewhere() public {
        BlacklistToken black = new BlacklistToken(10_000 ether);
        LedgerParts held = newLedger(IERC20(address(black)));
        black.approve(address(held), type(uint256).max);
        held.deposit(ana, 10 * TOKEN);
        held.deposit(ben, 10 * TOKEN);
        vm.prank(ana);
        held.requestWithdraw(10 * TOKEN);
        vm.prank(ben);
        held.requestWithdraw(10 * TOKEN);
        vm.warp(START + UNBOND);
        black.list(ana);
        vm.expectRevert(abi.encodeWithSelector(BlacklistToken.Blacklisted.selector, ana));
        held.withdrawFor(ana);
        held.withdrawFor(ben);
        assertEq(black.balanceOf(ben), 10 ether, "the others are paid");
        vm.prank(ana);
        held.withdraw(address(0xCAFE));
        assertEq(black.balanceOf(address(0xCAFE)), 10 ether, "paid to another address");
        assertEq(held.totalUnits(), 0, "nothing owed");
    }

    function test_strayTokensBelongToNobody() public {
        ledger.deposit(ana, 10 * TOKEN);
        token.transfer(address(ledger), 99 ether);
        ledger.deposit(ben, 5 * TOKEN);
        assertEq(ledger.totalUnits(), 15 * TOKEN, "not counted");
        assertEq(wordOf(ben).free, 5 * TOKEN, "not credited");
    }

    function test_ledgerTakesNoEther() public {
        (bool done,) = address(ledger).call{value: 1}(abi.encodeCall(ledger.deposit, (ana, TOKEN)));
        assertTrue(!done, "refused");
    }

    function test_unknownCallsAreRefused() public {
        (bool done,) = address(ledger).call(abi.encodeWithSignature("mint(uint256)", 1));
        assertTrue(!done, "refused");
    }

    function _free(LedgerParts held, uint256 account) private view returns (uint256) {
        return LedgerWords.unpackAccount(held.accountWord(account)).free;
    }

    function _params() private pure returns (LedgerWords.Params memory) {
        return LedgerWords.Params(1000, 500, 100, 30, 200, 6666, 4, 3, 7, 4, 720, 672);
    }
}
