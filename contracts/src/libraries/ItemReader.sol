// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILabelLedger} from "../interfaces/ILabelLedger.sol";
import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {LedgerWords} from "../ledger/LedgerWords.sol";
import {Draw} from "./Draw.sol";
import {OpenItems} from "./OpenItems.sol";
import {Record} from "./Record.sol";
import {Verdict} from "./Verdict.sol";

/// @title ItemReader
/// @notice Works out from outside the ledger what the ledger will decide about one item of a proposed batch or panel.
/// Callers have checked the data against the batch's commitment.
library ItemReader {
    /// @notice One item in one round. Lane d of `drawn` is the seat of draw d; bit d of `eligible` tells whether it may
    /// vote; bits 2d of `codes` are what was proposed as its vote.
    struct Item {
        uint256 annotator;
        uint256 term;
        uint256 drawn;
        uint256 count;
        uint256 eligible;
        uint256 codes;
        uint256 verdict;
    }

    /// @dev Heads and weights of one item.
    struct Count {
        uint256 approveHeads;
        uint256 approveWeight;
        uint256 rejectHeads;
        uint256 rejectWeight;
    }

    /// @notice An item in round one; `item` is below the batch's number of items.
    function inBatch(ILabelLedger ledger, uint256 word, ILedgerBatches.Settlement calldata data, uint256 item)
        internal
        view
        returns (Item memory read)
    {
        uint256 params = _paramsOf(ledger, word);
        uint256 draws = LedgerWords.field(params, LedgerWords.DRAWS, 4);
        uint256 index = uint8(data.items[item]);
        read.annotator = uint32(bytes4(data.annotators[index * 4:index * 4 + 4]));
        read.term = uint8(data.terms[index]);
        read.codes = _codesAt(data.votes, item, draws);
        uint256 seats = LedgerWords.field(word, LedgerWords.N_SEATS, 16);
        (read.drawn, read.count) = Draw.pick(Draw.wordOf(data.seed, item), seats, draws, 0, 0);
        _decide(ledger, word, params, LedgerWords.field(params, LedgerWords.MIN_VOTES, 4), read);
    }

    /// @notice An open item in the panel; `index` is its place in `openItems`.
    function inPanel(
        ILabelLedger ledger,
        uint256 word,
        bytes32 seed,
        uint256[] calldata openItems,
        bytes calldata votes,
        uint256 index
    ) internal view returns (Item memory read) {
        uint256 params = _paramsOf(ledger, word);
        uint256 draws = LedgerWords.field(params, LedgerWords.PANEL_DRAWS, 4);
        uint256 first = openItems[index];
        read.annotator = OpenItems.annotatorOf(first);
        read.term = OpenItems.termOf(first);
        read.codes = _codesAt(votes, index, draws);
        (read.drawn, read.count) =
            OpenItems.panelOf(first, seed, LedgerWords.field(word, LedgerWords.N_SEATS, 16), draws);
        _decide(ledger, word, params, LedgerWords.field(params, LedgerWords.PANEL_MIN_VOTES, 4), read);
    }

    /// @notice The vote proposed for a draw; 0 for one that may not vote.
    function codeOf(Item memory read, uint256 draw) internal pure returns (uint256) {
        return (read.eligible >> draw) & 1 == 1 ? (read.codes >> (2 * draw)) & 3 : Verdict.NONE;
    }

    /// @notice The draw that chose the seat, or `read.count` when none did.
    function drawOf(Item memory read, uint256 seat) internal pure returns (uint256 draw) {
        while (draw < read.count && Draw.seatAt(read.drawn, draw) != seat) ++draw;
    }

    function _decide(ILabelLedger ledger, uint256 word, uint256 params, uint256 minVotes, Item memory read)
        private
        view
    {
        uint256 lockBlock = LedgerWords.field(word, LedgerWords.SEED_BLOCK, 40) - LedgerWords.SEED_DELAY;
        Count memory counted;
        uint256 able;
        for (uint256 d = 0; d < read.count; ++d) {
            uint256 seat = ledger.seatWord(Draw.seatAt(read.drawn, d));
            if (!LedgerWords.isEligible(seat, lockBlock, read.annotator)) continue;
            read.eligible |= 1 << d;
            ++able;
            _count(counted, codeOf(read, d), Record.weightOf(_classIn(seat, word >> LedgerWords.BATCH_EPOCH)));
        }
        read.verdict = Verdict.decide(
            counted.approveHeads,
            counted.approveWeight,
            counted.rejectHeads,
            counted.rejectWeight,
            Verdict.quorumOf(minVotes, able),
            LedgerWords.field(params, LedgerWords.THRESHOLD_BP, 14)
        );
    }

    function _count(Count memory counted, uint256 code, uint256 weight) private pure {
        if (code == Verdict.APPROVE) {
            ++counted.approveHeads;
            counted.approveWeight += weight;
        } else if (code == Verdict.REJECT) {
            ++counted.rejectHeads;
            counted.rejectWeight += weight;
        }
    }

    function _classIn(uint256 seat, uint256 epoch) private view returns (uint256) {
        uint256 record = LedgerWords.field(seat, LedgerWords.GOOD, 24);
        uint256 present = LedgerWords.epochOf(block.timestamp);
        return Record.classIn(seat >> LedgerWords.CLASS_NOW, record, present, epoch);
    }

    /// @dev The codes of the item at `index`, two bits a draw.
    function _codesAt(bytes calldata votes, uint256 index, uint256 draws)
        private
        pure
        returns (uint256 codes)
    {
        uint256 width = LedgerWords.voteBytes(draws);
        codes = uint8(votes[index * width]);
        if (width == 2) codes |= uint256(uint8(votes[index * 2 + 1])) << 8;
    }

    function _paramsOf(ILabelLedger ledger, uint256 word) private view returns (uint256) {
        return ledger.paramsOf(LedgerWords.field(word, LedgerWords.PROJECT, 24));
    }
}
