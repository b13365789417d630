// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Draw} from "../../src/libraries/Draw.sol";
import {Test} from "../base/Test.sol";

/// @dev Every draw is compared with a plain reference that marks seats in an array.
contract DrawTest is Test {
    function test_pick_takesTheSeatItsNumberPointsTo() public pure {
        // 0x80000000 points to the middle of what is left each time: 5 of 10, then 4 of 9, and so on.
        uint256 word = 0x8000000080000000800000008000000080000000800000008000000080000000;
        (uint256 drawn, uint256 count) = Draw.pick(word, 10, 4, 0, 0);
        assertEq(count, 4, "drawn");
        assertEq(Draw.seatAt(drawn, 0), 5, "the sixth of ten");
        assertEq(Draw.seatAt(drawn, 1), 4, "the fifth of the nine left");
        assertEq(Draw.seatAt(drawn, 2), 6, "the fifth of the eight left");
        assertEq(Draw.seatAt(drawn, 3), 3, "the fourth of the seven left");
    }

    function test_pick_reachesBothEnds() public pure {
        (uint256 drawn,) = Draw.pick(0xffffffff00000000, 7, 2, 0, 0);
        assertEq(Draw.seatAt(drawn, 0), 0, "first seat");
        assertEq(Draw.seatAt(drawn, 1), 6, "last seat");
    }

    function test_pick_reachesTheLastSeatThatFitsInALane() public pure {
        (uint256 drawn,) = Draw.pick(type(uint256).max, Draw.MAX_SEATS, 8, 0, 0);
        assertEq(Draw.seatAt(drawn, 0), 16_383, "the last");
        assertEq(Draw.seatAt(drawn, 7), 16_376, "the last but seven");
    }

    function test_pick_drawsAllSeatsOfASmallCommunity() public pure {
        (uint256 drawn, uint256 count) = Draw.pick(uint256(keccak256("small")), 3, 8, 0, 0);
        assertEq(count, 3, "drawn");
        uint256 seen;
        for (uint256 i = 0; i < count; ++i) {
            seen |= 1 << Draw.seatAt(drawn, i);
        }
        assertEq(seen, 7, "each seat once");
    }

    function test_pick_drawsNobodyWhenAllAreExcluded() public pure {
        (uint256 drawn, uint256 count) = Draw.pick(uint256(keccak256("none")), 1, 4, 0, 1);
        assertEq(count, 0, "count");
        assertEq(drawn, 0, "drawn");
        (, count) = Draw.pick(uint256(keccak256("none")), 1, 4, Draw.insert(0, 0, 0), 2);
        assertEq(count, 0, "more excluded than there are");
    }

    function test_seeds_dependOnEveryPart() public pure {
        bytes32 seed = Draw.seedOf("secret", "hash", 1);
        assertTrue(seed != Draw.seedOf("other", "hash", 1), "secret");
        assertTrue(seed != Draw.seedOf("secret", "other", 1), "block hash");
        assertTrue(seed != Draw.seedOf("secret", "hash", 2), "batch");
        assertTrue(Draw.panelSeedOf(seed, "hash") != Draw.panelSeedOf(seed, "other"), "panel");
        assertTrue(Draw.wordOf(seed, 0) != Draw.wordOf(seed, 1), "item");
    }

    function testFuzz_pick_equalsTheReference(uint256 word, uint256 seats, uint256 draws, uint256 outside)
        public
        pure
    {
        seats = bound(seats, 1, 1000);
        draws = bound(draws, 0, Draw.MAX_DRAWS);
        _compare(word, seats, draws, outside, 0);
    }

    function testFuzz_pick_equalsTheReferenceInSmallCommunitiesWithExclusions(
        uint256 word,
        uint256 seats,
        uint256 draws,
        uint256 outside,
        uint256 excluded
    ) public pure {
        seats = bound(seats, 1, 24);
        draws = bound(draws, 0, Draw.MAX_DRAWS);
        _compare(word, seats, draws, outside, bound(excluded, 0, seats < 9 ? seats : 9));
    }

    function testFuzz_insert_keepsTheOrder(uint16[18] memory raw) public pure {
        uint256 set;
        uint256 count;
        for (uint256 i = 0; i < raw.length; ++i) {
            uint256 seat = raw[i] % Draw.MAX_SEATS;
            if (_holds(set, count, seat)) continue;
            set = Draw.insert(set, count++, seat);
            assertTrue(_holds(set, count, seat), "inserted");
        }
        for (uint256 i = 1; i < count; ++i) {
            assertTrue(Draw.seatAt(set, i - 1) < Draw.seatAt(set, i), "ascending");
        }
    }

    function _compare(uint256 word, uint256 seats, uint256 draws, uint256 outside, uint256 excludedCount)
        private
        pure
    {
        bool[] memory gone = new bool[](seats);
        uint256 excluded;
        for (uint256 i = 0; i < excludedCount; ++i) {
            uint256 seat = uint256(keccak256(abi.encode(outside, i))) % seats;
            while (gone[seat]) seat = (seat + 1) % seats;
            gone[seat] = true;
            excluded = Draw.insert(excluded, i, seat);
        }

        (uint256 drawn, uint256 count) = Draw.pick(word, seats, draws, excluded, excludedCount);
        uint256 left = seats - excludedCount;
        assertEq(count, draws < left ? draws : left, "count");
        for (uint256 d = 0; d < count; ++d) {
            uint256 nth = (((word >> (32 * d)) & 0xffffffff) * (left - d)) >> 32;
            uint256 seat = _nthPresent(gone, nth);
            gone[seat] = true;
            assertEq(Draw.seatAt(drawn, d), seat, "seat");
        }
        assertEq(drawn >> (count * Draw.LANE), 0, "nothing above the last lane");
    }

    function _nthPresent(bool[] memory gone, uint256 nth) private pure returns (uint256 seat) {
        while (gone[seat] || nth > 0) {
            if (!gone[seat]) --nth;
            ++seat;
        }
    }

    function _holds(uint256 set, uint256 count, uint256 seat) private pure returns (bool) {
        for (uint256 i = 0; i < count; ++i) {
            if (Draw.seatAt(set, i) == seat) return true;
        }
        return false;
    }
}
