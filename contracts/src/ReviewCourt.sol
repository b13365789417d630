// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {CourtDisputes} from "./court/CourtDisputes.sol";
import {CourtExperts} from "./court/CourtExperts.sol";
import {CourtQuestions} from "./court/CourtQuestions.sol";
import {CourtReceipts} from "./court/CourtReceipts.sol";
import {CourtStorage} from "./court/CourtStorage.sol";
import {ILabelLedger} from "./interfaces/ILabelLedger.sol";

/// @title ReviewCourt
/// @notice See {IReviewCourt}.
contract ReviewCourt is CourtDisputes, CourtQuestions, CourtExperts, CourtReceipts {
    /// @param ledger_ The ledger whose court this is.
    /// @param authority The access manager.
    /// @param notMine What an operator loses for a label or vote that was not given, in units.
    /// @param receipt What an operator loses for a contradicted receipt, in units.
    constructor(ILabelLedger ledger_, address authority, uint256 notMine, uint256 receipt)
        CourtStorage(ledger_, authority)
    {
        _setPenalties(notMine, receipt);
    }
}
