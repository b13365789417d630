// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ILedgerSeats
/// @notice Seats of validators: one per account, equal minimum stake, uniform draw.
interface ILedgerSeats {
    /// @notice The account holds the seat from now on and can be drawn by batches locked in later blocks.
    event SeatTaken(uint256 indexed seat, uint256 indexed account, uint256 units);
    /// @notice The seat's stake grew.
    event SeatToppedUp(uint256 indexed seat, uint256 units);
    /// @notice The seat is drawn no longer; its stake is free at `freeAt` (seconds).
    event SeatLeaving(uint256 indexed seat, uint256 freeAt);
    /// @notice The seat is vacant; stake and earnings went to the account.
    event SeatLeft(uint256 indexed seat, uint256 indexed account, uint256 units);
    /// @notice What had vested in the seat went to the account's free balance.
    event SeatCollected(uint256 indexed seat, uint256 indexed account, uint256 units);

    /// @notice Takes a vacant seat, or a new one when `seat` equals the number of seats, with stake from the
    /// caller's free balance.
    function takeSeat(uint256 seat, uint256 units) external;

    /// @notice The same by signature, for people without gas.
    /// EIP-712: SeatRequest(address account,uint256 seat,uint256 units,uint256 nonce)
    function takeSeatBySig(
        address account,
        uint256 seat,
        uint256 units,
        uint256 nonce,
        bytes calldata signature
    ) external;

    /// @notice Adds free units of the caller to the stake of the caller's seat.
    function topUpSeat(uint256 units) external;

    /// @notice Moves what the caller's seat has earned and vested to the caller's free balance.
    function collect() external;

    /// @notice Stops being drawn; allowed once the seat has been held for UNBOND. The block is kept in the seat word, so
    /// batches locked before it still count the seat.
    function startLeave() external;

    /// @notice After UNBOND: stake and earnings go to the account; what has not vested yet keeps vesting there.
    function finishLeave() external;

    /// @notice Anyone may start the leaving of a seat whose stake has fallen below half of the minimum.
    function ejectSeat(uint256 seat) external;

    /// @notice The seat of an account; 0 when it has none, else the seat's index plus one.
    function seatOf(uint256 account) external view returns (uint256 seatPlusOne);
}
