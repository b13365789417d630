// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {ILedgerPanel} from "../interfaces/ILedgerPanel.sol";
import {Draw} from "../libraries/Draw.sol";
import {OpenItems} from "../libraries/OpenItems.sol";
import {Record} from "../libraries/Record.sol";
import {Verdict} from "../libraries/Verdict.sol";
import {LedgerOpenItems} from "./LedgerOpenItems.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerPanel
/// @notice The second peer round: other seats, drawn anew, decide the items that the first round left open.
abstract contract LedgerPanel is ILedgerPanel, LedgerOpenItems {
    bytes32 private constant PANEL_TYPEHASH =
        keccak256("Panel(uint256 batch,bytes32 openHash,bytes32 votesHash)");

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

    /// @inheritdoc ILedgerPanel
    function proposePanel(
        uint256 batch,
        Open calldata open,
        bytes calldata votes,
        ILedgerBatches.Quorum calldata quorum
    ) external {
        require(block.timestamp >= _pausedUntil, Paused(_pausedUntil));
        bytes32 openHash = _wordsHash(open.items);
        (BatchSlot storage slot, uint256 word) = _escalatedSlot(batch, open, openHash);
        _requireVotes(word, open.items.length, votes.length);
        bytes32 votesHash = keccak256(votes);
        (uint256 signers, uint256 version) =
            _requireQuorum(keccak256(abi.encode(PANEL_TYPEHASH, batch, openHash, votesHash)), quorum);

        bytes32 seed = Draw.panelSeedOf(open.seed, _seedHash(open.seedBlock));
        slot.commitment = _panelHash(open.settled, seed, openHash, votesHash);
        uint256 end = block.timestamp + _panelWindowOf(word);
        slot.word = _proposedWord(word, end, signers, version);
        emit PanelProposed(batch, seed, end);
    }

    /// @inheritdoc ILedgerPanel
    function resolvePanel(uint256 batch, Open calldata open, bytes calldata votes) external {
        (BatchSlot storage slot, uint256 word) = _slotOf(batch, LedgerWords.STATE_PANEL);
        uint256 end = LedgerWords.field(word, LedgerWords.END, 36);
        require(block.timestamp >= end, TooEarly(end));
        end += LedgerWords.PANEL_SETTLE_TIME;
        require(block.timestamp <= end, TooLate(end));
        bytes32 committed = _panelHash(open.settled, open.seed, _wordsHash(open.items), keccak256(votes));
        require(slot.commitment == committed, BadData());

        Tally memory tally = _newTally(batch, word, open.items.length);
        uint256[] memory left = _decideAll(tally, _panelOf(word, tally.params, open.seed), open.items, votes);
        _payTally(tally);
        word = _release(word, tally, left.length / 2);
        if (left.length == 0) {
            _close(slot, word, open.settled);
        } else {
            _toExperts(slot, word, block.timestamp, _expertsHash(open.settled, open.seed, _wordsHash(left)));
        }
        emit PanelResolved(batch, left);
    }

    /// @inheritdoc ILedgerPanel
    function skipPanel(uint256 batch, Open calldata open, bytes32 votesHash) external {
        BatchSlot storage slot = _batches[batch % LedgerWords.RING];
        uint256 word = slot.word;
        uint256 deadline = LedgerWords.field(word, LedgerWords.END, 36);
        bytes32 committed = _wordsHash(open.items);
        if (LedgerWords.field(word, LedgerWords.STATE, 4) == LedgerWords.STATE_PANEL) {
            _slotOf(batch, LedgerWords.STATE_PANEL);
            deadline += LedgerWords.PANEL_SETTLE_TIME;
            committed = _panelHash(open.settled, open.seed, committed, votesHash);
        } else {
            _slotOf(batch, LedgerWords.STATE_ESCALATED);
            committed = _escalatedHash(open.settled, open.seed, open.seedBlock, committed);
        }
        require(block.timestamp > deadline, TooEarly(deadline + 1));
        require(slot.commitment == committed, BadData());

        uint256[] memory wide = new uint256[](2 * open.items.length);
        for (uint256 i = 0; i < open.items.length; ++i) {
            uint256 first = open.items[i];
            wide[2 * i] = _flagged(batch, 2, OpenItems.itemOf(first)) ? OpenItems.withFlag(first) : first;
        }
        word = LedgerWords.withField(word, LedgerWords.OPEN, 16, open.items.length);
        _toExperts(slot, word, deadline, _expertsHash(open.settled, open.seed, _wordsHash(wide)));
        emit PanelResolved(batch, wide);
    }

    // --------------------------------------------------------------- proposing

    /// @dev The slot of a batch whose panel can still be proposed.
    function _escalatedSlot(uint256 batch, Open calldata open, bytes32 openHash)
        private
        view
        returns (BatchSlot storage slot, uint256 word)
    {
        (slot, word) = _slotOf(batch, LedgerWords.STATE_ESCALATED);
        uint256 end = LedgerWords.field(word, LedgerWords.END, 36);
        require(block.timestamp <= end, TooLate(end));
        require(
            slot.commitment == _escalatedHash(open.settled, open.seed, open.seedBlock, openHash), BadData()
        );
    }

    function _requireVotes(uint256 word, uint256 items, uint256 length) private view {
        uint256 draws = LedgerWords.field(_paramsOf(word), LedgerWords.PANEL_DRAWS, 4);
        require(length == LedgerWords.voteBytes(draws) * items, BadData());
    }

    function _panelWindowOf(uint256 word) private view returns (uint256) {
        uint256 window = _windowOf(_paramsOf(word));
        return window < LedgerWords.MAX_PANEL_WINDOW ? window : LedgerWords.MAX_PANEL_WINDOW;
    }

    // --------------------------------------------------------------- deciding

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
            uint256 class = _classIn(word, panel.epoch);
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

    // ----------------------------------------------------------------- states

    function _proposedWord(uint256 word, uint256 end, uint256 signers, uint256 version)
        private
        pure
        returns (uint256)
    {
        word = LedgerWords.withField(word, LedgerWords.STATE, 4, LedgerWords.STATE_PANEL);
        word = LedgerWords.withField(word, LedgerWords.END, 36, end);
        word = LedgerWords.withField(word, LedgerWords.OPEN, 16, 0);
        word = LedgerWords.withField(word, LedgerWords.SIGNERS, 8, signers);
        return LedgerWords.withField(word, LedgerWords.OPS_VERSION, 7, version);
    }

    /// @dev The experts' time runs from the moment at which the panel was over, not from the call that says so.
    function _toExperts(BatchSlot storage slot, uint256 word, uint256 from, bytes32 commitment) private {
        word = LedgerWords.withField(word, LedgerWords.STATE, 4, LedgerWords.STATE_EXPERTS);
        slot.word = LedgerWords.withField(word, LedgerWords.END, 36, from + LedgerWords.EXPERT_TIME);
        slot.commitment = commitment;
    }

    function _panelHash(bytes32 settled, bytes32 seed, bytes32 openHash, bytes32 votesHash)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(settled, seed, openHash, votesHash));
    }
}
