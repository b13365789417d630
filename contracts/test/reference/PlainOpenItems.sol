// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Draw} from "../../src/libraries/Draw.sol";
import {OpenItems} from "../../src/libraries/OpenItems.sol";
import {Record} from "../../src/libraries/Record.sol";
import {SeatWord} from "../../src/libraries/SeatWord.sol";
import {Verdict} from "../../src/libraries/Verdict.sol";
import {Changes} from "./Changes.sol";

/// @dev What {Applier} does to items that were open after round one, in plain Solidity and one rule at a time.
abstract contract PlainOpenItems is LedgerStorage {
    /// @dev What is the same for all items of a panel.
    struct Panel {
        bytes32 seed;
        uint256 seatCount;
        uint256 lockBlock;
        uint256 epoch;
        uint256 draws;
        uint256 minVotes;
        uint256 thresholdBp;
    }

    /// @dev Heads and weights of one item.
    struct Count {
        uint256 eligible;
        uint256 approveHeads;
        uint256 approveWeight;
        uint256 rejectHeads;
        uint256 rejectWeight;
    }

    // Counter of an annotator: account 32 | term 8 | accepted 16 | rejected 16 | void 16 | unclear 16
    uint256 private constant TERM = 32;
    uint256 private constant ACCEPTED = 40;
    uint256 private constant REJECTED = 56;
    uint256 private constant VOID = 72;
    uint256 private constant UNCLEAR = 88;

    // Counter of a seat: with the verdict 16 | against 16 | payable slashes 16 | next 16 (the seat met before it, plus
    // one) | income 64 | met 1
    uint256 private constant AGAINST = 16;
    uint256 private constant PAYABLE = 32;
    uint256 private constant NEXT = 48;
    uint256 private constant INCOME = 64;
    uint256 private constant MET = 1 << 255;

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

    /// @dev Counts one item that ends as `outcome`. Losers of both rounds fill the pool, winners of both share it; of an
    /// unclear item all of them are rewarded.
    function _decideOpen(Tally memory tally, uint256 first, uint256 panel, uint256 outcome) internal {
        _countAnnotator(tally, first, outcome);
        if (outcome == Verdict.VOID) return;
        if (outcome == Verdict.UNCLEAR) return _rewardAll(tally, first, panel);

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

    /// @dev Rewards every vote on an unclear item, without a mark in the record. A reward that rounds to nothing touches
    /// no seat.
    function _rewardAll(Tally memory tally, uint256 first, uint256 panel) private view {
        uint256 base = LedgerWords.field(tally.params, LedgerWords.VALIDATOR_REWARD, 20);
        for (uint256 i = 0; i < 2 * OpenItems.ENTRIES; ++i) {
            uint256 entry = _entryAt(first, panel, i);
            uint256 code = OpenItems.codeOf(entry);
            if (code == Verdict.NONE || code == Verdict.UNSURE) continue;
            uint256 reward = Record.rewardOf(base, OpenItems.classOf(entry));
            if (reward == 0) continue;
            uint256 seat = OpenItems.seatOf(entry);
            tally.paid += reward;
            tally.seats[seat] = _seatCounter(tally, seat) + (reward << INCOME);
        }
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
        uint256 slashes = SeatWord.heldBy(_seats[seat]) / slash;
        counter = MET | (tally.lastSeat << NEXT) | ((slashes < 0xffff ? slashes : 0xffff) << PAYABLE);
        tally.lastSeat = seat + 1;
    }

    function _countAnnotator(Tally memory tally, uint256 first, uint256 outcome) private pure {
        uint256[5] memory lanes = [0, ACCEPTED, REJECTED, VOID, UNCLEAR];
        uint256 account = OpenItems.annotatorOf(first);
        uint256 index;
        while (index < tally.annotatorCount && uint32(tally.annotators[index]) != account) ++index;
        if (index == tally.annotatorCount) {
            tally.annotators[index] = account | (OpenItems.termOf(first) << TERM);
            ++tally.annotatorCount;
        }
        tally.annotators[index] += 1 << lanes[outcome];
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
            uint256 unclear = uint16(counter >> UNCLEAR);
            change.unlocked = (change.all + uint16(counter >> VOID) + unclear) * params.labelStake;
            change.slashed = rejected * params.annotatorSlash;
            change.income =
                (change.good + unclear) * Record.rewardOf(params.annotatorReward, uint8(counter >> TERM) - 1);
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

    // --------------------------------------------------------------- deciding

    /// @dev What {LedgerPanel} does to words; the batch's own word and commitment stay as they are.
    function resolvePanel(uint256 batch, bytes32 seed, uint256[] calldata openItems, bytes calldata votes)
        external
        returns (uint256[] memory left, uint256 paid, uint256 dust)
    {
        uint256 word = _batches[batch % LedgerWords.RING].word;
        Tally memory tally = _newTally(batch, word, openItems.length);
        left = _decideAll(tally, _panelOf(word, tally.params, seed), openItems, votes);
        _payTally(tally);
        return (left, tally.paid, tally.dust);
    }

    /// @dev What {LedgerVerdicts} does to words, with verdicts or without.
    function resolveVerdict(uint256 batch, uint256[] calldata openItems, bytes calldata verdicts)
        external
        returns (uint256 paid, uint256 dust)
    {
        Tally memory tally = _newTally(batch, _batches[batch % LedgerWords.RING].word, verdicts.length);
        for (uint256 i = 0; i < verdicts.length; ++i) {
            _decideOpen(tally, openItems[2 * i], openItems[2 * i + 1], uint8(verdicts[i]));
        }
        _payTally(tally);
        return (tally.paid, tally.dust);
    }

    function _panelOf(uint256 word, uint256 params, bytes32 seed) private pure returns (Panel memory panel) {
        panel.seed = seed;
        panel.seatCount = LedgerWords.field(word, LedgerWords.N_SEATS, 16);
        panel.lockBlock = LedgerWords.field(word, LedgerWords.SEED_BLOCK, 40) - LedgerWords.SEED_DELAY;
        panel.epoch = word >> LedgerWords.BATCH_EPOCH;
        panel.draws = LedgerWords.field(params, LedgerWords.PANEL_DRAWS, 4);
        panel.minVotes = LedgerWords.field(params, LedgerWords.PANEL_MIN_VOTES, 4);
        panel.thresholdBp = LedgerWords.field(params, LedgerWords.THRESHOLD_BP, 14);
    }

    /// @dev Counts every item the panel decides.
    /// @return left Two words for each item it does not decide, for the experts.
    function _decideAll(
        Tally memory tally,
        Panel memory panel,
        uint256[] calldata openItems,
        bytes calldata votes
    ) private returns (uint256[] memory left) {
        left = new uint256[](2 * openItems.length);
        uint256 width = LedgerWords.voteBytes(panel.draws);
        uint256 length;
        for (uint256 i = 0; i < openItems.length; ++i) {
            uint256 first = openItems[i];
            uint256 codes = uint8(votes[i * width]);
            if (width == 2) codes |= uint256(uint8(votes[i * 2 + 1])) << 8;
            (uint256 entries, uint256 verdict) = _vote(panel, first, codes);
            if (_flagged(tally.batch, 2, OpenItems.itemOf(first))) {
                verdict = Verdict.OPEN;
                first = OpenItems.withFlag(first);
            }
            if (verdict == Verdict.OPEN) {
                left[length++] = first;
                left[length++] = entries;
            } else {
                _decideOpen(tally, first, entries, verdict);
            }
        }
        assembly ("memory-safe") {
            mstore(left, length)
        }
    }

    /// @dev Draws the panel of one item and counts its votes alone.
    /// @return entries The panel's word of the item.
    /// @return verdict What it decides, or open.
    function _vote(Panel memory panel, uint256 first, uint256 codes)
        private
        view
        returns (uint256 entries, uint256 verdict)
    {
        (uint256 drawn, uint256 count) = OpenItems.panelOf(first, panel.seed, panel.seatCount, panel.draws);
        Count memory counted;
        for (uint256 d = 0; d < count; ++d) {
            uint256 seat = Draw.seatAt(drawn, d);
            uint256 word = _seats[seat];
            bool eligible = LedgerWords.isEligible(word, panel.lockBlock, OpenItems.annotatorOf(first));
            uint256 code = eligible ? (codes >> (2 * d)) & 3 : Verdict.NONE;
            uint256 class = LedgerWords.isEligible(word, panel.lockBlock, 0) ? _classIn(word, panel.epoch) : 0;
            entries = OpenItems.withPanelEntry(entries, d, seat, code, class);
            if (eligible) _count(counted, code, Record.weightOf(class));
        }
        verdict = Verdict.decide(
            counted.approveHeads,
            counted.approveWeight,
            counted.rejectHeads,
            counted.rejectWeight,
            Verdict.quorumOf(panel.minVotes, counted.eligible),
            panel.thresholdBp
        );
    }

    function _count(Count memory counted, uint256 code, uint256 weight) private pure {
        ++counted.eligible;
        if (code == Verdict.APPROVE) {
            ++counted.approveHeads;
            counted.approveWeight += weight;
        } else if (code == Verdict.REJECT) {
            ++counted.rejectHeads;
            counted.rejectWeight += weight;
        }
    }
}
