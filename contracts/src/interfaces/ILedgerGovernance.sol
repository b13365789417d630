// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ILedgerGovernance
/// @notice What governance (through the access manager's delays) may set. It cannot touch anybody's units, a running
/// batch, a project's rules, the unit or UNBOND.
interface ILedgerGovernance {
    /// @notice The court was replaced.
    event CourtSet(address court);
    /// @notice The operator registry was replaced.
    event RegistrySet(address registry);
    /// @notice The least stake of a seat, in units.
    event SeatStakeSet(uint256 units);
    /// @notice What each signer of an expired batch loses of its bond, in units.
    event ExpiryPenaltySet(uint256 units);
    /// @notice Locking and proposing stop until then (seconds).
    event PausedUntil(uint256 until);

    /// @notice Replaces the court.
    function setCourt(address court) external;
    /// @notice Replaces the operator registry.
    function setRegistry(address registry) external;
    /// @notice Sets the least stake of a seat.
    function setSeatStake(uint256 units) external;
    /// @notice Sets what a late operator loses.
    function setExpiryPenalty(uint256 units) external;
    /// @notice Guardian: stops lockBatch and proposeBatch for 7 days at most; not again within 7 days of its end.
    function pause(uint256 duration) external;
    /// @notice Ends a pause early.
    function unpause() external;
}
