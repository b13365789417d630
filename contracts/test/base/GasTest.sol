// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {RealLedgerTest} from "./RealLedgerTest.sol";

/// @dev Batches on the deployed ledger in steady state: every slot they touch was used before.
abstract contract GasTest is RealLedgerTest {
    error GasGrew(string figure, uint256 gas, uint256 snapshot);

    uint256 internal constant FIRST = 1;
    uint256 internal constant FIRST_OWNER = 10_000;

    function prepareCommunity(uint256 annotators, uint256 seats) internal {
        prepareAccounts(FIRST, annotators);
        prepareSeats(seats, FIRST_OWNER);
    }

    function newPlan(uint256 items, uint256 annotators) internal returns (Plan memory plan) {
        plan = planOf(items, FIRST, annotators);
        useRingSlot(plan.id);
    }

    /// @dev Three of four draws vote. The first `open` items are ties.
    function castVotes(Plan memory plan, uint256 open) internal view {
        for (uint256 t = 0; t < plan.items.length; ++t) {
            uint256 kind = t % 10;
            uint256 cast;
            for (uint256 d = 0; d < 4; ++d) {
                if (t < open) {
                    vote(plan, t, d, 1 + d % 2);
                } else if (d != (t / 10) % 4) {
                    vote(plan, t, d, kind == 9 || (kind == 8 && cast == 1) ? 2 : 1);
                    ++cast;
                }
            }
        }
    }

    /// @dev Records a figure, and fails when it is more than one per cent above the committed one.
    function check(string memory figure, uint256 gas) internal {
        vm.snapshotValue("gas", figure, gas);
        if (vm.envOr("ACCEPT_GAS", false)) return;
        uint256 snapshot = vm.parseJsonUint(vm.readFile("snapshots/gas.json"), string.concat(".", figure));
        require(gas * 100 <= snapshot * 101, GasGrew(figure, gas, snapshot));
    }
}
