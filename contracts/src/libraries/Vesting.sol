// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Vesting
/// @notice Rewards become free little by little, along one straight line for each account.
///
/// A schedule is 70 bits: unvested units 40 | hour of the last change 18 | hours from then to the end 12. A reward
/// moves the end to the mean of the old end and its own, weighted by the amounts. Time alone and claims never move
/// the end.
library Vesting {
    /// @notice Bits of a schedule.
    uint256 internal constant BITS = 70;
    /// @notice The longest time to the end, in hours.
    uint256 internal constant MAX_HOURS = HOURS_MASK;

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

    /// @notice The units vested since the last change, rounded down.
    function vestedOf(uint256 schedule, uint256 hour) internal pure returns (uint256) {
        unchecked {
            uint256 unvested = schedule & UNITS_MASK;
            uint256 passed = hour - ((schedule >> LAST_SHIFT) & LAST_MASK);
            uint256 length = schedule >> HOURS_SHIFT;
            return passed < length ? unvested * passed / length : unvested;
        }
    }

    /// @notice Takes what is vested out of the schedule.
    /// @dev Nothing vested, nothing changed: otherwise frequent claims would round every step down to nothing. A
    /// claim that takes something delays less than one unit, at the latest to the end.
    /// @return vested Units that go to `free`.
    /// @return next The schedule without them.
    function release(uint256 schedule, uint256 hour) internal pure returns (uint256 vested, uint256 next) {
        unchecked {
            vested = vestedOf(schedule, hour);
            if (vested == 0) return (0, schedule);
            next = _pack((schedule & UNITS_MASK) - vested, hour, _left(schedule, hour));
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
            vested = vestedOf(schedule, hour);
            uint256 rest = (schedule & UNITS_MASK) - vested;
            uint256 sum = rest + units;
            uint256 weighted = rest * _left(schedule, hour) + units * vestHours;
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

    /// @dev Hours from `hour` to the end.
    function _left(uint256 schedule, uint256 hour) private pure returns (uint256) {
        unchecked {
            uint256 end = endOf(schedule);
            return end > hour ? end - hour : 0;
        }
    }

    function _pack(uint256 unvested, uint256 hour, uint256 length) private pure returns (uint256) {
        return unvested | (hour << LAST_SHIFT) | (length << HOURS_SHIFT);
    }
}
