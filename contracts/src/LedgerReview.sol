// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

import {LedgerCourtSide} from "./ledger/LedgerCourtSide.sol";
import {LedgerFront} from "./ledger/LedgerFront.sol";
import {LedgerStorage} from "./ledger/LedgerStorage.sol";
import {LedgerViews} from "./ledger/LedgerViews.sol";

/// @title LedgerReview
/// @notice The part of the ledger's code for what the court does (flags, verdicts of experts, audits, bonds that it takes),
/// for reading the ledger's words, and for several calls in one transaction. It runs inside the ledger, and hands what it
/// does not know to the desk.
/// @dev See LedgerDesk for why the ledger's code is in parts.
contract LedgerReview is LedgerCourtSide, LedgerViews, LedgerFront, Multicall {
    /// @param config The same as the ledger's.
    /// @param desk_ A LedgerDesk made with the same configuration.
    constructor(Config memory config, address desk_) LedgerStorage(config) LedgerFront(desk_) {}
}
