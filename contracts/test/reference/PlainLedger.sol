// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {WordAccess} from "../base/WordAccess.sol";
import {PlainLock} from "./PlainLock.sol";
import {PlainOpenItems} from "./PlainOpenItems.sol";
import {PlainSettlement} from "./PlainSettlement.sol";

/// @dev A ledger whose batches are locked and settled by the reference.
contract PlainLedger is PlainLock, PlainSettlement, PlainOpenItems, WordAccess {
    constructor(Config memory config) LedgerStorage(config) {}
}
