// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../ledger/LedgerWords.sol";

/// @title SeatWord
/// @notice What a seat holds, and how it is taken.
library SeatWord {
    /// @notice Everything a seat could be slashed for.
    function heldBy(uint256 seatWord) internal pure returns (uint256) {
        unchecked {
            return (seatWord & LedgerWords.MASK_AMOUNT)
                + ((seatWord >> LedgerWords.LOCKED) & LedgerWords.MASK_AMOUNT)
                + ((seatWord >> LedgerWords.UNVESTED) & LedgerWords.MASK_AMOUNT);
        }
    }

    /// @notice The word of a seat that loses `units`, which it holds: from unvested, then locked, then free ones.
    function slash(uint256 word, uint256 units) internal pure returns (uint256) {
        unchecked {
            (word, units) = _take(word, LedgerWords.UNVESTED, units);
            (word, units) = _take(word, LedgerWords.LOCKED, units);
            return word - units;
        }
    }

    function _take(uint256 word, uint256 shift, uint256 units) private pure returns (uint256, uint256) {
        unchecked {
            uint256 there = (word >> shift) & LedgerWords.MASK_AMOUNT;
            uint256 taken = units < there ? units : there;
            return (word - (taken << shift), units - taken);
        }
    }
}
