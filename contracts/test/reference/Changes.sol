// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Record} from "../../src/libraries/Record.sol";
import {SeatWord} from "../../src/libraries/SeatWord.sol";
import {Vesting} from "../../src/libraries/Vesting.sol";

/// @dev What one settlement changes in the word of an account or a seat, all its items together, in plain Solidity. Amounts in units; callers keep the bounds (locked >= unlocked >= slashed; see LedgerWords for widths).
library Changes {
    uint256 private constant SCHEDULE = (1 << Vesting.BITS) - 1;
    uint256 private constant RECORD = (1 << 24) - 1;
    uint256 private constant SESSION_LOSS_MASK = (1 << 24) - 1;

    /// @notice What happened to an account.
    struct AccountChange {
        /// @dev Stake of labels that are decided.
        uint256 unlocked;
        /// @dev The part of `unlocked` that is lost.
        uint256 slashed;
        /// @dev Rewards; they pay the debt first, the rest vests.
        uint256 income;
        uint256 good;
        uint256 all;
    }

    /// @notice What happened to a seat.
    struct SeatChange {
        /// @dev At most what the seat holds; taken from unvested, then locked, then free units.
        uint256 slashed;
        /// @dev Rewards and shares of slashes; they vest.
        uint256 income;
        uint256 good;
        uint256 all;
    }

    /// @notice The word of an account after a settlement.
    /// @param hour The present hour.
    /// @param vestHours The project's vesting time.
    /// @return next The new word.
    /// @return repaid What of the income paid the debt; it belongs to the sponsor fund.
    function account(uint256 word, AccountChange memory change, uint256 hour, uint256 vestHours)
        internal
        pure
        returns (uint256 next, uint256 repaid)
    {
        unchecked {
            uint256 debt = word >> LedgerWords.DEBT;
            repaid = change.income < debt ? change.income : debt;
            uint256 low = (word & LedgerWords.MASK_AMOUNT) + change.unlocked - change.slashed;
            next = (((word >> LedgerWords.LOCKED) & LedgerWords.MASK_AMOUNT) - change.unlocked)
                << LedgerWords.LOCKED;
            (uint256 vested, uint256 schedule) = Vesting.add(
                (word >> LedgerWords.UNVESTED) & SCHEDULE, hour, change.income - repaid, vestHours
            );
            next |= (low + vested) | (schedule << LedgerWords.UNVESTED);
            next |= Record.add((word >> LedgerWords.GOOD) & RECORD, change.good, change.all)
            << LedgerWords.GOOD;
            next |= _session(word, change.slashed) | ((debt - repaid) << LedgerWords.DEBT);
        }
    }

    /// @notice The word of a seat after a settlement in `epoch`.
    function seat(uint256 word, SeatChange memory change, uint256 hour, uint256 vestHours, uint256 epoch)
        internal
        pure
        returns (uint256 next)
    {
        unchecked {
            uint256 record = (word >> LedgerWords.GOOD) & RECORD;
            next = word & (((1 << 65) - 1) << LedgerWords.JOINED_BLOCK);
            next |= Record.freeze(word >> LedgerWords.CLASS_NOW, record, epoch) << LedgerWords.CLASS_NOW;
            next |= Record.add(record, change.good, change.all) << LedgerWords.GOOD;
            uint256 amounts = change.slashed == 0 ? word : SeatWord.slash(word, change.slashed);
            (uint256 vested, uint256 schedule) =
                Vesting.add((amounts >> LedgerWords.UNVESTED) & SCHEDULE, hour, change.income, vestHours);
            next |= (amounts + vested) & ((1 << LedgerWords.UNVESTED) - 1);
            next |= schedule << LedgerWords.UNVESTED;
        }
    }

    /// @dev The session's fields in place, its loss limit lower by the slash, rounded up to steps.
    function _session(uint256 word, uint256 slashed) private pure returns (uint256 fields) {
        unchecked {
            fields = word & (((1 << 62) - 1) << LedgerWords.SESSION_EXPIRY);
            if (slashed == 0) return fields;
            uint256 steps = (slashed + LedgerWords.SESSION_STEP - 1) / LedgerWords.SESSION_STEP;
            uint256 left = (word >> LedgerWords.SESSION_LOSS) & SESSION_LOSS_MASK;
            fields -= (steps < left ? steps : left) << LedgerWords.SESSION_LOSS;
        }
    }
}
