// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Record} from "../../src/libraries/Record.sol";
import {Test} from "../base/Test.sol";

contract RecordTest is Test {
    function test_class_startsAtZeroAndIsEarned() public pure {
        assertEq(Record.classOf(0), 0, "newcomer");
        assertEq(Record.classOf(_record(1, 1)), 5, "one good decision: 16/3");
        assertEq(Record.classOf(_record(29, 29)), 14, "29 good decisions");
        assertEq(Record.classOf(_record(30, 30)), 15, "30 good decisions");
        assertEq(Record.classOf(_record(4095, 4095)), 15, "never above 15");
        assertEq(Record.classOf(_record(0, 4095)), 0, "nothing good");
    }

    function test_weight_isOneUntilClassNineThenLogOdds() public pure {
        uint8[16] memory expected = [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 7, 9, 14];
        for (uint256 class = 0; class < 16; ++class) {
            assertEq(Record.weightOf(class), expected[class], "weight");
        }
    }

    function test_reward_goesFromAHalfToOneAndAHalf() public pure {
        assertEq(Record.rewardOf(6400, 0), 3400, "class 0");
        assertEq(Record.rewardOf(6400, 15), 9400, "class 15");
        assertEq(Record.rewardOf(100, 0), 53, "rounded down");
        assertEq(Record.maxRewardOf(100), 147, "reserved, rounded up");
        assertEq(Record.maxRewardOf(64), 94, "exact");
        assertEq(Record.maxRewardOf(0), 0, "nothing");
    }

    function test_add_halvesBothCountersWhenFull() public pure {
        assertEq(Record.add(_record(4094, 4094), 1, 1), _record(4095, 4095), "full");
        assertEq(Record.add(_record(4095, 4095), 0, 1), _record(2047, 2048), "halved together");
        assertEq(Record.add(_record(4095, 4095), 0, 0), _record(4095, 4095), "nothing added");
        assertEq(Record.add(_record(1001, 3001), 1000, 1100), _record(1500, 2600), "the old ones fade");
    }

    function test_freeze_keepsTheClassOfTheEpochBefore() public pure {
        uint256 frozen = Record.freeze(0, _record(30, 30), 7);
        assertEq(frozen, 15 | (15 << 4) | (7 << 8), "written for the first time in epoch 7");
        assertEq(Record.freeze(frozen, _record(30, 90), 7), frozen, "later writes of epoch 7 change nothing");
        frozen = Record.freeze(frozen, _record(30, 90), 8);
        assertEq(frozen, 5 | (15 << 4) | (8 << 8), "epoch 8 remembers epoch 7");
        frozen = Record.freeze(frozen, _record(90, 150), 10);
        assertEq(frozen, 9 | (9 << 4) | (10 << 8), "nothing was written in epoch 9");
    }

    function test_freeze_goesRoundAtTheLastEpoch() public pure {
        uint256 frozen = Record.freeze(0, _record(30, 30), 511);
        frozen = Record.freeze(frozen, 0, 0);
        assertEq(frozen, 15 << 4, "epoch 0 follows epoch 511");
        assertEq(Record.epochOf(512 * 192 - 1), 511, "last hour of epoch 511");
        assertEq(Record.epochOf(512 * 192), 0, "first hour after it");
    }

    function testFuzz_reward_isNeverMoreThanReserved(uint256 base, uint256 class) public pure {
        base = bound(base, 0, (1 << 20) - 1);
        class = bound(class, 0, 15);
        assertTrue(Record.rewardOf(base, class) <= Record.maxRewardOf(base), "reserved");
        assertTrue(Record.rewardOf(base, class) <= base * 94 / 64, "at most x94/64");
        assertTrue(Record.rewardOf(base, class) + 1 > base * 34 / 64, "at least x34/64");
    }

    function testFuzz_add_keepsGoodBelowAll(uint256 record, uint256 good, uint256 all) public pure {
        record = _bounded(record);
        all = bound(all, 0, 2048);
        good = bound(good, 0, all);
        uint256 next = Record.add(record, good, all);
        assertTrue(next >> 24 == 0, "24 bits");
        assertTrue(next & 4095 <= next >> 12, "good <= all");
        uint256 sum = (record >> 12) + all;
        if (sum <= 4095) assertEq(next, _record((record & 4095) + good, sum), "plain sum");
        else assertEq(next >> 12, (record >> 13) + all, "only what was there is halved");
    }

    function testFuzz_class_growsWithGoodDecisions(uint256 record) public pure {
        record = _bounded(record);
        uint256 class = Record.classOf(record);
        assertTrue(class <= 15, "four bits");
        if (record >> 12 < 4095) {
            assertTrue(Record.classOf(Record.add(record, 1, 1)) >= class, "a good decision");
            assertTrue(Record.classOf(Record.add(record, 0, 1)) <= class, "a bad one");
        }
    }

    /// @dev Whatever is written in between, a batch of this epoch or the one before reads what was first read.
    function testFuzz_classIn_doesNotDependOnWhatSettlesInBetween(
        uint256 record,
        uint256 start,
        uint8[12] memory steps
    ) public pure {
        record = _bounded(record);
        uint256 epoch = start & 511;
        uint256 frozen = Record.freeze((epoch ^ 256) << 8, record, epoch);
        uint256 current = Record.classOf(record);
        uint256 previous = current;
        for (uint256 i = 0; i < steps.length; ++i) {
            if (steps[i] < 64) {
                epoch = (epoch + 1) & 511;
                previous = current;
                current = Record.classIn(frozen, record, epoch, epoch);
                assertEq(current, Record.classOf(record), "a new epoch starts with the record");
            } else {
                frozen = Record.freeze(frozen, record, epoch);
                record = Record.add(record, steps[i] & 1, 1);
            }
            assertEq(Record.classIn(frozen, record, epoch, epoch), current, "this epoch");
            assertEq(Record.classIn(frozen, record, epoch, (epoch + 511) & 511), previous, "the one before");
        }
    }

    function _bounded(uint256 record) private pure returns (uint256) {
        uint256 all = (record >> 12) & 4095;
        return _record(bound(record & 4095, 0, all), all);
    }

    function _record(uint256 good, uint256 all) private pure returns (uint256) {
        return good | (all << 12);
    }
}
