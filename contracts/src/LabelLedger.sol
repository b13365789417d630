// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerBatches} from "./ledger/LedgerBatches.sol";
import {LedgerExpiry} from "./ledger/LedgerExpiry.sol";
import {LedgerFront} from "./ledger/LedgerFront.sol";
import {LedgerPanel} from "./ledger/LedgerPanel.sol";
import {LedgerSettlement} from "./ledger/LedgerSettlement.sol";
import {LedgerStorage} from "./ledger/LedgerStorage.sol";

/// @title LabelLedger
/// @notice Holds every token and settles what people did; see {ILabelLedger} for all it answers to.
/// @dev The code here is that of batches, from their lock to their panels. Every other call goes on to LedgerReview, and
/// from there to LedgerDesk, whose code runs in this contract's storage. Nothing can be upgraded: who does not like a new
/// court or new operators leaves.
contract LabelLedger is LedgerBatches, LedgerSettlement, LedgerPanel, LedgerExpiry, LedgerFront {
    /// @param config Token, registry, court, authority and settings.
    /// @param review A LedgerReview made with the same configuration.
    constructor(Config memory config, address review) LedgerStorage(config) LedgerFront(review) {}
}
