// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LabelEscrow} from "../../src/LabelEscrow.sol";
import {LabelToken} from "../../src/LabelToken.sol";
import {ILabelEscrow} from "../../src/interfaces/ILabelEscrow.sol";
import {Test} from "./Test.sol";
import {Vm} from "./Vm.sol";

/// @dev Random but valid calls on an escrow, with a small set of people, projects and ids so that they collide.
contract EscrowHandler is Test {
    uint256 public constant PEOPLE = 4;
    uint256 public constant PROJECTS = 2;
    uint256 public constant LOCKS = 24;
    uint256 private constant SETTLEMENTS = 12;

    LabelToken private immutable token;
    LabelEscrow private immutable escrow;

    /// @dev How often each id moved money; the invariants hold every count at one or less.
    mapping(bytes32 lockId => uint256) public locked;
    mapping(bytes32 lockId => uint256) public released;
    mapping(bytes32 settlementId => uint256) public applied;
    uint256 public deposited;
    uint256 public paidOut;

    constructor(LabelToken token_, LabelEscrow escrow_) {
        (token, escrow) = (token_, escrow_);
        token_.approve(address(escrow_), type(uint256).max);
    }

    function person(uint256 seed) public pure returns (address) {
        return address(uint160(0xB000 + (seed % PEOPLE)));
    }

    function project(uint256 seed) public pure returns (bytes32) {
        return keccak256(abi.encode("project", seed % PROJECTS));
    }

    function lockId(uint256 seed) public pure returns (bytes32) {
        return bytes32(1 + (seed % LOCKS));
    }

    function settlementId(uint256 seed) public pure returns (bytes32) {
        return keccak256(abi.encode("settlement", seed % SETTLEMENTS));
    }

    function fund(uint256 seed, uint256 amount) external {
        uint256 sum = bound(amount, 1, 1000);
        escrow.fundProject(project(seed), sum);
        deposited += sum;
    }

    function refund(uint256 seed, uint256 amount) external {
        uint256 available = escrow.projectOf(project(seed)).available;
        if (available == 0) return;
        uint256 sum = bound(amount, 1, available);
        escrow.refundProject(project(seed), address(0xDEAD), sum);
        paidOut += sum;
    }

    function deposit(uint256 seed, uint256 amount) external {
        uint256 sum = bound(amount, 1, 1000);
        escrow.depositStake(person(seed), sum);
        deposited += sum;
    }

    function withdraw(uint256 seed, uint256 amount) external {
        uint256 free = escrow.accountOf(person(seed)).free;
        if (free == 0) return;
        uint256 sum = bound(amount, 1, free);
        vm.prank(person(seed));
        escrow.withdraw(sum, address(0xDEAD));
        paidOut += sum;
    }

    function lock(uint256[3] calldata seeds, uint256[3] calldata stakes, uint256[3] calldata rewards)
        external
    {
        ILabelEscrow.StakeLock[] memory batch = new ILabelEscrow.StakeLock[](3);
        for (uint256 i = 0; i < 3; ++i) {
            batch[i] = ILabelEscrow.StakeLock(
                project(seeds[i]), lockId(seeds[i]), person(seeds[i] >> 8), stakes[i] % 500, rewards[i] % 300
            );
        }
        vm.recordLogs();
        escrow.lockStakes(batch);
        _count();
    }

    function settle(
        uint256 seed,
        uint256[3] calldata seeds,
        uint256[3] calldata rewards,
        uint256[3] calldata slashes
    ) external {
        ILabelEscrow.Entry[] memory entries = new ILabelEscrow.Entry[](3);
        for (uint256 i = 0; i < 3; ++i) {
            // Locks of a project have ids of its parity, so that most entries meet a lock of their own project.
            bytes32 id = lockId(seeds[i] - (seeds[i] % PROJECTS) + (seed % PROJECTS));
            uint256 slash = slashes[i] % 3 == 0 ? slashes[i] % 700 : 0;
            entries[i] = ILabelEscrow.Entry(id, rewards[i] % 400, slash);
        }
        ILabelEscrow.Settlement[] memory batch = new ILabelEscrow.Settlement[](1);
        batch[0] = ILabelEscrow.Settlement(settlementId(seed), project(seed), entries);
        vm.recordLogs();
        escrow.settle(batch);
        _count();
    }

    function _count() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            bytes32 topic = logs[i].topics[0];
            if (topic == ILabelEscrow.StakeLocked.selector) ++locked[logs[i].topics[2]];
            if (topic == ILabelEscrow.EntrySettled.selector) ++released[logs[i].topics[3]];
            if (topic == ILabelEscrow.SettlementApplied.selector) ++applied[logs[i].topics[1]];
        }
    }
}
