// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {Draw} from "../../src/libraries/Draw.sol";
import {Record} from "../../src/libraries/Record.sol";
import {SeatWord} from "../../src/libraries/SeatWord.sol";
import {Verdict} from "../../src/libraries/Verdict.sol";
import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Changes} from "./Changes.sol";

/// @dev What {Applier} and LedgerSettlement do, in plain Solidity and one rule at a time: the reference that the
/// differential test holds them to.
abstract contract PlainSettlement is LedgerStorage {
    // Counter of an annotator: account 32 | term 8 | accepted 16 | rejected 16
    uint256 private constant TERM = 32;
    uint256 private constant ACCEPTED = 40;
    uint256 private constant REJECTED = 56;

    // Counter of a seat: owner 32 | weight 4 | class 4 | payable slashes 16 | against 16 | with the verdict 16 |
    // shares 64 | next 16 (the seat loaded before it, plus one) | loaded 1. A seat that is not eligible has owner 0.
    uint256 private constant WEIGHT = 32;
    uint256 private constant CLASS = 36;
    uint256 private constant PAYABLE = 40;
    uint256 private constant AGAINST = 56;
    uint256 private constant WITH = 72;
    uint256 private constant SHARES = 88;
    uint256 private constant NEXT = 152;
    uint256 private constant LOADED = 1 << 255;

    /// @dev A batch while it is settled.
    struct Round {
        bytes32 seed;
        uint256 batch;
        uint256 seatCount;
        uint256 lockBlock;
        uint256 epoch;
        uint256 params;
        uint256 draws;
        bool flags;
        /// @dev Counters by index of annotator, and by seat.
        uint256[] annotators;
        uint256[] seats;
        /// @dev The last seat loaded, plus one: the head of the list that `next` links.
        uint256 lastSeat;
        /// @dev One word per open item.
        uint256[] open;
        uint256 openCount;
        /// @dev Slashed units that do not divide evenly among the winners.
        uint256 dust;
    }

    function settleBatch(uint256 batch, ILedgerBatches.Settlement calldata settlement) external {
        (BatchSlot storage slot, uint256 word) = _slotOf(batch, LedgerWords.STATE_PROPOSED);
        uint256 end = LedgerWords.field(word, LedgerWords.END, 36);
        require(block.timestamp >= end, TooEarly(end));
        require(block.timestamp <= end + LedgerWords.SETTLE_TIME, TooLate(end + LedgerWords.SETTLE_TIME));
        require(slot.commitment == _settlementHash(settlement), BadData());

        Round memory round = _roundOf(batch, word, settlement);
        _decideAll(round, settlement.items, settlement.votes);
        uint256 paid = _payAnnotators(round) + _paySeats(round);
        _finish(slot, word, round, paid);
    }

    function _roundOf(uint256 batch, uint256 word, ILedgerBatches.Settlement calldata settlement)
        private
        view
        returns (Round memory round)
    {
        round.seed = settlement.seed;
        round.batch = batch;
        round.seatCount = LedgerWords.field(word, LedgerWords.N_SEATS, 16);
        round.lockBlock = LedgerWords.field(word, LedgerWords.SEED_BLOCK, 40) - LedgerWords.SEED_DELAY;
        round.epoch = word >> LedgerWords.BATCH_EPOCH;
        round.params = _projects[LedgerWords.field(word, LedgerWords.PROJECT, 24)].params;
        round.draws = LedgerWords.field(round.params, LedgerWords.DRAWS, 4);
        round.flags = LedgerWords.field(word, LedgerWords.OPEN, 16) > 0;
        round.annotators = _annotatorsOf(settlement.annotators, settlement.terms);
        round.seats = new uint256[](round.seatCount);
        round.open = new uint256[](settlement.items.length);
    }

    function _annotatorsOf(bytes calldata annotators, bytes calldata terms)
        private
        pure
        returns (uint256[] memory counters)
    {
        counters = new uint256[](terms.length);
        for (uint256 i = 0; i < terms.length; ++i) {
            uint256 account = uint32(bytes4(annotators[i * 4:i * 4 + 4]));
            counters[i] = account | (uint256(uint8(terms[i])) << TERM);
        }
    }

    // --------------------------------------------------------------- deciding

    function _decideAll(Round memory round, bytes calldata items, bytes calldata votes) private view {
        uint256 width = LedgerWords.voteBytes(round.draws);
        for (uint256 t = 0; t < items.length; ++t) {
            uint256 index = uint8(items[t]);
            if ((round.annotators[index] >> TERM) & 0xff == 0) continue;
            uint256 codes = uint8(votes[t * width]);
            if (width == 2) codes |= uint256(uint8(votes[t * 2 + 1])) << 8;
            _decide(round, t, index, codes);
        }
    }

    /// @dev Counts one item for everybody who had a part in it.
    function _decide(Round memory round, uint256 item, uint256 index, uint256 codes) private view {
        uint256 annotator = round.annotators[index];
        (uint256 drawn, uint256 count) =
            Draw.pick(Draw.wordOf(round.seed, item), round.seatCount, round.draws, 0, 0);
        uint256 tally;
        (tally, codes) = _tally(round, drawn, count, codes, uint32(annotator));
        bool flagged = round.flags && _flagged(round.batch, 1, item);
        uint256 verdict = flagged ? Verdict.OPEN : _verdict(round.params, tally);
        if (verdict == Verdict.OPEN) {
            round.open[round.openCount++] =
                _openItem(round, item, annotator, flagged, _entries(round, drawn, count, codes));
            return;
        }
        round.annotators[index] = annotator + (1 << (verdict == Verdict.ACCEPTED ? ACCEPTED : REJECTED));
        _pay(round, drawn, count, codes, verdict);
    }

    /// @dev Lanes of 32 bits by code (1 approve, 2 reject, 3 unsure): heads 16 | weight 16; lane 0 counts the
    /// eligible seats. Codes of seats that are not eligible become 0.
    function _tally(Round memory round, uint256 drawn, uint256 count, uint256 codes, uint256 annotator)
        private
        view
        returns (uint256 tally, uint256 counted)
    {
        unchecked {
            for (uint256 d = 0; d < count; ++d) {
                uint256 seat = _counterOf(round, Draw.seatAt(drawn, d));
                uint256 owner = uint32(seat);
                if (owner == 0 || owner == annotator) continue;
                ++tally;
                uint256 code = (codes >> (2 * d)) & 3;
                if (code == 0) continue;
                counted |= code << (2 * d);
                tally += (1 + (((seat >> WEIGHT) & 15) << 16)) << (32 * code);
            }
        }
    }

    function _verdict(uint256 params, uint256 tally) private pure returns (uint256) {
        uint256 minVotes = LedgerWords.field(params, LedgerWords.MIN_VOTES, 4);
        return Verdict.decide(
            uint16(tally >> 32),
            uint16(tally >> 48),
            uint16(tally >> 64),
            uint16(tally >> 80),
            Verdict.quorumOf(minVotes, uint16(tally)),
            LedgerWords.field(params, LedgerWords.THRESHOLD_BP, 14)
        );
    }

    /// @dev The seat's counter, made from its word when an item draws it for the first time.
    function _counterOf(Round memory round, uint256 seat) private view returns (uint256 counter) {
        counter = round.seats[seat];
        if (counter != 0) return counter;
        uint256 word = _seats[seat];
        counter = LOADED;
        if (LedgerWords.isEligible(word, round.lockBlock, 0)) {
            uint256 slash = LedgerWords.field(round.params, LedgerWords.VALIDATOR_SLASH, 20);
            uint256 slashes = SeatWord.heldBy(word) / slash;
            uint256 class = _classIn(word, round.epoch);
            counter |= LedgerWords.field(word, LedgerWords.OWNER, 32) | (Record.weightOf(class) << WEIGHT);
            counter |= (class << CLASS) | ((slashes < 0xffff ? slashes : 0xffff) << PAYABLE);
            counter |= round.lastSeat << NEXT;
            round.lastSeat = seat + 1;
        }
        round.seats[seat] = counter;
    }

    /// @dev Counts a decided item for its voters. Losers fill the pool, winners share it.
    function _pay(Round memory round, uint256 drawn, uint256 count, uint256 codes, uint256 verdict)
        private
        pure
    {
        uint256 pool;
        uint256 winners;
        if (verdict == Verdict.REJECTED) {
            pool = LedgerWords.field(round.params, LedgerWords.ANNOTATOR_SLASH, 20);
        }
        uint256 slash = LedgerWords.field(round.params, LedgerWords.VALIDATOR_SLASH, 20);
        unchecked {
            for (uint256 d = 0; d < count; ++d) {
                uint256 code = (codes >> (2 * d)) & 3;
                if (code == verdict) {
                    ++winners;
                } else if (code == 3 - verdict) {
                    uint256 seat = Draw.seatAt(drawn, d);
                    uint256 counter = round.seats[seat];
                    if (uint16(counter >> AGAINST) < uint16(counter >> PAYABLE)) pool += slash;
                    round.seats[seat] = counter + (1 << AGAINST);
                }
            }
            uint256 won = (1 << WITH) | ((pool / winners) << SHARES);
            round.dust += pool % winners;
            for (uint256 d = 0; d < count; ++d) {
                if ((codes >> (2 * d)) & 3 == verdict) round.seats[Draw.seatAt(drawn, d)] += won;
            }
        }
    }

    // ------------------------------------------------------------------ paying

    /// @dev Applies the counters of annotators. Returns the rewards paid.
    function _payAnnotators(Round memory round) private returns (uint256 paid) {
        LedgerWords.Params memory params = LedgerWords.unpackParams(round.params);
        Changes.AccountChange memory change;
        uint256 hour = _hour();
        uint256 repaidSum;
        for (uint256 i = 0; i < round.annotators.length; ++i) {
            uint256 counter = round.annotators[i];
            uint256 rejected = uint16(counter >> REJECTED);
            change.good = uint16(counter >> ACCEPTED);
            change.all = change.good + rejected;
            if (change.all == 0) continue;
            change.unlocked = change.all * params.labelStake;
            change.slashed = rejected * params.annotatorSlash;
            change.income = change.good * Record.rewardOf(params.annotatorReward, uint8(counter >> TERM) - 1);
            paid += change.income;
            uint256 account = uint32(counter);
            uint256 repaid;
            (_accounts[account], repaid) = Changes.account(_accounts[account], change, hour, params.vestHours);
            repaidSum += repaid;
        }
        if (repaidSum > 0) _sponsorFund += uint40(repaidSum);
    }

    /// @dev Applies the counters of seats. Returns the rewards paid; shares come out of slashes.
    function _paySeats(Round memory round) private returns (uint256 paid) {
        LedgerWords.Params memory params = LedgerWords.unpackParams(round.params);
        Changes.SeatChange memory change;
        uint256 hour = _hour();
        uint256 epoch = _epoch();
        for (uint256 next = round.lastSeat; next != 0;) {
            uint256 seat = next - 1;
            uint256 counter = round.seats[seat];
            next = uint16(counter >> NEXT);
            uint256 against = uint16(counter >> AGAINST);
            change.good = uint16(counter >> WITH);
            change.all = change.good + against;
            if (change.all == 0) continue;
            uint256 slashes = uint16(counter >> PAYABLE);
            change.slashed = (against < slashes ? against : slashes) * params.validatorSlash;
            uint256 reward = change.good * Record.rewardOf(params.validatorReward, (counter >> CLASS) & 15);
            paid += reward;
            change.income = reward + uint64(counter >> SHARES);
            _seats[seat] = Changes.seat(_seats[seat], change, hour, params.vestHours, epoch);
        }
    }

    // --------------------------------------------------------------- finishing

    /// @dev Returns what is not needed to the project, and closes the batch or opens the next round.
    function _finish(BatchSlot storage slot, uint256 word, Round memory round, uint256 paid) private {
        uint256 kept = round.openCount * LedgerWords.reservePerItem(round.params);
        uint256 back = LedgerWords.field(word, LedgerWords.RESERVED, 48) - paid - kept + round.dust;
        _projects[LedgerWords.field(word, LedgerWords.PROJECT, 24)].balance += uint64(back);
        word = LedgerWords.withField(word, LedgerWords.RESERVED, 48, kept);
        word = LedgerWords.withField(word, LedgerWords.OPEN, 16, round.openCount);
        uint256[] memory open;
        if (round.openCount == 0) {
            word = LedgerWords.withField(word, LedgerWords.STATE, 4, LedgerWords.STATE_CLOSED);
        } else {
            (word, open) = _escalate(word, round);
            slot.commitment = _openHash(slot.commitment, word, round.seed, open);
        }
        slot.word = word;
        emit ILedgerBatches.BatchSettled(round.batch, open);
    }

    /// @dev To a panel when enough seats are left that were not drawn yet, else to the experts.
    function _escalate(uint256 word, Round memory round)
        private
        view
        returns (uint256, uint256[] memory open)
    {
        LedgerWords.Params memory params = LedgerWords.unpackParams(round.params);
        uint256 drawn = params.draws < round.seatCount ? params.draws : round.seatCount;
        bool panel = params.panelDraws > 0 && round.seatCount >= drawn + params.panelMinVotes;
        uint256 width = panel ? 1 : 2;
        open = new uint256[](round.openCount * width);
        for (uint256 i = 0; i < round.openCount; ++i) {
            open[i * width] = round.open[i];
        }
        LedgerWords.Batch memory batch = LedgerWords.unpackBatch(word);
        batch.state = panel ? LedgerWords.STATE_ESCALATED : LedgerWords.STATE_EXPERTS;
        batch.end = block.timestamp + (panel ? LedgerWords.PANEL_PROPOSE_TIME : LedgerWords.EXPERT_TIME);
        return (LedgerWords.packBatch(batch), open);
    }

    function _openHash(bytes32 settled, uint256 word, bytes32 seed, uint256[] memory open)
        private
        view
        returns (bytes32)
    {
        bytes32 openHash = keccak256(abi.encodePacked(open));
        if (LedgerWords.unpackBatch(word).state == LedgerWords.STATE_EXPERTS) {
            return keccak256(abi.encode(settled, seed, openHash));
        }
        return keccak256(abi.encode(settled, seed, block.number + 4, openHash));
    }

    /// @dev The entries of an open item, each seat plus one 16 | code and class 8, first draw highest.
    function _entries(Round memory round, uint256 drawn, uint256 count, uint256 codes)
        private
        pure
        returns (uint256 entries)
    {
        unchecked {
            for (uint256 d = 0; d < count; ++d) {
                uint256 seat = Draw.seatAt(drawn, d);
                uint256 class = (round.seats[seat] >> CLASS) & 15;
                uint256 entry = ((seat + 1) << 8) | (class << 2) | ((codes >> (2 * d)) & 3);
                entries |= entry << (168 - 24 * d);
            }
        }
    }

    /// @dev The word of an open item; the layout is in docs/contracts.md.
    function _openItem(Round memory, uint256 item, uint256 annotator, bool flagged, uint256 entries)
        private
        pure
        returns (uint256)
    {
        uint256 head = (item << 48) | (uint256(uint32(annotator)) << 16);
        head |= (uint256(uint8(annotator >> TERM)) << 8) | (flagged ? 1 : 0);
        return (head << 192) | entries;
    }
}
