// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Record
/// @notice What somebody's past decisions are worth: a class from 0 to 15, from it a vote's weight and a reward's
/// multiplier.
///
/// A record is two counters in 24 bits: `good` (stood with the verdict) 12 | `all` (decided) 12, good <= all.
/// A record must be earned: a newcomer starts in class 0.
library Record {
    /// @notice Bits of one counter; a record has two.
    uint256 internal constant COUNTER_BITS = 12;
    /// @notice The largest class, reached only after at least 30 decisions.
    uint256 internal constant MAX_CLASS = 15;
    /// @notice Length of an epoch in hours: eight days, longer than a batch lives before it settles.
    uint256 internal constant EPOCH_HOURS = 192;
    /// @notice Epoch numbers are kept in nine bits.
    uint256 internal constant EPOCH_MASK = 511;

    uint256 private constant COUNTER_MASK = (1 << COUNTER_BITS) - 1;
    /// @dev One nibble a class, class 0 lowest: 1 below class 9, then the log-odds ln(p / (1 - p)) of the middle of
    /// the class, p = (class + 1/2) / 16, scaled so that class 15 weighs 14.
    uint256 private constant WEIGHTS = 0xE975_4321_1111_1111;
    uint256 private constant MULTIPLIER_BASE = 34;
    uint256 private constant MULTIPLIER_STEP = 4;
    uint256 private constant MULTIPLIER_ONE = 64;

    /// @notice floor(16 * good / (all + 2)).
    function classOf(uint256 record) internal pure returns (uint256) {
        unchecked {
            return ((record & COUNTER_MASK) << 4) / ((record >> COUNTER_BITS) + 2);
        }
    }

    /// @notice What a vote of this class weighs: 1 to 14, as independent voters are weighted best.
    function weightOf(uint256 class) internal pure returns (uint256) {
        unchecked {
            return (WEIGHTS >> (class << 2)) & 15;
        }
    }

    /// @notice `base` times (34 + 4 * class) / 64, rounded down: x0.53 in class 0 to x1.47 in class 15.
    function rewardOf(uint256 base, uint256 class) internal pure returns (uint256) {
        unchecked {
            return base * (MULTIPLIER_BASE + MULTIPLIER_STEP * class) / MULTIPLIER_ONE;
        }
    }

    /// @notice The most {rewardOf} can give, rounded up: what a lock reserves.
    function maxRewardOf(uint256 base) internal pure returns (uint256) {
        unchecked {
            uint256 most = MULTIPLIER_BASE + MULTIPLIER_STEP * MAX_CLASS;
            return (base * most + MULTIPLIER_ONE - 1) / MULTIPLIER_ONE;
        }
    }

    /// @notice Adds the decisions of one call; when they do not fit, what was there is halved first, so that old
    /// decisions fade.
    /// @param record The record before.
    /// @param good Decisions in which this person stood with the verdict, at most `all`.
    /// @param all Decisions in all, at most 2048.
    function add(uint256 record, uint256 good, uint256 all) internal pure returns (uint256) {
        unchecked {
            uint256 oldGood = record & COUNTER_MASK;
            uint256 oldAll = record >> COUNTER_BITS;
            if (oldAll + all > COUNTER_MASK) {
                oldGood >>= 1;
                oldAll >>= 1;
            }
            return (oldGood + good) | ((oldAll + all) << COUNTER_BITS);
        }
    }

    /// @notice The epoch of an hour, as its nine bits are kept.
    function epochOf(uint256 hour) internal pure returns (uint256) {
        return (hour / EPOCH_HOURS) & EPOCH_MASK;
    }

    /// @notice What a seat keeps when its record is first written in an epoch: the class it has in this epoch and
    /// the one it had in the epoch before. Later writes in the same epoch change nothing, so the order in which
    /// batches settle cannot change what a vote weighs.
    /// @param frozen classNow 4 | classBefore 4 | epoch 9, as kept in the seat word.
    /// @param record The record before the write.
    /// @param epoch The present epoch.
    function freeze(uint256 frozen, uint256 record, uint256 epoch) internal pure returns (uint256) {
        unchecked {
            uint256 kept = frozen >> 8;
            if (kept == epoch) return frozen;
            uint256 fresh = classOf(record);
            uint256 before = kept == ((epoch - 1) & EPOCH_MASK) ? frozen & 15 : fresh;
            return fresh | (before << 4) | (epoch << 8);
        }
    }

    /// @notice The class a seat had in `wanted`, which is the present epoch or the one before it.
    /// @param frozen What {freeze} made.
    /// @param record The present record.
    /// @param epoch The present epoch.
    /// @param wanted The epoch of the batch.
    function classIn(uint256 frozen, uint256 record, uint256 epoch, uint256 wanted)
        internal
        pure
        returns (uint256)
    {
        uint256 kept = frozen >> 8;
        if (kept == wanted) return frozen & 15;
        if (kept == epoch) return (frozen >> 4) & 15;
        return classOf(record);
    }
}
