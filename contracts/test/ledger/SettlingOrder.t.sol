// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {ReviewTest} from "../base/ReviewTest.sol";

/// @dev I11: in which order batches settle changes nobody's verdicts and nobody's money.
contract SettlingOrderTest is ReviewTest {
    uint256 private constant BATCHES = 3;

    /// @dev Three batches of the same people, settled forwards and backwards, across the end of a record epoch.
    function testFuzz_settling_inAnyOrderGivesEverybodyTheSame(uint256 random, uint256 hoursToEpoch) public {
        vm.warp(vm.getBlockTimestamp() + _hoursToNextEpoch() * 1 hours - (hoursToEpoch % 20) * 1 hours);
        Plan[] memory plans = new Plan[](BATCHES);
        for (uint256 b = 0; b < BATCHES; ++b) {
            plans[b] = _lockedAtRandom(uint256(keccak256(abi.encode(random, b))));
        }
        for (uint256 b = 0; b < BATCHES; ++b) {
            propose(plans[b]);
        }
        vm.warp(vm.getBlockTimestamp() + rules.windowMinutes * 1 minutes);
        uint256 snapshot = vm.snapshotState();
        for (uint256 b = 0; b < BATCHES; ++b) {
            ledger.settleBatch(plans[b].id, settlementOf(plans[b]));
        }
        uint256[] memory forwards = _claims();
        vm.revertToState(snapshot);
        for (uint256 b = BATCHES; b > 0; --b) {
            ledger.settleBatch(plans[b - 1].id, settlementOf(plans[b - 1]));
        }
        uint256[] memory backwards = _claims();
        for (uint256 i = 0; i < forwards.length; ++i) {
            assertEq(forwards[i], backwards[i], "claim");
        }
    }

    function _lockedAtRandom(uint256 random) private returns (Plan memory plan) {
        plan = planOf(8, FIRST_ACCOUNT, ANNOTATORS);
        lock(plan);
        for (uint256 t = 0; t < 8; ++t) {
            for (uint256 d = 0; d < 4; ++d) {
                uint256 dice = (random >> (8 * t + 2 * d)) % 4;
                vote(plan, t, d, dice == 3 ? 1 : dice);
            }
        }
    }

    /// @dev Everything anybody holds, and how every item stands.
    function _claims() private view returns (uint256[] memory claims) {
        claims = new uint256[](ANNOTATORS + SEATS + BATCHES + 1);
        uint256 length;
        for (uint256 i = 0; i < ANNOTATORS; ++i) {
            LedgerWords.Account memory account = accountAt(FIRST_ACCOUNT + i);
            claims[length++] = account.free + account.locked + account.unvested;
        }
        for (uint256 i = 0; i < SEATS; ++i) {
            LedgerWords.Seat memory seat = seatAt(i);
            claims[length++] = seat.free + seat.locked + seat.unvested;
        }
        for (uint256 b = 0; b < BATCHES; ++b) {
            (, bytes32 commitment) = ledger.batchWord(ledger.nextBatch() - 1 - b);
            claims[length++] = uint256(commitment);
        }
        claims[length] = balanceOf();
    }

    function _hoursToNextEpoch() private view returns (uint256) {
        uint256 hour = LedgerWords.hourOf(vm.getBlockTimestamp());
        return 192 - hour % 192;
    }
}
