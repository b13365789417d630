// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ILedgerBonds
/// @notice The bonds with which operators answer for what they sign. The ledger holds them; the court, and late
/// batches, take from them. Amounts are units of 10^15 wei.
interface ILedgerBonds {
    /// @notice An operator's bond changed by a deposit.
    event BondDeposited(address indexed operator, uint256 units);
    /// @notice The bond can be withdrawn from `readyAt` (seconds), for a day.
    event BondExitStarted(address indexed operator, uint256 readyAt);
    /// @notice The bond was paid out.
    event BondWithdrawn(address indexed operator, address indexed to, uint256 units);

    /// @notice Pulls units of the caller into the bond of `operator`.
    function depositBond(address operator, uint256 units) external;

    /// @notice Starts the exit of the caller's bond; only when the caller is neither listed nor announced.
    function startBondExit() external;

    /// @notice Pays the caller's bond out to `to`: within the day that begins UNBOND after the start, and only when the
    /// caller is neither listed nor announced.
    function withdrawBond(address to) external;

    /// @notice Bonded units and since when they can be withdrawn (0: no exit started).
    function bondOf(address operator) external view returns (uint256 units, uint256 readyAt);
}
