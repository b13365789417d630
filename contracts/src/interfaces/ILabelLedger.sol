// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerAccounts} from "./ILedgerAccounts.sol";
import {ILedgerBatches} from "./ILedgerBatches.sol";
import {ILedgerBonds} from "./ILedgerBonds.sol";
import {ILedgerCourtSide} from "./ILedgerCourtSide.sol";
import {ILedgerErrors} from "./ILedgerErrors.sol";
import {ILedgerGovernance} from "./ILedgerGovernance.sol";
import {ILedgerPanel} from "./ILedgerPanel.sol";
import {ILedgerPart} from "./ILedgerPart.sol";
import {ILedgerProjects} from "./ILedgerProjects.sol";
import {ILedgerSeats} from "./ILedgerSeats.sol";
import {ILedgerViews} from "./ILedgerViews.sol";

/// @title ILabelLedger
/// @notice The ledger that holds every token: stakes of people, seats of validators, budgets of projects, bonds of
/// operators. Every unit belongs to exactly one of them at any time.
interface ILabelLedger is
    ILedgerErrors,
    ILedgerAccounts,
    ILedgerSeats,
    ILedgerProjects,
    ILedgerBatches,
    ILedgerPanel,
    ILedgerPart,
    ILedgerBonds,
    ILedgerCourtSide,
    ILedgerGovernance,
    ILedgerViews
{}
