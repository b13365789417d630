// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerBonds} from "./ledger/LedgerBonds.sol";
import {LedgerGovernance} from "./ledger/LedgerGovernance.sol";
import {LedgerProjects} from "./ledger/LedgerProjects.sol";
import {LedgerSeats} from "./ledger/LedgerSeats.sol";
import {LedgerStorage} from "./ledger/LedgerStorage.sol";

/// @title LedgerDesk
/// @notice The part of the ledger's code that people, project owners, operators' bonds and governance use: accounts,
/// sponsorship, seats, projects, bonds, settings. It runs inside the ledger.
/// @dev The ledger does not fit into one contract's 24,576 bytes. LabelLedger holds all storage and the code of batches; it
/// hands every other call to LedgerReview, and that to this code, by `delegatecall`. The addresses are immutable, so this
/// is no way to upgrade. All three parts inherit LedgerStorage first and declare no state of their own, so they agree on
/// every slot. The own storage of the review and of this contract is never used.
contract LedgerDesk is LedgerSeats, LedgerProjects, LedgerBonds, LedgerGovernance {
    /// @param config The same as the ledger's.
    constructor(Config memory config) LedgerStorage(config) {}
}
