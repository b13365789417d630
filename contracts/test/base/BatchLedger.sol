// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

import {LedgerBatches} from "../../src/ledger/LedgerBatches.sol";
import {LedgerExpiry} from "../../src/ledger/LedgerExpiry.sol";
import {LedgerSettlement} from "../../src/ledger/LedgerSettlement.sol";
import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {WordAccess} from "./WordAccess.sol";

/// @dev The part of the ledger that batches need; everything else is put in place by writing words.
contract BatchLedger is LedgerBatches, LedgerSettlement, LedgerExpiry, WordAccess, Multicall {
    constructor(Config memory config) LedgerStorage(config) {}
}
