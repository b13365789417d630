// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Draw} from "./Draw.sol";

/// @title OpenItems
/// @notice How an item is written down from the settlement that left it open to its last verdict: who answered, who
/// voted what, and with which class.
///
/// The first word: item 16 | annotator 32 | term 8 | flag 8, highest bits first, then eight entries of 24 bits for
/// round one. The second word: eight entries for the panel, then 64 zero bits. An entry is seat + 1 (0: no such draw)
/// 16 | class 6 | code 2; an empty entry is the last one.
library OpenItems {
    /// @notice The most entries of one round.
    uint256 internal constant ENTRIES = 8;

    uint256 private constant ENTRY_BITS = 24;
    uint256 private constant ENTRY_MASK = (1 << ENTRY_BITS) - 1;
    uint256 private constant CODE = 3;
    /// @dev Where the first entry is, in the first and in the second word.
    uint256 private constant FIRST = 168;
    uint256 private constant PANEL = 232;
    uint256 private constant FLAG = 192;

    /// @notice The index of the item in its batch.
    function itemOf(uint256 first) internal pure returns (uint256) {
        return first >> 240;
    }

    /// @notice The account that answered the item.
    function annotatorOf(uint256 first) internal pure returns (uint256) {
        return uint32(first >> 208);
    }

    /// @notice The annotator's record class at the lock, plus one.
    function termOf(uint256 first) internal pure returns (uint256) {
        return uint8(first >> 200);
    }

    /// @notice Whether the court flagged the item.
    function isFlagged(uint256 first) internal pure returns (bool) {
        return (first >> FLAG) & 1 == 1;
    }

    /// @notice The first word with the flag set.
    function withFlag(uint256 first) internal pure returns (uint256) {
        return first | (1 << FLAG);
    }

    /// @notice Entry `index` of round one.
    function firstEntry(uint256 first, uint256 index) internal pure returns (uint256) {
        unchecked {
            return (first >> (FIRST - ENTRY_BITS * index)) & ENTRY_MASK;
        }
    }

    /// @notice Entry `index` of the panel.
    function panelEntry(uint256 panel, uint256 index) internal pure returns (uint256) {
        unchecked {
            return (panel >> (PANEL - ENTRY_BITS * index)) & ENTRY_MASK;
        }
    }

    /// @notice The panel's word with entry `index`, empty before, filled in.
    function withPanelEntry(uint256 panel, uint256 index, uint256 seat, uint256 code, uint256 class)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            return panel | ((((seat + 1) << 8) | (class << 2) | code) << (PANEL - ENTRY_BITS * index));
        }
    }

    /// @notice The first word with the vote of entry `index` taken out.
    function withoutFirstVote(uint256 first, uint256 index) internal pure returns (uint256) {
        unchecked {
            return first & ~(CODE << (FIRST - ENTRY_BITS * index));
        }
    }

    /// @notice The panel's word with the vote of entry `index` taken out.
    function withoutPanelVote(uint256 panel, uint256 index) internal pure returns (uint256) {
        unchecked {
            return panel & ~(CODE << (PANEL - ENTRY_BITS * index));
        }
    }

    /// @notice The seat of an entry that is not empty.
    function seatOf(uint256 entry) internal pure returns (uint256) {
        unchecked {
            return (entry >> 8) - 1;
        }
    }

    /// @notice The record class of the seat in the batch's epoch.
    function classOf(uint256 entry) internal pure returns (uint256) {
        return (entry >> 2) & 15;
    }

    /// @notice The vote: 0 none or not eligible, 1 approve, 2 reject, 3 unsure.
    function codeOf(uint256 entry) internal pure returns (uint256) {
        return entry & CODE;
    }

    /// @notice Draws the panel of an item: seats that were not drawn for it in round one.
    /// @param seed The panel's seed.
    /// @param seats How many seats there are.
    /// @param draws How many to draw.
    function panelOf(uint256 first, bytes32 seed, uint256 seats, uint256 draws)
        internal
        pure
        returns (uint256 drawn, uint256 count)
    {
        uint256 excluded;
        uint256 excludedCount;
        while (excludedCount < ENTRIES) {
            uint256 entry = firstEntry(first, excludedCount);
            if (entry == 0) break;
            excluded = Draw.insert(excluded, excludedCount++, seatOf(entry));
        }
        return Draw.pick(Draw.wordOf(seed, itemOf(first)), seats, draws, excluded, excludedCount);
    }
}
