// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Vesting} from "../../src/libraries/Vesting.sol";
import {Test} from "../base/Test.sol";

contract VestingTest is Test {
    uint256 private constant MONTH = 672;

    function test_add_vestsOnAStraightLine() public pure {
        (, uint256 schedule) = Vesting.add(0, 1000, 6720, MONTH);
        assertEq(Vesting.endOf(schedule), 1672, "end");
        assertEq(Vesting.remainingAt(schedule, 1000), 6720, "at the start");
        assertEq(Vesting.remainingAt(schedule, 1001), 6710, "after one hour");
        assertEq(Vesting.remainingAt(schedule, 1336), 3360, "half way");
        assertEq(Vesting.remainingAt(schedule, 1671), 10, "an hour before the end");
        assertEq(Vesting.remainingAt(schedule, 1672), 0, "at the end");
        assertEq(Vesting.remainingAt(schedule, 9999), 0, "long after");
    }

    function test_add_movesTheEndToTheWeightedMean() public pure {
        (, uint256 schedule) = Vesting.add(0, 0, 1000, 100);
        (uint256 vested, uint256 next) = Vesting.add(schedule, 50, 500, 200);
        assertEq(vested, 500, "half is vested");
        assertEq(Vesting.unvestedOf(next), 1000, "the other half and the reward");
        assertEq(Vesting.endOf(next), 50 + 125, "mean of 50 and 200 hours");
    }

    function test_add_ofNothingChangesNothing() public pure {
        (, uint256 schedule) = Vesting.add(0, 0, 1000, 100);
        (uint256 vested, uint256 next) = Vesting.add(schedule, 50, 0, 200);
        assertEq(vested, 0, "nothing released");
        assertEq(next, schedule, "nothing changed");
    }

    function test_add_roundsTheEndUp() public pure {
        (, uint256 schedule) = Vesting.add(0, 0, 2, 10);
        (, schedule) = Vesting.add(schedule, 0, 1, 11);
        assertEq(Vesting.endOf(schedule), 11, "31/3 hours");
    }

    function test_release_paysWhatDoesNotDivideInTheLastHours() public pure {
        (, uint256 schedule) = Vesting.add(0, 0, 13, 10);
        assertEq(Vesting.remainingAt(schedule, 7), 6, "one unit an hour for seven hours");
        assertEq(Vesting.remainingAt(schedule, 8), 4, "then two");
        (uint256 vested, uint256 next) = Vesting.release(schedule, 7);
        assertEq(vested, 7, "seven hours");
        assertEq(Vesting.endOf(next), 10, "same end");
        assertEq(Vesting.remainingAt(next, 9), 2, "as without the claim");
    }

    function test_release_afterTheEndEmptiesTheSchedule() public pure {
        (, uint256 schedule) = Vesting.add(0, 10, 5, MONTH);
        (uint256 vested, uint256 next) = Vesting.release(schedule, 2000);
        assertEq(vested, 5, "all");
        assertEq(Vesting.unvestedOf(next), 0, "none left");
        (vested, next) = Vesting.add(next, 2001, 7, MONTH);
        assertEq(vested, 0, "nothing twice");
        assertEq(Vesting.endOf(next), 2001 + MONTH, "a new line");
    }

    function test_take_isBoundedByWhatIsThere() public pure {
        (, uint256 schedule) = Vesting.add(0, 0, 100, MONTH);
        (uint256 taken, uint256 next) = Vesting.take(schedule, 30);
        assertEq(taken, 30, "as asked");
        assertEq(Vesting.unvestedOf(next), 70, "rest");
        assertEq(Vesting.endOf(next), MONTH, "same end");
        (taken, next) = Vesting.take(next, 71);
        assertEq(taken, 70, "what is there");
        assertEq(Vesting.unvestedOf(next), 0, "nothing left");
    }

    function testFuzz_accrue_movesOnlyWhatIsVested(uint256 word, uint256 later) public pure {
        (uint256 schedule, uint256 hour) = _bounded(word, later);
        uint256 free = bound(word >> 200, 0, (1 << 40) - 1 - Vesting.unvestedOf(schedule));
        uint256 others = (word >> 150 << 150) | (uint256(uint40(later)) << 40);
        uint256 next = Vesting.accrue(others | (schedule << 80) | free, hour);
        (uint256 vested, uint256 left) = Vesting.release(schedule, hour);
        assertEq(next, others | (left << 80) | (free + vested), "word");
    }

    function testFuzz_fields_neverReachTheirNeighbours(
        uint256 schedule,
        uint256 later,
        uint256 units,
        uint256 h
    ) public pure {
        (uint256 old, uint256 hour) = _bounded(schedule, later);
        units = bound(units, 0, (1 << 40) - 1 - Vesting.unvestedOf(old));
        h = bound(h, 0, Vesting.MAX_HOURS);
        (uint256 vested, uint256 next) = Vesting.add(old, hour, units, h);
        assertTrue(next >> Vesting.BITS == 0, "70 bits");
        assertEq(vested + Vesting.unvestedOf(next), Vesting.unvestedOf(old) + units, "nothing lost");
        if (units > 0) {
            uint256 end = Vesting.endOf(old) > hour ? Vesting.endOf(old) : hour;
            uint256 own = hour + h;
            assertTrue(Vesting.endOf(next) <= (end > own ? end : own), "not after both ends");
            assertTrue(Vesting.endOf(next) >= hour, "not in the past");
        }
    }

    function testFuzz_release_claimsDoNotMatter(uint256 units, uint256 length, uint16[8] memory waits)
        public
        pure
    {
        units = bound(units, 1, (1 << 40) - 1);
        length = bound(length, 1, Vesting.MAX_HOURS);
        (, uint256 untouched) = Vesting.add(0, 5, units, length);
        uint256 claimed = untouched;
        uint256 sum;
        uint256 hour = 5;
        for (uint256 i = 0; i < waits.length; ++i) {
            hour += waits[i] % (length / 4 + 2);
            uint256 vested;
            (vested, claimed) = Vesting.release(claimed, hour);
            sum += vested;
            assertEq(sum, units - Vesting.remainingAt(untouched, hour), "as without claims");
            assertTrue(Vesting.remainingAt(untouched, hour + 1) <= Vesting.unvestedOf(claimed), "only falls");
        }
    }

    function testFuzz_remaining_isWithinALineOfWholeUnits(uint256 units, uint256 length, uint256 hour)
        public
        pure
    {
        units = bound(units, 1, (1 << 40) - 1);
        length = bound(length, 1, Vesting.MAX_HOURS);
        hour = bound(hour, 0, length);
        (, uint256 schedule) = Vesting.add(0, 0, units, length);
        uint256 line = (units * (length - hour) + length - 1) / length;
        uint256 remaining = Vesting.remainingAt(schedule, hour);
        assertTrue(remaining >= line, "never earlier than the line");
        assertTrue(remaining - line < length, "less than a unit an hour later");
    }

    function _bounded(uint256 schedule, uint256 later) private pure returns (uint256 old, uint256 hour) {
        uint256 last = (schedule >> 40) & ((1 << 17) - 1);
        old = (schedule & ((1 << 40) - 1)) | (last << 40) | (((schedule >> 58) & 4095) << 58);
        hour = bound(later, last, (1 << 18) - 1);
    }
}
