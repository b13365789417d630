// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ILedgerViews
/// @notice Raw words for the lens and for anyone who verifies; LedgerWords tells how to read them.
interface ILedgerViews {
    /// @notice Counters and settings that are not packed into anybody's word. Amounts in units.
    struct Totals {
        uint256 totalUnits;
        uint256 sponsorFund;
        uint256 disputeFund;
        uint256 accounts;
        uint256 projects;
        uint256 seats;
        uint256 nextBatch;
        uint256 seatStake;
        uint256 expiryPenalty;
        uint256 pausedUntil;
    }

    /// @notice The word of an account.
    function accountWord(uint256 account) external view returns (uint256);
    /// @notice The word of a seat.
    function seatWord(uint256 seat) external view returns (uint256);
    /// @notice The word and commitment in the ring slot of a batch; both may be of a later batch (compare the id).
    function batchWord(uint256 batch) external view returns (uint256 word, bytes32 commitment);
    /// @notice Counters and settings.
    function totals() external view returns (Totals memory);
    /// @notice Whether the court flagged the item in round 1 or 2.
    function isFlagged(uint256 batch, uint256 round, uint256 item) external view returns (bool);
    /// @notice The operator registry asked for quorums.
    function registry() external view returns (address);
    /// @notice The court.
    function court() external view returns (address);
}
