// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Vesting
/// @notice Rewards become free little by little, along one straight line for each account.
///
/// A schedule is 70 bits: unvested units 40 | hour of the last change 18 | hours from then to the end 12. A reward
/// moves the end to the mean of the old end and its own, weighted by the amounts. Time alone and claims move
/// nothing: with U units and R hours left, each of the last U mod R hours frees one unit more than the hours before,
/// so that from any hour on the rest follows the same rule, however often it is claimed.
library Vesting {
    /// @notice Bits of a schedule.
    uint256 internal constant BITS = 70;
    /// @notice The longest time to the end, in hours.
    uint256 internal constant MAX_HOURS = HOURS_MASK;

    /// @dev Where an account or seat word keeps its schedule: after free 40 | locked 40.
    uint256 private constant SHIFT = 80;
    uint256 private constant MASK = (1 << BITS) - 1;
    uint256 private constant LAST_SHIFT = 40;
    uint256 private constant HOURS_SHIFT = 58;
    uint256 private constant UNITS_MASK = (1 << 40) - 1;
    uint256 private constant LAST_MASK = (1 << 18) - 1;
    uint256 private constant HOURS_MASK = (1 << 12) - 1;

    /// @notice The units that are not yet paid into `free`.
    function unvestedOf(uint256 schedule) internal pure returns (uint256) {
        return schedule & UNITS_MASK;
    }

    /// @notice The hour at which everything is vested.
    function endOf(uint256 schedule) internal pure returns (uint256) {
        unchecked {
            return ((schedule >> LAST_SHIFT) & LAST_MASK) + (schedule >> HOURS_SHIFT);
        }
    }

    /// @notice The units that will not be vested at `hour`, which is not before the last change.
    function remainingAt(uint256 schedule, uint256 hour) internal pure returns (uint256) {
        unchecked {
            uint256 left = leftAt(schedule, hour);
            if (left == 0) return 0;
            uint256 unvested = schedule & UNITS_MASK;
            uint256 length = schedule >> HOURS_SHIFT;
            uint256 extra = unvested % length;
            return unvested / length * left + (extra < left ? extra : left);
        }
    }

    /// @notice Hours from `hour` to the end; 0 after it.
    function leftAt(uint256 schedule, uint256 hour) internal pure returns (uint256) {
        unchecked {
            uint256 end = endOf(schedule);
            return end > hour ? end - hour : 0;
        }
    }

    /// @notice Takes what is vested out of the schedule.
    /// @return vested Units that go to `free`.
    /// @return next The schedule without them; it vests the rest as the schedule before would have.
    function release(uint256 schedule, uint256 hour) internal pure returns (uint256 vested, uint256 next) {
        unchecked {
            uint256 rest = remainingAt(schedule, hour);
            vested = (schedule & UNITS_MASK) - rest;
            next = _pack(rest, hour, leftAt(schedule, hour));
        }
    }

    /// @notice Takes what is vested out and adds `units` that vest over `vestHours`.
    /// @param schedule The schedule before.
    /// @param hour The present hour.
    /// @param units The reward; zero changes nothing at all.
    /// @param vestHours Over how many hours the reward alone would vest, at most MAX_HOURS.
    /// @return vested Units that go to `free`.
    /// @return next The schedule with the reward.
    function add(uint256 schedule, uint256 hour, uint256 units, uint256 vestHours)
        internal
        pure
        returns (uint256 vested, uint256 next)
    {
        unchecked {
            if (units == 0) return (0, schedule);
            uint256 rest = remainingAt(schedule, hour);
            vested = (schedule & UNITS_MASK) - rest;
            uint256 sum = rest + units;
            uint256 weighted = rest * leftAt(schedule, hour) + units * vestHours;
            next = _pack(sum, hour, (weighted + sum - 1) / sum);
        }
    }

    /// @notice Takes up to `units` of what is not vested: a slash. The end stays.
    /// @return taken At most what is unvested.
    /// @return next The schedule without them.
    function take(uint256 schedule, uint256 units) internal pure returns (uint256 taken, uint256 next) {
        unchecked {
            uint256 unvested = schedule & UNITS_MASK;
            taken = units < unvested ? units : unvested;
            next = schedule - taken;
        }
    }

    /// @notice An account or seat word with what is vested moved to `free`. No unit is made, so `free` cannot overflow.
    function accrue(uint256 word, uint256 hour) internal pure returns (uint256) {
        unchecked {
            (uint256 vested, uint256 next) = release((word >> SHIFT) & MASK, hour);
            return ((word & ~(MASK << SHIFT)) | (next << SHIFT)) + vested;
        }
    }

    function _pack(uint256 unvested, uint256 hour, uint256 length) private pure returns (uint256) {
        return unvested | (hour << LAST_SHIFT) | (length << HOURS_SHIFT);
    }
}
