// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {Applier} from "../libraries/Applier.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerSettlement
/// @notice Settles proposed batches: draws the seats again, decides every item, and pays each person once.
/// @dev While items are decided, what they do to each person is only counted in memory, in one word per annotator and
/// per seat; then every account and seat is loaded and stored once (see {Applier}). The result depends on committed
/// data and on fields of seats that cannot change while the batch lives, so it does not matter when or by whom it is
/// called.
abstract contract LedgerSettlement is ILedgerBatches, LedgerStorage {
    /// @inheritdoc ILedgerBatches
    function settleBatch(uint256 batch, Settlement calldata settlement) external {
        (BatchSlot storage slot, uint256 word) = _slotOf(batch, LedgerWords.STATE_PROPOSED);
        uint256 end = LedgerWords.field(word, LedgerWords.END, 36);
        require(block.timestamp >= end, TooEarly(end));
        require(block.timestamp <= end + LedgerWords.SETTLE_TIME, TooLate(end + LedgerWords.SETTLE_TIME));
        require(slot.commitment == _settlementHash(settlement), BadData());

        Applier.Round memory round = _roundOf(batch, word, settlement);
        Applier.decide(round, settlement.items, settlement.votes, _seats);
        Applier.pay(round, _accounts, _seats);
        if (round.repaid > 0) _sponsorFund += uint40(round.repaid);
        _finish(batch, slot, word, round);
    }

    function _roundOf(uint256 batch, uint256 word, Settlement calldata settlement)
        private
        view
        returns (Applier.Round memory round)
    {
        round.seed = settlement.seed;
        round.left = LedgerWords.field(word, LedgerWords.N_SEATS, 16);
        round.params = _projects[LedgerWords.field(word, LedgerWords.PROJECT, 24)].params;
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

    /// @dev Returns what is not needed to the project, and closes the batch or opens the next round.
    function _finish(uint256 batch, BatchSlot storage slot, uint256 word, Applier.Round memory round)
        private
    {
        uint256 kept = round.openCount * LedgerWords.reservePerItem(round.params);
        uint256 back = LedgerWords.field(word, LedgerWords.RESERVED, 48) - round.paid - kept + round.dust;
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
        emit BatchSettled(batch, open);
    }

    /// @dev To a panel when enough seats are left that were not drawn yet, else to the experts.
    function _escalate(uint256 word, Applier.Round memory round)
        private
        view
        returns (uint256, uint256[] memory open)
    {
        uint256 needed = round.count + LedgerWords.field(round.params, LedgerWords.PANEL_MIN_VOTES, 4);
        bool panel = LedgerWords.field(round.params, LedgerWords.PANEL_DRAWS, 4) > 0 && round.left >= needed;
        open = Applier.opened(round);
        if (!panel) open = _forExperts(open);
        uint256 state = panel ? LedgerWords.STATE_ESCALATED : LedgerWords.STATE_EXPERTS;
        uint256 time = panel ? LedgerWords.PANEL_PROPOSE_TIME : LedgerWords.EXPERT_TIME;
        word = LedgerWords.withField(word, LedgerWords.STATE, 4, state);
        return (LedgerWords.withField(word, LedgerWords.END, 36, block.timestamp + time), open);
    }

    /// @dev Two words an item, the second one empty.
    function _forExperts(uint256[] memory open) private pure returns (uint256[] memory wide) {
        wide = new uint256[](2 * open.length);
        for (uint256 i = 0; i < open.length; ++i) {
            wide[2 * i] = open[i];
        }
    }

    /// @dev What a batch with open items commits to: also to what was settled, which it returns to when it closes.
    function _openHash(bytes32 settled, uint256 word, bytes32 seed, uint256[] memory open)
        private
        view
        returns (bytes32)
    {
        bytes32 openHash = Applier.hashOf(open);
        if (LedgerWords.field(word, LedgerWords.STATE, 4) == LedgerWords.STATE_EXPERTS) {
            return keccak256(abi.encode(settled, seed, openHash));
        }
        return keccak256(abi.encode(settled, seed, block.number + LedgerWords.SEED_DELAY, openHash));
    }
}
