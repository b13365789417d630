// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../ledger/LedgerWords.sol";
import {Vesting} from "./Vesting.sol";

/// @title AccountWord
/// @notice Steps on the word of an account (or of a seat, whose first seven fields are the same) outside settlement.
library AccountWord {
    /// @notice The free balance.
    function freeOf(uint256 word) internal pure returns (uint256) {
        return LedgerWords.field(word, LedgerWords.FREE, 40);
    }

    /// @notice The word with another free balance.
    function withFree(uint256 word, uint256 units) internal pure returns (uint256) {
        return LedgerWords.withField(word, LedgerWords.FREE, 40, units);
    }

    /// @notice The word after what has vested by `hour` has moved into the free balance.
    function released(uint256 word, uint256 hour) internal pure returns (uint256) {
        (uint256 vested, uint256 next) = Vesting.release(scheduleOf(word), hour);
        return withFree(withSchedule(word, next), freeOf(word) + vested);
    }

    /// @notice The 70 bits of the vesting schedule.
    function scheduleOf(uint256 word) internal pure returns (uint256) {
        return LedgerWords.field(word, LedgerWords.UNVESTED, Vesting.BITS);
    }

    /// @notice The word with another vesting schedule.
    function withSchedule(uint256 word, uint256 schedule) internal pure returns (uint256) {
        return LedgerWords.withField(word, LedgerWords.UNVESTED, Vesting.BITS, schedule);
    }

    /// @notice Sponsored stake still to be earned; accounts only.
    function debtOf(uint256 word) internal pure returns (uint256) {
        return word >> LedgerWords.DEBT;
    }

    /// @notice Free units that are the owner's own: lent stake can be risked but not taken; accounts only.
    function ownOf(uint256 word) internal pure returns (uint256) {
        (uint256 free, uint256 debt) = (freeOf(word), debtOf(word));
        return free > debt ? free - debt : 0;
    }

    /// @notice Takes up to `units` of free balance for the debt; accounts only.
    /// @return next The word with less debt and less free balance.
    /// @return paid What was taken: at most the debt and the free balance.
    function payDebt(uint256 word, uint256 units) internal pure returns (uint256 next, uint256 paid) {
        (uint256 free, uint256 debt) = (freeOf(word), debtOf(word));
        paid = units < debt ? units : debt;
        if (paid > free) paid = free;
        next = withFree(LedgerWords.withField(word, LedgerWords.DEBT, 20, debt - paid), free - paid);
    }
}
