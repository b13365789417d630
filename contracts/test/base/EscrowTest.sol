// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {LabelEscrow} from "../../src/LabelEscrow.sol";
import {LabelToken} from "../../src/LabelToken.sol";
import {ILabelEscrow} from "../../src/interfaces/ILabelEscrow.sol";
import {Test} from "./Test.sol";

/// @dev A funded project, three staked people and short forms for building batches.
abstract contract EscrowTest is Test {
    uint256 internal constant SUPPLY = 1e27;
    uint256 internal constant BUDGET = 1000 ether;
    uint256 internal constant STAKE = 10 ether;
    uint256 internal constant REWARD = 2 ether;
    bytes32 internal constant PROJECT = keccak256("project");

    address internal constant OWNER = address(0xA1);
    address internal constant OPERATOR = address(0xA2);
    address internal constant REQUESTER = address(0xA3);
    address internal constant ANA = address(0xB1);
    address internal constant BEN = address(0xB2);
    address internal constant CLEO = address(0xB3);

    LabelToken internal token;
    LabelEscrow internal escrow;

    function setUp() public virtual {
        token = new LabelToken(SUPPLY);
        escrow = new LabelEscrow(IERC20(address(token)), OWNER, OPERATOR);
        require(token.transfer(REQUESTER, SUPPLY / 2));
        token.approve(address(escrow), type(uint256).max);
        vm.startPrank(REQUESTER);
        token.approve(address(escrow), type(uint256).max);
        escrow.fundProject(PROJECT, BUDGET);
        vm.stopPrank();
        escrow.depositStake(ANA, 100 ether);
        escrow.depositStake(BEN, 100 ether);
        escrow.depositStake(CLEO, 100 ether);
    }

    function lockOne(bytes32 lockId, address account, uint256 stake, uint256 reward) internal {
        ILabelEscrow.StakeLock[] memory batch = new ILabelEscrow.StakeLock[](1);
        batch[0] = ILabelEscrow.StakeLock(PROJECT, lockId, account, stake, reward);
        vm.prank(OPERATOR);
        escrow.lockStakes(batch);
    }

    /// @dev Locks the usual stake and reward of Ana, Ben and Cleo under the ids 1, 2 and 3.
    function lockThree() internal {
        lockOne(bytes32(uint256(1)), ANA, STAKE, REWARD);
        lockOne(bytes32(uint256(2)), BEN, STAKE, REWARD);
        lockOne(bytes32(uint256(3)), CLEO, STAKE, REWARD);
    }

    function entry(uint256 lockId, uint256 reward, uint256 slash)
        internal
        pure
        returns (ILabelEscrow.Entry memory)
    {
        return ILabelEscrow.Entry(bytes32(lockId), reward, slash);
    }

    function settleOne(bytes32 settlementId, ILabelEscrow.Entry[] memory entries) internal {
        ILabelEscrow.Settlement[] memory batch = new ILabelEscrow.Settlement[](1);
        batch[0] = ILabelEscrow.Settlement(settlementId, PROJECT, entries);
        vm.prank(OPERATOR);
        escrow.settle(batch);
    }

    function freeOf(address account) internal view returns (uint256) {
        return escrow.accountOf(account).free;
    }

    function lockedOf(address account) internal view returns (uint256) {
        return escrow.accountOf(account).locked;
    }

    function assertSolvent() internal view {
        ILabelEscrow.Project memory project = escrow.projectOf(PROJECT);
        uint256 people =
            freeOf(ANA) + lockedOf(ANA) + freeOf(BEN) + lockedOf(BEN) + freeOf(CLEO) + lockedOf(CLEO);
        assertEq(people + project.available + project.reserved, escrow.totalHeld(), "sum of balances");
        assertTrue(token.balanceOf(address(escrow)) >= escrow.totalHeld(), "tokens cover the balances");
    }
}
