// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Draw
/// @notice The random choice of validators, which anybody can recompute: seats without replacement.
///
/// A set of seats is one word of 14-bit lanes, lowest lane first. Eighteen lanes hold the most that is ever
/// excluded at once: 8 seats of the first round, the annotator's own seat and 8 seats of the panel.
/// Callers keep the bounds (seats <= MAX_SEATS, draws <= MAX_DRAWS), so nothing here can overflow.
library Draw {
    /// @notice The most seats there can be: every index fits in a lane.
    uint256 internal constant MAX_SEATS = 1 << LANE;

    /// @notice The most draws of one item in one round: a word has eight numbers of 32 bits.
    uint256 internal constant MAX_DRAWS = 8;

    /// @notice Bits of one lane.
    uint256 internal constant LANE = 14;

    uint256 private constant LANE_MASK = (1 << LANE) - 1;

    /// @notice The seed of a batch's first round. The operators committed to `secret` before `blockHash` existed,
    /// and the producer of that block did not know `secret`: neither can choose alone.
    function seedOf(bytes32 secret, bytes32 blockHash, uint256 batch) internal pure returns (bytes32) {
        return keccak256(abi.encode(secret, blockHash, batch));
    }

    /// @notice The seed of a batch's panel, made from its first seed and a block after its settlement.
    function panelSeedOf(bytes32 seed, bytes32 blockHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(seed, blockHash, "panel"));
    }

    /// @notice The eight random numbers of one item, 32 bits each, lowest first.
    function wordOf(bytes32 seed, uint256 item) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, item)));
    }

    /// @notice Draws min(draws, seats left) seats out of `seats`, none twice and none of `excluded`.
    /// @param word The item's random numbers.
    /// @param seats How many seats there are.
    /// @param draws How many to draw.
    /// @param excluded Seats that cannot be drawn, ascending.
    /// @param excludedCount How many seats `excluded` holds.
    /// @return drawn The seats in the order of the draw.
    /// @return count How many were drawn.
    function pick(uint256 word, uint256 seats, uint256 draws, uint256 excluded, uint256 excludedCount)
        internal
        pure
        returns (uint256 drawn, uint256 count)
    {
        unchecked {
            uint256 left = seats > excludedCount ? seats - excludedCount : 0;
            count = draws < left ? draws : left;
            uint256 end = count * LANE;
            for (uint256 lane = 0; lane < end; lane += LANE) {
                uint256 seat = ((word & 0xffffffff) * left--) >> 32;
                (seat, excluded) = _insertNth(excluded, excludedCount++, seat);
                drawn |= seat << lane;
                word >>= 32;
            }
        }
    }

    /// @notice The seat in lane `index`.
    function seatAt(uint256 set, uint256 index) internal pure returns (uint256) {
        unchecked {
            return (set >> (index * LANE)) & LANE_MASK;
        }
    }

    /// @notice Adds `seat` to an ascending set of `count` seats that does not hold it.
    function insert(uint256 set, uint256 count, uint256 seat) internal pure returns (uint256) {
        unchecked {
            uint256 lane;
            uint256 end = count * LANE;
            while (lane < end && ((set >> lane) & LANE_MASK) < seat) lane += LANE;
            return _insertAt(set, lane, seat);
        }
    }

    /// @dev The seat with `seat` seats below it that are not in the ascending `set`, and the set with that seat.
    function _insertNth(uint256 set, uint256 count, uint256 seat) private pure returns (uint256, uint256) {
        unchecked {
            uint256 lane;
            uint256 end = count * LANE;
            while (lane < end && ((set >> lane) & LANE_MASK) <= seat) {
                ++seat;
                lane += LANE;
            }
            return (seat, _insertAt(set, lane, seat));
        }
    }

    /// @dev Moves the lanes from `lane` upwards by one and puts `seat` there.
    function _insertAt(uint256 set, uint256 lane, uint256 seat) private pure returns (uint256) {
        unchecked {
            uint256 below = set & ((1 << lane) - 1);
            return below | (seat << lane) | ((set ^ below) << LANE);
        }
    }
}
