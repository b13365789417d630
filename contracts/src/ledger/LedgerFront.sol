// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

import {ILedgerPart} from "../interfaces/ILedgerPart.sol";
import {LedgerStorage} from "./LedgerStorage.sol";

/// @title LedgerFront
/// @notice Hands every call that a part of the ledger does not know to the code of the next part, which runs in the
/// ledger's storage: LabelLedger, LedgerReview, LedgerDesk. The addresses never change.
abstract contract LedgerFront is LedgerStorage {
    address private immutable _next;

    /// @param next The next part. It must agree with this one on what is not in storage but in its code, so that what one
    /// part tells of itself holds for all.
    constructor(address next) {
        require(next.code.length > 0, ZeroAddress());
        require(ILedgerPart(next).token() == address(_token), BadData());
        require(ILedgerPart(next).minWindow() == _minWindow, BadData());
        _next = next;
    }

    /// @notice The next part answers, with what it returns or with its error. Ether is refused.
    fallback(bytes calldata call) external returns (bytes memory) {
        return Address.functionDelegateCall(_next, call);
    }

    /// @notice The code that runs calls this part does not know.
    function nextPart() external view returns (address) {
        return _next;
    }
}
