// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ILedgerErrors
/// @notice What any part of the ledger may fail with.
interface ILedgerErrors {
    /// @dev The caller may not do this.
    error NotAllowed(address caller);
    /// @dev The batch is not in the state the call needs (see LedgerWords for the numbers), or is not the next one.
    error BadState(uint256 batch, uint256 state);
    /// @dev An argument is malformed, or does not hash to what was committed.
    error BadData();
    /// @dev The draw has another seed: these votes were given for a block that is no longer part of the chain.
    error WrongSeed(bytes32 seed);
    /// @dev A signature is missing, not valid, not of a listed operator, out of order, or there are too few.
    error BadSignature();
    /// @dev Not before `time` (seconds) or `block` number.
    error TooEarly(uint256 time);
    /// @dev The deadline (seconds, or block number for a seed) has passed.
    error TooLate(uint256 deadline);
    /// @dev Units (or seats) at hand do not cover what is asked for.
    error Insufficient(uint256 available, uint256 requested);
    /// @dev The ledger would hold more than 2^40-1 units.
    error CapExceeded(uint256 units);
    /// @dev Nothing to move.
    error ZeroAmount();
    /// @dev Nothing can belong to the zero address.
    error ZeroAddress();
    /// @dev The nonce of a signed message is not the account's next one.
    error BadNonce(address account, uint256 expected);
    /// @dev Locking and proposing are paused until then.
    error Paused(uint256 until);
    /// @dev A parameter is outside its bounds.
    error OutOfBounds(bytes32 parameter, uint256 value);
}
