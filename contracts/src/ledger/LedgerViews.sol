// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerViews} from "../interfaces/ILedgerViews.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerViews
/// @notice The raw words of the ledger, for the lens and for whoever verifies.
abstract contract LedgerViews is ILedgerViews, LedgerStorage {
    /// @inheritdoc ILedgerViews
    function accountWord(uint256 account) external view returns (uint256) {
        return _accounts[account];
    }

    /// @inheritdoc ILedgerViews
    function seatWord(uint256 seat) external view returns (uint256) {
        return _seats[seat];
    }

    /// @inheritdoc ILedgerViews
    function batchWord(uint256 batch) external view returns (uint256 word, bytes32 commitment) {
        BatchSlot storage slot = _batches[batch % LedgerWords.RING];
        return (slot.word, slot.commitment);
    }

    /// @inheritdoc ILedgerViews
    function totals() external view returns (Totals memory) {
        return Totals({
            totalUnits: _totalUnits,
            sponsorFund: _sponsorFund,
            disputeFund: _disputeFund,
            accounts: _accountCount,
            projects: _projectCount,
            seats: _seatCount,
            nextBatch: _nextBatch,
            seatStake: _seatStake,
            expiryPenalty: _expiryPenalty,
            pausedUntil: _pausedUntil
        });
    }

    /// @inheritdoc ILedgerViews
    function isFlagged(uint256 batch, uint256 round, uint256 item) external view returns (bool) {
        return _flagged(batch, round, item);
    }

    /// @inheritdoc ILedgerViews
    function registry() external view returns (address) {
        return address(_registry);
    }

    /// @inheritdoc ILedgerViews
    function court() external view returns (address) {
        return _court;
    }
}
