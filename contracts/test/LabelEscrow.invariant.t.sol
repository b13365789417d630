// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {LabelEscrow} from "../src/LabelEscrow.sol";
import {LabelToken} from "../src/LabelToken.sol";
import {ILabelEscrow} from "../src/interfaces/ILabelEscrow.sol";
import {EscrowHandler} from "./base/EscrowHandler.sol";
import {Test} from "./base/Test.sol";

/// @dev What holds after any sequence of calls.
contract LabelEscrowInvariantTest is Test {
    LabelToken private token;
    LabelEscrow private escrow;
    EscrowHandler private handler;
    address[] private _targets;

    function setUp() public {
        token = new LabelToken(1e27);
        escrow = new LabelEscrow(IERC20(address(token)), address(this), address(this));
        handler = new EscrowHandler(token, escrow);
        escrow.setOperator(address(handler));
        require(token.transfer(address(handler), 1e27));
        _targets.push(address(handler));
    }

    /// @dev Forge reads the contracts to call from here.
    function targetContracts() public view returns (address[] memory) {
        return _targets;
    }

    /// @dev Every wei held belongs to exactly one balance, and the tokens are there.
    function invariant_solvent() public view {
        uint256 sum;
        for (uint256 i = 0; i < handler.PEOPLE(); ++i) {
            ILabelEscrow.Account memory account = escrow.accountOf(handler.person(i));
            sum += uint256(account.free) + account.locked;
        }
        for (uint256 i = 0; i < handler.PROJECTS(); ++i) {
            ILabelEscrow.Project memory project = escrow.projectOf(handler.project(i));
            sum += uint256(project.available) + project.reserved;
        }
        assertEq(sum, escrow.totalHeld(), "sum of balances");
        assertEq(token.balanceOf(address(escrow)), sum, "tokens");
        assertEq(handler.deposited() - handler.paidOut(), sum, "in minus out");
    }

    /// @dev Locked stake and reserved reward are the sums over the open locks.
    function invariant_openLocksExplainLockedAndReserved() public view {
        uint256[] memory stakes = new uint256[](handler.PEOPLE());
        uint256[] memory rewards = new uint256[](handler.PROJECTS());
        for (uint256 i = 0; i < handler.LOCKS(); ++i) {
            for (uint256 p = 0; p < handler.PROJECTS(); ++p) {
                ILabelEscrow.Lock memory lock = escrow.lockOf(handler.project(p), handler.lockId(i));
                if (lock.state != ILabelEscrow.LockState.Locked) continue;
                stakes[uint160(lock.account) - 0xB000] += lock.stake;
                rewards[p] += lock.reward;
            }
        }
        for (uint256 i = 0; i < stakes.length; ++i) {
            assertEq(escrow.accountOf(handler.person(i)).locked, stakes[i], "locked");
        }
        for (uint256 p = 0; p < rewards.length; ++p) {
            assertEq(escrow.projectOf(handler.project(p)).reserved, rewards[p], "reserved");
        }
    }

    /// @dev No id moves money twice.
    function invariant_eachIdMovesMoneyOnce() public view {
        for (uint256 i = 0; i < handler.LOCKS(); ++i) {
            bytes32 id = handler.lockId(i);
            assertTrue(handler.locked(id) <= 1, "locked once");
            assertTrue(handler.released(id) <= handler.locked(id), "released once, and only what was locked");
            assertTrue(handler.applied(handler.settlementId(i)) <= 1, "settled once");
        }
    }
}
