// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ILedgerPart
/// @notice What is fixed in the code of every part of the ledger. The parts agree on it: see {LedgerFront}.
interface ILedgerPart {
    /// @notice The token held.
    function token() external view returns (address);
    /// @notice The shortest window of objections in seconds: an hour on public chains.
    function minWindow() external view returns (uint256);
}
