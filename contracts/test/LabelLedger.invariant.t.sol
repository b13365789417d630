// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Test} from "./base/Test.sol";
import {Handler} from "./world/Handler.sol";

/// @dev What holds after any sequence of steps of people, operators, experts and time. The handler checks each step
/// against a model of its own (I2 to I10, I12 and I14) and the whole after it; I11 is in SettlingOrder.t.sol, I13 in
/// LedgerBatches.lock.t.sol, I15 in the gas snapshot.
contract LabelLedgerInvariantTest is Test {
    Handler private handler;
    address[] private _targets;

    function setUp() public {
        handler = new Handler();
        _targets.push(address(handler));
    }

    /// @dev Forge reads the contracts to call from here.
    function targetContracts() public view returns (address[] memory) {
        return _targets;
    }

    /// @dev Otherwise the invariants would hold because nothing happens.
    function test_handler_reachesEveryWayAnItemCanEnd() public {
        for (uint256 i = 0; i < 1000; ++i) {
            uint256 random = uint256(keccak256(abi.encode("step", i)));
            uint256 action = (random >> 240) % 16;
            if (action < 3) {
                handler.lock(random, random >> 200);
            } else if (action < 6) {
                handler.contest(random, random >> 20, random >> 100, random >> 200);
            } else if (action == 6) {
                handler.neglect(random, random >> 100);
            } else if (action < 9) {
                handler.live(random, random >> 20, random >> 50, random >> 100, random >> 150);
            } else {
                handler.advance(random, random >> 100);
            }
        }
        handler.check();
        for (uint256 end = 1; end < 6; ++end) {
            assertTrue(handler.endedItems(end) > 5, "every way an item can end");
        }
        string[8] memory steps = [
            "panels resolved",
            "panels skipped",
            "verdicts",
            "voids",
            "disputes closed",
            "audits",
            "questions of round one",
            "questions of a panel"
        ];
        for (uint256 i = 0; i < 8; ++i) {
            assertTrue(handler.reached(i) > 0, steps[i]);
        }
    }

    function invariant_theBooksBalance() public view {
        handler.check();
    }
}
