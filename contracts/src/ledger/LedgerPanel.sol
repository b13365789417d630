// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {ILedgerPanel} from "../interfaces/ILedgerPanel.sol";
import {Applier} from "../libraries/Applier.sol";
import {Draw} from "../libraries/Draw.sol";
import {OpenItems} from "../libraries/OpenItems.sol";
import {Verdict} from "../libraries/Verdict.sol";
import {LedgerOpenItems} from "./LedgerOpenItems.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerPanel
/// @notice The second peer round: other seats, drawn anew, decide the items that the first round left open.
abstract contract LedgerPanel is ILedgerPanel, LedgerOpenItems {
    bytes32 private constant PANEL_TYPEHASH =
        keccak256("Panel(uint256 batch,bytes32 openHash,bytes32 votesHash,bytes32 seed)");

    /// @inheritdoc ILedgerPanel
    function proposePanel(
        uint256 batch,
        Escalated calldata open,
        bytes32 seed,
        bytes calldata votes,
        ILedgerBatches.Quorum calldata quorum
    ) external {
        require(block.timestamp >= _pausedUntil, Paused(_pausedUntil));
        (BatchSlot storage slot, uint256 word) = _escalatedSlot(batch, open);
        _requireVotes(word, votes.length);
        bytes32 votesHash = keccak256(votes);
        require(seed == Draw.panelSeedOf(open.seed, _seedHash(open.seedBlock)), WrongSeed(seed));
        (uint256 signers, uint256 version) = _requireQuorum(
            keccak256(abi.encode(PANEL_TYPEHASH, batch, open.itemsHash, votesHash, seed)), quorum
        );

        slot.commitment = _panelHash(open.settled, seed, open.itemsHash, votesHash);
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

        uint256[] memory left;
        (word, left) = _decidePanel(batch, word, open, votes);
        if (left.length == 0) {
            _close(slot, word, open.settled);
        } else {
            _toExperts(
                slot, word, block.timestamp, _expertsHash(open.settled, open.seed, Applier.hashOf(left))
            );
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
        _toExperts(slot, word, deadline, _expertsHash(open.settled, open.seed, Applier.hashOf(wide)));
        emit PanelResolved(batch, wide);
    }

    // --------------------------------------------------------------- proposing

    /// @dev The slot of a batch whose panel can still be proposed.
    function _escalatedSlot(uint256 batch, Escalated calldata open)
        private
        view
        returns (BatchSlot storage slot, uint256 word)
    {
        (slot, word) = _slotOf(batch, LedgerWords.STATE_ESCALATED);
        uint256 end = LedgerWords.field(word, LedgerWords.END, 36);
        require(block.timestamp <= end, TooLate(end));
        require(
            slot.commitment == _escalatedHash(open.settled, open.seed, open.seedBlock, open.itemsHash),
            BadData()
        );
    }

    function _requireVotes(uint256 word, uint256 length) private view {
        uint256 draws = LedgerWords.field(_paramsOf(word), LedgerWords.PANEL_DRAWS, 4);
        uint256 items = LedgerWords.field(word, LedgerWords.OPEN, 16);
        require(length == LedgerWords.voteBytes(draws) * items, BadData());
    }

    function _panelWindowOf(uint256 word) private view returns (uint256) {
        uint256 window = _windowOf(_paramsOf(word));
        return window < LedgerWords.MAX_PANEL_WINDOW ? window : LedgerWords.MAX_PANEL_WINDOW;
    }

    // --------------------------------------------------------------- deciding

    /// @dev Draws the panels, counts their votes alone, and pays the voters of both rounds of what they decide.
    /// @return next The batch's word.
    /// @return left Two words for each item they do not decide, for the experts.
    function _decidePanel(uint256 batch, uint256 word, Open calldata open, bytes calldata votes)
        private
        returns (uint256 next, uint256[] memory left)
    {
        Applier.Round memory round;
        _beginPanel(round, word, open.seed, open.items.length);
        // The court flags for the experts in the panel's window, or in round one together with the item.
        if (LedgerWords.field(word, LedgerWords.OPEN, 16) > 0 || Applier.anyFlagged(open.items)) {
            uint256 items = LedgerWords.field(word, LedgerWords.N_ITEMS, 16);
            round.flagged = _readFlags(batch, 2, items, round.flags);
        }
        Applier.decideOpen(round, open.items, votes, _seats);
        if (round.disputed) _recordOutcomes(batch, open.items, round.verdicts);
        left = Applier.opened(round);
        next = _pay(word, round, left.length / 2);
    }

    /// @dev Keeps how the items ended that the court flagged.
    function _recordOutcomes(uint256 batch, uint256[] calldata items, uint256[] memory verdicts) private {
        for (uint256 i = 0; i < items.length; ++i) {
            if (verdicts[i] != Verdict.OPEN) _recordOutcome(batch, items[i], verdicts[i]);
        }
    }

    /// @dev A panel among the seats of the lock that round one did not draw.
    function _beginPanel(Applier.Round memory round, uint256 word, bytes32 seed, uint256 items) private view {
        _begin(round, word, items);
        round.seed = seed;
        uint256 seats = round.seats.length;
        round.left = seats - Math.min(seats, LedgerWords.field(round.params, LedgerWords.DRAWS, 4));
        round.count = Math.min(round.left, LedgerWords.field(round.params, LedgerWords.PANEL_DRAWS, 4));
        round.minVotes = LedgerWords.field(round.params, LedgerWords.PANEL_MIN_VOTES, 4);
        round.lockBlock = LedgerWords.field(word, LedgerWords.SEED_BLOCK, 40) - LedgerWords.SEED_DELAY;
        round.epoch = word >> LedgerWords.BATCH_EPOCH;
        round.open = new uint256[](2 * items);
        round.verdicts = new uint256[](items);
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
