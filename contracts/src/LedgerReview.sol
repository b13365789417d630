// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerCourtSide} from "./ledger/LedgerCourtSide.sol";
import {LedgerFront} from "./ledger/LedgerFront.sol";
import {LedgerPanel} from "./ledger/LedgerPanel.sol";
import {LedgerStorage} from "./ledger/LedgerStorage.sol";

/// @title LedgerReview
/// @notice The part of the ledger's code for what happens to an item after its first round: panels, verdicts of experts,
/// audits, and bonds taken by the court. It runs inside the ledger, and hands what it does not know to the desk.
/// @dev See LedgerDesk for why the ledger's code is in parts.
contract LedgerReview is LedgerPanel, LedgerCourtSide, LedgerFront {
    /// @param config The same as the ledger's.
    /// @param desk_ A LedgerDesk made with the same configuration.
    constructor(Config memory config, address desk_) LedgerStorage(config) LedgerFront(desk_) {}
}
