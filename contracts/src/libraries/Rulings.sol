// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../ledger/LedgerWords.sol";
import {Applier} from "./Applier.sol";
import {OpenItems} from "./OpenItems.sol";
import {Record} from "./Record.sol";
import {SeatWord} from "./SeatWord.sol";
import {Verdict} from "./Verdict.sol";

/// @title Rulings
/// @notice Counts open items as experts end them, or as they end when those are silent, for everybody who had a part in
/// either round.
/// @dev In plain Solidity, for these items are few. It fills the same counters as the {Applier}, whose layout is told at
/// their fields, so that {Payments} pays each person once.
library Rulings {
    // Counter of an annotator.
    uint256 private constant TERM = 32;
    uint256 private constant ACCEPTED = 40;
    uint256 private constant REJECTED = 56;
    uint256 private constant UNCLEAR = 72;

    // Counter of a seat.
    uint256 private constant CLASS = 32;
    uint256 private constant AGAINST = 56;
    uint256 private constant WITH = 72;
    uint256 private constant SHARES = 88;
    uint256 private constant LOADED = 168;
    uint256 private constant PURSE = 169;

    uint256 private constant MOST_SLASHES = 0xffff;

    /// @notice Counts every item but those that are void, of which nobody is paid. Stakes of items that are not decided
    /// are not in the counters.
    /// @param round As for a panel that has not voted.
    /// @param items Both words of each open item.
    /// @param outcomes Per item one byte: 1 accepted, 2 rejected, 3 void, 4 unclear.
    function count(
        Applier.Round memory round,
        uint256[] memory items,
        bytes memory outcomes,
        uint256[1 << 16] storage seats
    ) internal view {
        _makeRoom(round, outcomes.length);
        for (uint256 i = 0; i < outcomes.length; ++i) {
            uint256 outcome = uint8(outcomes[i]);
            if (outcome == Verdict.VOID) continue;
            (uint256 first, uint256 panel) = (items[2 * i], items[2 * i + 1]);
            if (outcome == Verdict.UNCLEAR) {
                _countAnnotator(round, first, UNCLEAR);
                _payVoters(round, first, panel, seats);
            } else {
                _countAnnotator(round, first, outcome == Verdict.ACCEPTED ? ACCEPTED : REJECTED);
                _share(round, first, panel, outcome, seats);
            }
        }
    }

    /// @dev Allocates two words for each seat that can have a part.
    function _makeRoom(Applier.Round memory round, uint256 items) private pure {
        uint256 voters = 2 * OpenItems.ENTRIES * items;
        uint256[] memory loaded =
            new uint256[](2 * (voters < round.seats.length ? voters : round.seats.length));
        uint256 start;
        assembly ("memory-safe") {
            start := add(loaded, 0x20)
        }
        (round.loadedStart, round.loadedEnd) = (start, start);
    }

    // ---------------------------------------------------------------- counting

    /// @dev Adds one to a lane of the annotator's counter, which is found by the account.
    function _countAnnotator(Applier.Round memory round, uint256 first, uint256 lane) private pure {
        uint256[] memory counters = round.annotators;
        uint256 account = OpenItems.annotatorOf(first);
        uint256 index = account % counters.length;
        while (counters[index] != 0 && uint32(counters[index]) != account) {
            index = (index + 1) % counters.length;
        }
        if (counters[index] == 0) counters[index] = account | (OpenItems.termOf(first) << TERM);
        counters[index] += 1 << lane;
    }

    /// @dev Whoever approved or rejected gets a reward, whichever it was.
    function _payVoters(
        Applier.Round memory round,
        uint256 first,
        uint256 panel,
        uint256[1 << 16] storage seats
    ) private view {
        for (uint256 i = 0; i < 2 * OpenItems.ENTRIES; ++i) {
            uint256 entry = _entryAt(first, panel, i);
            uint256 code = OpenItems.codeOf(entry);
            if (code != Verdict.APPROVE && code != Verdict.REJECT) continue;
            uint256 reward = _rewardOf(round, entry);
            _meet(round, entry, seats);
            round.seats[OpenItems.seatOf(entry)] += reward << SHARES;
            round.paid += reward;
        }
    }

    /// @dev Losers of both rounds fill the pool, winners of both share it. All of it is dust when there are none.
    function _share(
        Applier.Round memory round,
        uint256 first,
        uint256 panel,
        uint256 outcome,
        uint256[1 << 16] storage seats
    ) private view {
        uint256 pool = outcome == Verdict.REJECTED
            ? LedgerWords.field(round.params, LedgerWords.ANNOTATOR_SLASH, 20)
            : 0;
        uint256 winners;
        for (uint256 i = 0; i < 2 * OpenItems.ENTRIES; ++i) {
            uint256 entry = _entryAt(first, panel, i);
            uint256 code = OpenItems.codeOf(entry);
            if (code != Verdict.APPROVE && code != Verdict.REJECT) continue;
            _meet(round, entry, seats);
            if (code == outcome) ++winners;
            else pool += _lose(round, OpenItems.seatOf(entry), seats);
        }
        uint256 share = winners == 0 ? 0 : pool / winners;
        round.dust += pool - share * winners;
        for (uint256 i = 0; i < 2 * OpenItems.ENTRIES; ++i) {
            uint256 entry = _entryAt(first, panel, i);
            if (OpenItems.codeOf(entry) != outcome) continue;
            round.seats[OpenItems.seatOf(entry)] += (1 << WITH) | (share << SHARES);
        }
    }

    /// @dev Counts a vote against the verdict.
    /// @return slash What the seat pays for it: nothing when it could not pay all of it.
    function _lose(Applier.Round memory round, uint256 seat, uint256[1 << 16] storage seats)
        private
        view
        returns (uint256 slash)
    {
        slash = LedgerWords.field(round.params, LedgerWords.VALIDATOR_SLASH, 20);
        uint256 counter = round.seats[seat] + (1 << AGAINST);
        uint256 purse = (counter >> PURSE) & 0x1ffff;
        if (purse == 0) {
            uint256 slashes = SeatWord.heldBy(seats[seat]) / slash;
            purse = (slashes < MOST_SLASHES ? slashes : MOST_SLASHES) + 1;
            counter |= purse << PURSE;
        }
        round.seats[seat] = counter;
        if (uint16(counter >> AGAINST) >= purse) slash = 0;
    }

    // ------------------------------------------------------------------- seats

    /// @dev Makes the counter of a voter that was not met before, and keeps the seat's word for its payment.
    function _meet(Applier.Round memory round, uint256 entry, uint256[1 << 16] storage seats) private view {
        uint256 seat = OpenItems.seatOf(entry);
        uint256[] memory counters = round.seats;
        if (counters[seat] != 0) return;
        counters[seat] = (1 << LOADED) | (OpenItems.classOf(entry) << CLASS);
        uint256 end = round.loadedEnd;
        uint256 word = seats[seat];
        assembly ("memory-safe") {
            mstore(end, word)
            mstore(add(end, 0x20), add(add(counters, 0x20), shl(5, seat)))
        }
        round.loadedEnd = end + 0x40;
    }

    function _rewardOf(Applier.Round memory round, uint256 entry) private pure returns (uint256) {
        uint256 base = LedgerWords.field(round.params, LedgerWords.VALIDATOR_REWARD, 20);
        return Record.rewardOf(base, OpenItems.classOf(entry));
    }

    function _entryAt(uint256 first, uint256 panel, uint256 index) private pure returns (uint256) {
        return index < OpenItems.ENTRIES
            ? OpenItems.firstEntry(first, index)
            : OpenItems.panelEntry(panel, index - OpenItems.ENTRIES);
    }
}
