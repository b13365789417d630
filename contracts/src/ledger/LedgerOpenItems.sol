// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Changes} from "../libraries/Changes.sol";
import {OpenItems} from "../libraries/OpenItems.sol";
import {Record} from "../libraries/Record.sol";
import {Verdict} from "../libraries/Verdict.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerOpenItems
/// @notice Pays items that were open after round one, whoever decides them: a panel, experts, or nobody.
/// @dev As in LedgerSettlement, what happens to a person is counted in memory first and written once. The batch's own
/// data are not needed any more: an open item's words name everybody.
abstract contract LedgerOpenItems is LedgerStorage {
    // Counter of an annotator: account 32 | term 8 | accepted 16 | rejected 16 | void 16
    uint256 private constant TERM = 32;
    uint256 private constant ACCEPTED = 40;
    uint256 private constant REJECTED = 56;
    uint256 private constant VOID = 72;

    // Counter of a seat: with the verdict 16 | against 16 | payable slashes 16 | next 16 (the seat met before it, plus
    // one) | income 64 | met 1
    uint256 private constant AGAINST = 16;
    uint256 private constant PAYABLE = 32;
    uint256 private constant NEXT = 48;
    uint256 private constant INCOME = 64;
    uint256 private constant MET = 1 << 255;

    /// @dev Where the court keeps how flagged items ended: two bits each, after the flags of rounds 1 and 2.
    uint256 private constant OUTCOME_KEY = 3 * 256;

    /// @dev What deciding some open items of a batch does to everybody.
    struct Tally {
        uint256 batch;
        uint256 params;
        /// @dev Counters of annotators, and by seat.
        uint256[] annotators;
        uint256 annotatorCount;
        uint256[] seats;
        /// @dev The seat met last, plus one: the head of the list that `next` links.
        uint256 lastSeat;
        /// @dev Rewards paid out of the reservation.
        uint256 paid;
        /// @dev Slashed units that do not divide evenly among the winners.
        uint256 dust;
    }

    function _newTally(uint256 batch, uint256 word, uint256 items)
        internal
        view
        returns (Tally memory tally)
    {
        tally.batch = batch;
        tally.params = _paramsOf(word);
        tally.annotators =
            new uint256[](items < LedgerWords.MAX_ANNOTATORS ? items : LedgerWords.MAX_ANNOTATORS);
        tally.seats = new uint256[](LedgerWords.field(word, LedgerWords.N_SEATS, 16));
    }

    /// @dev The rules of a batch's project.
    function _paramsOf(uint256 batchWord) internal view returns (uint256) {
        return _projects[LedgerWords.field(batchWord, LedgerWords.PROJECT, 24)].params;
    }

    // --------------------------------------------------------------- counting

    /// @dev Counts one item that ends as `outcome` (accepted, rejected or void). Losers of both rounds fill the pool,
    /// winners of both share it.
    function _decideOpen(Tally memory tally, uint256 first, uint256 panel, uint256 outcome) internal {
        if (OpenItems.isFlagged(first)) _recordOutcome(tally.batch, OpenItems.itemOf(first), outcome);
        _countAnnotator(tally, first, outcome);
        if (outcome == Verdict.VOID) return;

        uint256 pool = outcome == Verdict.REJECTED
            ? LedgerWords.field(tally.params, LedgerWords.ANNOTATOR_SLASH, 20)
            : 0;
        uint256 winners;
        for (uint256 i = 0; i < 2 * OpenItems.ENTRIES; ++i) {
            uint256 entry = _entryAt(first, panel, i);
            uint256 code = OpenItems.codeOf(entry);
            if (code == outcome) ++winners;
            else if (code == Verdict.APPROVE || code == Verdict.REJECT) pool += _countLoser(tally, entry);
        }
        if (winners == 0) tally.dust += pool;
        else _countWinners(tally, first, panel, outcome, pool, winners);
    }

    function _countWinners(
        Tally memory tally,
        uint256 first,
        uint256 panel,
        uint256 outcome,
        uint256 pool,
        uint256 winners
    ) private view {
        uint256 share = pool / winners;
        uint256 base = LedgerWords.field(tally.params, LedgerWords.VALIDATOR_REWARD, 20);
        for (uint256 i = 0; i < 2 * OpenItems.ENTRIES; ++i) {
            uint256 entry = _entryAt(first, panel, i);
            if (OpenItems.codeOf(entry) != outcome) continue;
            uint256 reward = Record.rewardOf(base, OpenItems.classOf(entry));
            uint256 seat = OpenItems.seatOf(entry);
            tally.paid += reward;
            tally.seats[seat] = _seatCounter(tally, seat) + 1 + ((reward + share) << INCOME);
        }
        tally.dust += pool - share * winners;
    }

    /// @dev Counts a vote against the verdict.
    /// @return slash What the seat pays for it: nothing when it could not pay all of it.
    function _countLoser(Tally memory tally, uint256 entry) private view returns (uint256 slash) {
        uint256 seat = OpenItems.seatOf(entry);
        uint256 counter = _seatCounter(tally, seat);
        if (uint16(counter >> AGAINST) < uint16(counter >> PAYABLE)) {
            slash = LedgerWords.field(tally.params, LedgerWords.VALIDATOR_SLASH, 20);
        }
        tally.seats[seat] = counter + (1 << AGAINST);
    }

    function _entryAt(uint256 first, uint256 panel, uint256 index) private pure returns (uint256) {
        return index < OpenItems.ENTRIES
            ? OpenItems.firstEntry(first, index)
            : OpenItems.panelEntry(panel, index - OpenItems.ENTRIES);
    }

    /// @dev The counter of a seat, made when the seat is met for the first time.
    function _seatCounter(Tally memory tally, uint256 seat) private view returns (uint256 counter) {
        counter = tally.seats[seat];
        if (counter != 0) return counter;
        uint256 slash = LedgerWords.field(tally.params, LedgerWords.VALIDATOR_SLASH, 20);
        uint256 slashes = Changes.heldBy(_seats[seat]) / slash;
        counter = MET | (tally.lastSeat << NEXT) | ((slashes < 0xffff ? slashes : 0xffff) << PAYABLE);
        tally.lastSeat = seat + 1;
    }

    function _countAnnotator(Tally memory tally, uint256 first, uint256 outcome) private pure {
        uint256 lane = outcome == Verdict.ACCEPTED ? ACCEPTED : outcome == Verdict.REJECTED ? REJECTED : VOID;
        uint256 account = OpenItems.annotatorOf(first);
        uint256 index;
        while (index < tally.annotatorCount && uint32(tally.annotators[index]) != account) ++index;
        if (index == tally.annotatorCount) {
            tally.annotators[index] = account | (OpenItems.termOf(first) << TERM);
            ++tally.annotatorCount;
        }
        tally.annotators[index] += 1 << lane;
    }

    // ----------------------------------------------------------------- paying

    /// @dev Writes what was counted to every account and seat.
    function _payTally(Tally memory tally) internal {
        LedgerWords.Params memory params = LedgerWords.unpackParams(tally.params);
        _payAnnotators(tally, params);
        _paySeats(tally, params);
    }

    function _payAnnotators(Tally memory tally, LedgerWords.Params memory params) private {
        Changes.AccountChange memory change;
        uint256 repaidSum;
        for (uint256 i = 0; i < tally.annotatorCount; ++i) {
            uint256 counter = tally.annotators[i];
            uint256 rejected = uint16(counter >> REJECTED);
            change.good = uint16(counter >> ACCEPTED);
            change.all = change.good + rejected;
            change.unlocked = (change.all + uint16(counter >> VOID)) * params.labelStake;
            change.slashed = rejected * params.annotatorSlash;
            change.income = change.good * Record.rewardOf(params.annotatorReward, uint8(counter >> TERM) - 1);
            tally.paid += change.income;
            uint256 account = uint32(counter);
            uint256 repaid;
            (_accounts[account], repaid) =
                Changes.account(_accounts[account], change, _hour(), params.vestHours);
            repaidSum += repaid;
        }
        if (repaidSum > 0) _sponsorFund += uint40(repaidSum);
    }

    function _paySeats(Tally memory tally, LedgerWords.Params memory params) private {
        Changes.SeatChange memory change;
        for (uint256 next = tally.lastSeat; next != 0;) {
            uint256 seat = next - 1;
            uint256 counter = tally.seats[seat];
            next = uint16(counter >> NEXT);
            uint256 against = uint16(counter >> AGAINST);
            uint256 slashes = uint16(counter >> PAYABLE);
            change.good = uint16(counter);
            change.all = change.good + against;
            change.slashed = (against < slashes ? against : slashes) * params.validatorSlash;
            change.income = uint64(counter >> INCOME);
            _seats[seat] = Changes.seat(_seats[seat], change, _hour(), params.vestHours, _epoch());
        }
    }

    /// @dev The batch word after paying: what is not kept for `left` items goes back to the project.
    function _release(uint256 word, Tally memory tally, uint256 left) internal returns (uint256) {
        uint256 kept = left * LedgerWords.reservePerItem(tally.params);
        uint256 back = LedgerWords.field(word, LedgerWords.RESERVED, 48) - tally.paid - kept + tally.dust;
        _projects[LedgerWords.field(word, LedgerWords.PROJECT, 24)].balance += uint64(back);
        word = LedgerWords.withField(word, LedgerWords.RESERVED, 48, kept);
        return LedgerWords.withField(word, LedgerWords.OPEN, 16, left);
    }

    /// @dev Ends a batch; its commitment is again what was settled.
    function _close(BatchSlot storage slot, uint256 word, bytes32 settled) internal {
        slot.word = LedgerWords.withField(word, LedgerWords.STATE, 4, LedgerWords.STATE_CLOSED);
        slot.commitment = settled;
    }

    // --------------------------------------------------------------- outcomes

    function _recordOutcome(uint256 batch, uint256 item, uint256 outcome) private {
        _flags[batch][OUTCOME_KEY + item / 128] |= outcome << (2 * (item % 128));
    }

    /// @dev How a flagged item ended; 0 while it is open.
    function _outcomeOf(uint256 batch, uint256 item) internal view returns (uint256) {
        return (_flags[batch][OUTCOME_KEY + item / 128] >> (2 * (item % 128))) & 3;
    }

    // ------------------------------------------------------------ commitments

    /// @dev What is committed while items wait for a panel.
    function _escalatedHash(bytes32 settled, bytes32 seed, uint256 seedBlock, bytes32 itemsHash)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(settled, seed, seedBlock, itemsHash));
    }

    /// @dev What is committed while items wait for experts.
    function _expertsHash(bytes32 settled, bytes32 seed, bytes32 itemsHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(settled, seed, itemsHash));
    }

    /// @dev The hash of an array of words.
    function _wordsHash(uint256[] memory words) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(words));
    }
}
