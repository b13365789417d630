// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ILedgerSeats
/// @notice Seats of validators: one per account, equal minimum stake, uniform draw. Amounts are units of 10^15 wei,
/// except in signed messages (wei).
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

    /// @notice Takes a seat with stake from the caller's own free balance: the one vacated last, or a new one. The
    /// record of an earlier seat of the same account counts again.
    /// @param units At least the seat stake that governance has set.
    /// @return seat The seat's index.
    function takeSeat(uint256 units) external returns (uint256 seat);

    /// @notice The same by signature, for people without gas; `amount` in wei.
    /// EIP-712: SeatRequest(address account,uint256 amount,uint256 nonce)
    function takeSeatBySig(address account, uint256 amount, uint256 nonce, bytes calldata signature)
        external
        returns (uint256 seat);

    /// @notice Adds free units of the caller to the stake of the caller's seat.
    function topUpSeat(uint256 units) external;

    /// @notice Moves what the caller's seat has earned and vested to the caller's free balance; debt is paid first.
    function collect() external;

    /// @notice Stops being drawn; allowed once the seat has been held for UNBOND. The block is kept in the seat word,
    /// so batches locked before it still count the seat.
    function startLeave() external;

    /// @notice After UNBOND: stake and earnings go to the account; what has not vested yet keeps vesting there.
    function finishLeave() external;

    /// @notice Anyone may start the leaving of a seat whose stake has fallen below half of the minimum, once it has
    /// been held for UNBOND.
    function ejectSeat(uint256 seat) external;

    /// @notice The seat of an account; 0 when it has none, else the seat's index plus one.
    function seatOf(uint256 account) external view returns (uint256 seatPlusOne);

    /// @notice Times of a seat in seconds: since when it is held, and when its stake is free (0: not leaving).
    function seatTimesOf(uint256 seat) external view returns (uint256 joinedAt, uint256 freeAt);
}
