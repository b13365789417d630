// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {GasTest} from "../base/GasTest.sol";

/// @dev Gas of lock, propose and settle per item, three transactions, in two workloads. Of the votes 80 % are three
/// approvals, 10 % two to one, 10 % three rejections; the fourth drawn seat is silent.
contract SettledItemGasTest is GasTest {
    using Strings for uint256;

    /// @dev A community in proportion to the batch: at 200 items 20 annotators and 40 seats.
    function test_chat() public {
        chat(1, 1, 8);
        chat(10, 2, 8);
        chat(50, 5, 10);
        chat(200, 20, 40);
        chat(1000, 100, 200);
    }

    /// @dev Small batches of the community of 20 annotators and 40 seats: hardly anybody has two items.
    function test_sparse() public {
        measureAll("sparse", 1, 20, 40);
        measureAll("sparse", 10, 20, 40);
        measureAll("sparse", 50, 20, 40);
    }

    /// @dev An annotator per item, and as many seats as there can be, so that hardly any is drawn twice.
    function test_distinct() public {
        measureAll("distinct", 1, 1, 4096);
        measureAll("distinct", 10, 10, 4096);
        measureAll("distinct", 50, 50, 4096);
        measureAll("distinct", 200, 200, 4096);
    }

    function chat(uint256 items, uint256 annotators, uint256 seats) internal {
        measureAll("chat", items, annotators, seats);
    }

    function measureAll(string memory workload, uint256 items, uint256 annotators, uint256 seats) internal {
        prepareCommunity(annotators, seats);
        Plan memory plan = newPlan(items, annotators);
        string memory name = string.concat(workload, "_", items.toString());
        lock(plan);
        uint256 sum = lastGas;
        vm.snapshotValue("gas", string.concat(name, "_lock"), lastGas);
        castVotes(plan, 0);
        propose(plan);
        sum += lastGas;
        vm.snapshotValue("gas", string.concat(name, "_propose"), lastGas);
        settle(plan);
        vm.snapshotValue("gas", string.concat(name, "_settle"), lastGas);
        check(name, (sum + lastGas) / items);
    }
}
