// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerViews} from "../../src/interfaces/ILedgerViews.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {ReviewActions} from "./ReviewActions.sol";

/// @dev Forge calls the actions at random; `check` holds after each of them.
contract Handler is ReviewActions {
    constructor() {
        buildWorld();
        for (uint256 id = 1; id <= PEOPLE; ++id) {
            _sessionChanged(id, 15_000);
        }
    }

    function check() external view {
        _checkUnits();
        for (uint256 id = 1; id <= PEOPLE; ++id) {
            LedgerWords.Account memory account = accountAt(id);
            assertEq(account.locked, atStake[id], "I2: locked is what open items bind");
            assertTrue(account.good <= account.all && account.all <= 4095, "I10: record");
            assertTrue(sessionCost[id] <= sessionLimit[id], "I7: a session costs at most its limit");
        }
        uint256 sum;
        for (uint256 i = 0; i < 6; ++i) {
            sum += endedItems[i];
        }
        assertTrue(sum <= lockedItems, "I5: no more ends than items");
    }

    /// @dev I1: everything the ledger counts is there, and belongs to somebody.
    function _checkUnits() private view {
        ILedgerViews.Totals memory totals = ledger.totals();
        uint256 owed = lens.accountUnits(1, PEOPLE) + lens.projectUnits(1, PROJECTS) + bondsHeld();
        owed += lens.seatUnits(0, totals.seats - 1) + totals.sponsorFund + totals.disputeFund;
        for (uint256 i = 0; i < liveBatches.length; ++i) {
            owed += lens.reservedUnits(liveBatches[i], liveBatches[i]);
        }
        assertEq(owed, totals.totalUnits, "I1: sum of all");
        (uint256 held, uint256 promised) = lens.solvency();
        assertEq(held, promised, "I1: tokens");
        assertEq(promised, owed * LedgerWords.UNIT, "I1: units");
    }
}
