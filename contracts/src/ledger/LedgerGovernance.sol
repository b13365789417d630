// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerGovernance} from "../interfaces/ILedgerGovernance.sol";
import {IOperatorRegistry} from "../interfaces/IOperatorRegistry.sol";
import {LedgerStorage} from "./LedgerStorage.sol";

/// @title LedgerGovernance
/// @notice The few settings of the ledger, and the guardian's brake.
/// @dev Who may call what, after which delay, is in the access manager (see governance/Roles.sol).
abstract contract LedgerGovernance is ILedgerGovernance, LedgerStorage {
    uint256 private constant MIN_SEAT_STAKE = 1000;
    uint256 private constant MAX_SEAT_STAKE = 10_000_000;
    /// @dev A seat may be ejected below half of the minimum; so no single change can eject whoever just had enough.
    uint256 private constant MAX_SEAT_STAKE_STEP = 2;
    uint256 private constant MAX_EXPIRY_PENALTY = 1_000_000;
    uint256 private constant MAX_PAUSE = 7 days;
    uint256 private constant PAUSE_REST = 7 days;

    /// @inheritdoc ILedgerGovernance
    function setCourt(address court) external restricted {
        require(court != address(0), ZeroAddress());
        _court = court;
        emit CourtSet(court);
    }

    /// @inheritdoc ILedgerGovernance
    function setRegistry(address registry) external restricted {
        require(registry != address(0), ZeroAddress());
        _registry = IOperatorRegistry(registry);
        emit RegistrySet(registry);
    }

    /// @inheritdoc ILedgerGovernance
    function setSeatStake(uint256 units) external restricted {
        require(units >= MIN_SEAT_STAKE && units <= MAX_SEAT_STAKE, OutOfBounds("seatStake", units));
        require(units <= uint256(_seatStake) * MAX_SEAT_STAKE_STEP, OutOfBounds("seatStake", units));
        _seatStake = uint40(units);
        emit SeatStakeSet(units);
    }

    /// @inheritdoc ILedgerGovernance
    function setExpiryPenalty(uint256 units) external restricted {
        require(units <= MAX_EXPIRY_PENALTY, OutOfBounds("expiryPenalty", units));
        _expiryPenalty = uint40(units);
        emit ExpiryPenaltySet(units);
    }

    /// @inheritdoc ILedgerGovernance
    function pause(uint256 duration) external restricted {
        require(duration > 0 && duration <= MAX_PAUSE, OutOfBounds("duration", duration));
        uint256 next = uint256(_pausedUntil) + PAUSE_REST;
        require(block.timestamp >= next, TooEarly(next));
        _setPause(block.timestamp + duration);
    }

    /// @inheritdoc ILedgerGovernance
    function unpause() external restricted {
        require(block.timestamp < _pausedUntil, TooLate(_pausedUntil));
        _setPause(block.timestamp);
    }

    function _setPause(uint256 until) private {
        _pausedUntil = uint40(until);
        emit PausedUntil(until);
    }
}
