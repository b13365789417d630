// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {Applier} from "../libraries/Applier.sol";
import {LedgerOpenItems} from "./LedgerOpenItems.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerSettlement
/// @notice Settles proposed batches: draws the seats again, decides every item, and pays each person once.
/// @dev While items are decided, what they do to each person is only counted in memory, in one word per annotator and
/// per seat; then every account and seat is loaded and stored once (see {Applier}). The result depends on committed
/// data and on fields of seats that cannot change while the batch lives, so it does not matter when or by whom it is
/// called.
abstract contract LedgerSettlement is ILedgerBatches, LedgerOpenItems {
    /// @inheritdoc ILedgerBatches
    function settleBatch(uint256 batch, Settlement calldata settlement) external {
        (BatchSlot storage slot, uint256 word) = _slotOf(batch, LedgerWords.STATE_PROPOSED);
        uint256 end = LedgerWords.field(word, LedgerWords.END, 36);
        require(block.timestamp >= end, TooEarly(end));
        require(block.timestamp <= end + LedgerWords.SETTLE_TIME, TooLate(end + LedgerWords.SETTLE_TIME));
        require(slot.commitment == _settlementHash(settlement), BadData());

        Applier.Round memory round = _roundOf(batch, word, settlement);
        Applier.decide(round, settlement.items, settlement.votes, _seats);
        word = _pay(word, round, round.openCount);
        if (round.openCount == 0) {
            _close(slot, word, slot.commitment);
            emit BatchSettled(batch, new uint256[](0));
        } else {
            emit BatchSettled(batch, _escalate(slot, word, round));
        }
    }

    function _roundOf(uint256 batch, uint256 word, Settlement calldata settlement)
        private
        view
        returns (Applier.Round memory round)
    {
        round.seed = settlement.seed;
        round.left = LedgerWords.field(word, LedgerWords.N_SEATS, 16);
        round.params = _paramsOf(word);
        uint256 draws = LedgerWords.field(round.params, LedgerWords.DRAWS, 4);
        round.count = draws < round.left ? draws : round.left;
        round.minVotes = LedgerWords.field(round.params, LedgerWords.MIN_VOTES, 4);
        round.lockBlock = LedgerWords.field(word, LedgerWords.SEED_BLOCK, 40) - LedgerWords.SEED_DELAY;
        round.epoch = word >> LedgerWords.BATCH_EPOCH;
        (round.epochNow, round.hour) = (_epoch(), _hour());
        Applier.prepare(round, settlement.annotators, settlement.terms);
        round.seats = new uint256[](round.left);
        round.open = new uint256[](settlement.items.length);
        if (LedgerWords.field(word, LedgerWords.OPEN, 16) == 0) return round;
        round.flagged = _readFlags(batch, 1, settlement.items.length, round.flags);
    }

    /// @dev To a panel when enough seats are left that were not drawn yet, else to the experts.
    /// @return open What is left open; the batch commits to it, and to what was settled, which it returns to when it closes.
    function _escalate(BatchSlot storage slot, uint256 word, Applier.Round memory round)
        private
        returns (uint256[] memory open)
    {
        uint256 needed = round.count + LedgerWords.field(round.params, LedgerWords.PANEL_MIN_VOTES, 4);
        bool panel = LedgerWords.field(round.params, LedgerWords.PANEL_DRAWS, 4) > 0 && round.left >= needed;
        open = Applier.opened(round);
        if (!panel) open = _forExperts(open);
        uint256 state = panel ? LedgerWords.STATE_ESCALATED : LedgerWords.STATE_EXPERTS;
        uint256 time = panel ? LedgerWords.PANEL_PROPOSE_TIME : LedgerWords.EXPERT_TIME;
        word = LedgerWords.withField(word, LedgerWords.STATE, 4, state);
        slot.word = LedgerWords.withField(word, LedgerWords.END, 36, block.timestamp + time);
        bytes32 itemsHash = Applier.hashOf(open);
        slot.commitment = panel
            ? _escalatedHash(slot.commitment, round.seed, block.number + LedgerWords.SEED_DELAY, itemsHash)
            : _expertsHash(slot.commitment, round.seed, itemsHash);
    }

    /// @dev Two words an item, the second one empty.
    function _forExperts(uint256[] memory open) private pure returns (uint256[] memory wide) {
        wide = new uint256[](2 * open.length);
        for (uint256 i = 0; i < open.length; ++i) {
            wide[2 * i] = open[i];
        }
    }
}
