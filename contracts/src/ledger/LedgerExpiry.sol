// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerExpiry
/// @notice Ends batches whose operators were late: everybody gets the stakes back, and the operators that signed last
/// pay for it out of their bonds.
abstract contract LedgerExpiry is ILedgerBatches, LedgerStorage {
    /// @inheritdoc ILedgerBatches
    /// @dev `operators` may be empty once PENALTY_TIME has passed, which forgoes the penalty: stakes come back even
    /// if the registry cannot name that list any more.
    function expireBatch(uint256 batch, Expiry calldata expiry) external {
        (BatchSlot storage slot, uint256 word) = _expiredSlot(batch, expiry.operators.length == 0);
        require(slot.commitment == _expiryHash(word, expiry), BadData());
        slot.word = LedgerWords.withField(
            LedgerWords.withField(word, LedgerWords.STATE, 4, LedgerWords.STATE_CLOSED),
            LedgerWords.RESERVED,
            48,
            0
        );
        uint256 penalty = expiry.operators.length == 0 ? 0 : _penalise(word, expiry.operators);
        uint256 back = LedgerWords.field(word, LedgerWords.RESERVED, 48);
        Project storage project = _projects[LedgerWords.field(word, LedgerWords.PROJECT, 24)];
        back += penalty - _unlockStakes(project.params, expiry, penalty);
        project.balance += uint64(back);
        emit BatchExpired(batch, penalty);
    }

    /// @dev The slot of a batch that was not proposed, or not settled, in time.
    function _expiredSlot(uint256 batch, bool spared)
        private
        view
        returns (BatchSlot storage slot, uint256 word)
    {
        slot = _batches[batch % LedgerWords.RING];
        word = slot.word;
        uint256 state = LedgerWords.field(word, LedgerWords.STATE, 4);
        bool proposed = state == LedgerWords.STATE_PROPOSED;
        require(
            (proposed || state == LedgerWords.STATE_LOCKED)
                && LedgerWords.field(word, LedgerWords.BATCH_ID, 32) == batch,
            BadState(batch, state)
        );
        uint256 deadline = LedgerWords.field(word, LedgerWords.END, 36);
        if (proposed) deadline += LedgerWords.SETTLE_TIME;
        if (spared) deadline += LedgerWords.PENALTY_TIME;
        require(block.timestamp > deadline, TooEarly(deadline + 1));
    }

    function _expiryHash(uint256 word, Expiry calldata expiry) private pure returns (bytes32) {
        bytes32 inner = _innerHash(
            expiry.labelsRoot, keccak256(expiry.annotators), keccak256(expiry.terms), keccak256(expiry.items)
        );
        if (LedgerWords.field(word, LedgerWords.STATE, 4) == LedgerWords.STATE_LOCKED) {
            return keccak256(abi.encode(inner, expiry.seed));
        }
        return keccak256(abi.encode(inner, expiry.votesHash, expiry.seed));
    }

    /// @dev Takes the penalty from the bond of every operator that signed last, or what is left of the bond.
    function _penalise(uint256 word, bytes calldata operators) private returns (uint256 penalty) {
        bytes32 listed = _registry.listHashOf(LedgerWords.field(word, LedgerWords.OPS_VERSION, 7));
        require(keccak256(operators) == listed, BadData());
        uint256 signers = LedgerWords.field(word, LedgerWords.SIGNERS, 8);
        for (uint256 i = 0; i < operators.length / 20; ++i) {
            if ((signers >> i) & 1 == 0) continue;
            Bond storage bond = _bonds[address(bytes20(operators[i * 20:i * 20 + 20]))];
            uint256 units = bond.units < _expiryPenalty ? bond.units : _expiryPenalty;
            bond.units -= uint40(units);
            penalty += units;
        }
    }

    /// @dev Unlocks every stake and adds the annotator's part of the penalty, by items, to what is free.
    /// @return shared What of the penalty was given out.
    function _unlockStakes(uint256 params, Expiry calldata expiry, uint256 penalty)
        private
        returns (uint256 shared)
    {
        uint256[] memory counts = new uint256[](expiry.terms.length);
        uint256 locked;
        for (uint256 t = 0; t < expiry.items.length; ++t) {
            uint256 index = uint8(expiry.items[t]);
            if (expiry.terms[index] == 0) continue;
            ++counts[index];
            ++locked;
        }
        if (locked == 0) return 0;
        uint256 share = penalty / locked;
        uint256 stake = LedgerWords.field(params, LedgerWords.LABEL_STAKE, 20);
        for (uint256 i = 0; i < counts.length; ++i) {
            if (counts[i] == 0) continue;
            uint256 account = uint32(bytes4(expiry.annotators[i * 4:i * 4 + 4]));
            uint256 unlocked = counts[i] * stake;
            shared += counts[i] * share;
            _accounts[account] =
                _accounts[account] - (unlocked << LedgerWords.LOCKED) + unlocked + counts[i] * share;
        }
    }
}
