// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {LabelEscrow} from "../src/LabelEscrow.sol";
import {Test} from "./base/Test.sol";
import {FeeToken} from "./tokens/FeeToken.sol";
import {ReentrantToken} from "./tokens/ReentrantToken.sol";
import {SilentToken} from "./tokens/SilentToken.sol";

/// @dev Tokens that take a fee, call back or fail without reverting.
contract LabelEscrowHostileTest is Test {
    bytes32 private constant PROJECT = keccak256("project");
    bytes32 private constant LOCK_REENTERED = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;

    function test_feeOnTransfer_creditsWhatArrived() public {
        FeeToken token = new FeeToken(1000 ether);
        LabelEscrow escrow = new LabelEscrow(IERC20(address(token)), address(this), address(this));
        token.approve(address(escrow), type(uint256).max);
        escrow.depositStake(address(this), 100 ether);
        escrow.fundProject(PROJECT, 200 ether);
        assertEq(escrow.accountOf(address(this)).free, 99 ether, "stake");
        assertEq(escrow.projectOf(PROJECT).available, 198 ether, "budget");
        assertEq(token.balanceOf(address(escrow)), escrow.totalHeld(), "covered");

        escrow.withdraw(99 ether, address(this));
        escrow.refundProject(PROJECT, address(this), 198 ether);
        assertEq(token.balanceOf(address(escrow)), 0, "all out");
        assertEq(escrow.totalHeld(), 0, "nothing owed");
    }

    function test_reentrantToken_cannotEnterAnyMoneyFunction() public {
        ReentrantToken token = new ReentrantToken(1000 ether);
        LabelEscrow escrow = new LabelEscrow(IERC20(address(token)), address(this), address(this));
        token.approve(address(escrow), type(uint256).max);
        escrow.fundProject(PROJECT, 100 ether);
        escrow.depositStake(address(token), 100 ether);

        bytes[4] memory calls = [
            abi.encodeCall(escrow.withdraw, (1 ether, address(token))),
            abi.encodeCall(escrow.depositStake, (address(token), 1 ether)),
            abi.encodeCall(escrow.fundProject, (PROJECT, 1 ether)),
            abi.encodeCall(escrow.refundProject, (PROJECT, address(token), 1 ether))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            token.prepare(address(escrow), calls[i]);
            escrow.depositStake(address(this), 1 ether);
            assertTrue(token.called(), "the token called back on the way in");
            assertTrue(bytes32(token.answer()) == LOCK_REENTERED, "refused on the way in");

            token.prepare(address(escrow), calls[i]);
            escrow.refundProject(PROJECT, address(this), 1 ether);
            assertTrue(token.called(), "the token called back on the way out");
            assertTrue(bytes32(token.answer()) == LOCK_REENTERED, "refused on the way out");
        }
        assertEq(token.balanceOf(address(escrow)), escrow.totalHeld(), "covered");
        assertEq(escrow.accountOf(address(token)).free, 100 ether, "untouched");
    }

    function test_silentToken_worksAndItsFailuresRevert() public {
        SilentToken token = new SilentToken(100 ether);
        LabelEscrow escrow = new LabelEscrow(IERC20(address(token)), address(this), address(this));
        escrow.depositStake(address(this), 60 ether);
        escrow.withdraw(10 ether, address(this));
        assertEq(token.balanceOf(address(escrow)), escrow.totalHeld(), "covered");

        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token)));
        escrow.depositStake(address(this), 60 ether);
        assertEq(escrow.accountOf(address(this)).free, 50 ether, "no credit for a failed transfer");
    }
}
