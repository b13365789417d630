// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILabelEscrow} from "../src/interfaces/ILabelEscrow.sol";
import {EscrowTest} from "./base/EscrowTest.sol";

/// @dev Locks and settlements.
contract LabelEscrowSettleTest is EscrowTest {
    bytes32 private constant ITEM = keccak256("item");

    // ------------------------------------------------------------------ locks

    function test_lock_bindsStakeAndReservesReward() public {
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.StakeLocked(PROJECT, bytes32(uint256(1)), ANA, STAKE, REWARD);
        lockOne(bytes32(uint256(1)), ANA, STAKE, REWARD);
        assertEq(freeOf(ANA), 90 ether, "free");
        assertEq(lockedOf(ANA), STAKE, "locked");
        assertEq(escrow.projectOf(PROJECT).reserved, REWARD, "reserved");
        assertEq(escrow.projectOf(PROJECT).available, BUDGET - REWARD, "available");
        assertTrue(
            escrow.lockOf(PROJECT, bytes32(uint256(1))).state == ILabelEscrow.LockState.Locked,
            "state is locked"
        );
        assertSolvent();
    }

    function test_lock_skipsThePoorAndGoesOn() public {
        ILabelEscrow.StakeLock[] memory batch = new ILabelEscrow.StakeLock[](3);
        batch[0] = ILabelEscrow.StakeLock(PROJECT, bytes32(uint256(1)), ANA, 100 ether + 1, REWARD);
        batch[1] = ILabelEscrow.StakeLock(PROJECT, bytes32(uint256(2)), BEN, STAKE, BUDGET + 1);
        batch[2] = ILabelEscrow.StakeLock(PROJECT, bytes32(uint256(3)), CLEO, STAKE, REWARD);
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.StakeLockSkipped(
            PROJECT, bytes32(uint256(1)), ANA, ILabelEscrow.LockSkip.InsufficientStake
        );
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.StakeLockSkipped(
            PROJECT, bytes32(uint256(2)), BEN, ILabelEscrow.LockSkip.InsufficientBudget
        );
        vm.prank(OPERATOR);
        escrow.lockStakes(batch);
        assertEq(lockedOf(ANA) + lockedOf(BEN), 0, "nothing of the skipped");
        assertEq(lockedOf(CLEO), STAKE, "the rest is locked");
        assertSolvent();
    }

    function test_lock_usesEachIdOnce() public {
        lockOne(bytes32(uint256(1)), ANA, STAKE, REWARD);
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.StakeLockSkipped(
            PROJECT, bytes32(uint256(1)), BEN, ILabelEscrow.LockSkip.AlreadyUsed
        );
        lockOne(bytes32(uint256(1)), BEN, STAKE, REWARD);
        assertEq(lockedOf(BEN), 0, "second use");

        lockOne(bytes32(uint256(2)), ANA, 1000 ether, 0);
        escrow.depositStake(ANA, 1000 ether);
        lockOne(bytes32(uint256(2)), ANA, 1000 ether, 0);
        assertEq(lockedOf(ANA), STAKE, "a skipped id stays used");
    }

    // ------------------------------------------------------------ settlements

    function test_settle_paysRewardsAndReturnsStakes() public {
        lockThree();
        settleOne(ITEM, _entries(0));
        assertEq(freeOf(ANA), 102 ether, "Ana");
        assertEq(freeOf(BEN), 102 ether, "Ben");
        assertEq(freeOf(CLEO), 102 ether, "Cleo");
        assertEq(lockedOf(ANA) + lockedOf(BEN) + lockedOf(CLEO), 0, "locked");
        assertEq(escrow.projectOf(PROJECT).available, BUDGET - 3 * REWARD, "available");
        assertEq(escrow.projectOf(PROJECT).reserved, 0, "reserved");
        assertTrue(escrow.isSettled(ITEM), "settled");
        assertSolvent();
    }

    function test_settle_sharesTheSlashAmongPeers() public {
        lockThree();
        ILabelEscrow.Entry[] memory entries = _entries(3 ether + 1);
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.EntrySettled(ITEM, ANA, bytes32(uint256(1)), REWARD, 0, 1.5 ether);
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.EntrySettled(ITEM, BEN, bytes32(uint256(2)), REWARD, 0, 1.5 ether + 1);
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.EntrySettled(ITEM, CLEO, bytes32(uint256(3)), 0, 3 ether + 1, 0);
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.SettlementApplied(ITEM, PROJECT, 2 * REWARD, 3 ether + 1, 0);
        settleOne(ITEM, entries);
        assertEq(freeOf(ANA), 103.5 ether, "Ana: reward and share");
        assertEq(freeOf(CLEO), 97 ether - 1, "Cleo: slashed");
        assertEq(escrow.projectOf(PROJECT).available, BUDGET - 2 * REWARD, "the unearned reward");
        assertSolvent();
    }

    function test_settle_neverSlashesMoreThanTheLockNorPaysMoreThanReserved() public {
        lockThree();
        ILabelEscrow.Entry[] memory entries = new ILabelEscrow.Entry[](2);
        entries[0] = entry(1, 500 ether, 0);
        entries[1] = entry(3, 0, type(uint256).max);
        settleOne(ITEM, entries);
        assertEq(freeOf(ANA), 100 ether + REWARD + STAKE, "reward capped, share is the whole stake");
        assertEq(freeOf(CLEO), 90 ether, "slash capped");
        assertSolvent();
    }

    function test_settle_withoutPeersReturnsTheSlashToTheProject() public {
        lockThree();
        ILabelEscrow.Entry[] memory entries = new ILabelEscrow.Entry[](1);
        entries[0] = entry(1, 0, 4 ether);
        settleOne(ITEM, entries);
        assertEq(freeOf(ANA), 96 ether, "Ana");
        assertEq(escrow.projectOf(PROJECT).available, BUDGET - 2 * REWARD + 4 ether, "available");
        assertSolvent();
    }

    function test_settle_onlyOncePerId() public {
        lockThree();
        settleOne(ITEM, _entries(1 ether));
        uint256 before = freeOf(ANA);
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.SettlementSkipped(ITEM, ILabelEscrow.SettlementSkip.AlreadySettled);
        settleOne(ITEM, _entries(1 ether));
        assertEq(freeOf(ANA), before, "no second payment");
    }

    function test_settle_waitsForUnknownLocks() public {
        lockOne(bytes32(uint256(1)), ANA, STAKE, REWARD);
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.SettlementSkipped(ITEM, ILabelEscrow.SettlementSkip.UnknownLock);
        settleOne(ITEM, _entries(0));
        assertTrue(!escrow.isSettled(ITEM), "not settled");
        assertEq(lockedOf(ANA), STAKE, "untouched");

        lockOne(bytes32(uint256(2)), BEN, STAKE, REWARD);
        lockOne(bytes32(uint256(3)), CLEO, STAKE, REWARD);
        settleOne(ITEM, _entries(0));
        assertEq(freeOf(CLEO), 102 ether, "paid once the locks are there");
    }

    function test_settle_skippedLockEarnsNothingAndTakesNoShare() public {
        lockOne(bytes32(uint256(1)), ANA, STAKE, REWARD);
        lockOne(bytes32(uint256(2)), BEN, 500 ether, REWARD);
        lockOne(bytes32(uint256(3)), CLEO, STAKE, REWARD);
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.EntrySkipped(ITEM, bytes32(uint256(2)));
        settleOne(ITEM, _entries(3 ether));
        assertEq(freeOf(BEN), 100 ether, "Ben");
        assertEq(freeOf(ANA), 105 ether, "Ana takes the whole share");
        assertSolvent();
    }

    function test_settle_sameLockTwiceMovesOnce() public {
        lockThree();
        ILabelEscrow.Entry[] memory entries = new ILabelEscrow.Entry[](2);
        entries[0] = entry(1, REWARD, 0);
        entries[1] = entry(1, REWARD, 0);
        settleOne(ITEM, entries);
        assertEq(freeOf(ANA), 102 ether, "once");
        assertSolvent();
    }

    function test_settle_cannotReachAnotherProjectsLock() public {
        bytes32 other = keccak256("other project");
        escrow.fundProject(other, 50 ether);
        lockThree();
        ILabelEscrow.Settlement[] memory batch = new ILabelEscrow.Settlement[](1);
        batch[0] = ILabelEscrow.Settlement(ITEM, other, _entries(0));
        vm.prank(OPERATOR);
        escrow.settle(batch);
        assertEq(lockedOf(ANA), STAKE, "untouched");
        assertEq(escrow.projectOf(other).available, 50 ether, "budget untouched");
    }

    // ------------------------------------------------------------------ fuzz

    /// @dev Against a plain re-computation of the rule.
    function testFuzz_settle_matchesTheRule(
        uint96[3] memory stakes,
        uint256[3] memory rewards,
        uint256[3] memory slashes
    ) public {
        ILabelEscrow.Entry[] memory entries = new ILabelEscrow.Entry[](3);
        uint256[3] memory expected;
        uint256 slashTotal;
        uint256 peers;
        uint256 shared;
        for (uint256 i = 0; i < 3; ++i) {
            uint256 stake = bound(stakes[i], 0, 100 ether);
            uint256 reward = bound(rewards[i], 0, 300 ether);
            slashes[i] = slashes[i] % 2 == 0 ? 0 : bound(slashes[i], 1, 200 ether);
            lockOne(bytes32(i + 1), _person(i), stake, reward);
            entries[i] = entry(i + 1, reward, slashes[i]);
            uint256 slashed = slashes[i] < stake ? slashes[i] : stake;
            expected[i] = 100 ether + reward - slashed;
            slashTotal += slashed;
            if (slashes[i] == 0) ++peers;
        }
        settleOne(ITEM, entries);
        for (uint256 i = 0; i < 3; ++i) {
            uint256 share = freeOf(_person(i)) - expected[i];
            uint256 even = slashes[i] == 0 ? slashTotal / peers : 0;
            assertTrue(
                share == even || (slashes[i] == 0 && share == even + 1), "an even share, or one wei more"
            );
            assertEq(lockedOf(_person(i)), 0, "locked");
            shared += share;
        }
        assertEq(shared, peers == 0 ? 0 : slashTotal, "the shares are the slashed stake");
        assertSolvent();
    }

    /// @dev Ana and Ben agree; Cleo loses `slash`, or agrees too when it is zero.
    function _entries(uint256 slash) private pure returns (ILabelEscrow.Entry[] memory entries) {
        entries = new ILabelEscrow.Entry[](3);
        entries[0] = entry(1, REWARD, 0);
        entries[1] = entry(2, REWARD, 0);
        entries[2] = entry(3, slash == 0 ? REWARD : 0, slash);
    }

    function _person(uint256 i) private pure returns (address) {
        return i == 0 ? ANA : i == 1 ? BEN : CLEO;
    }
}
