// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBonds} from "../interfaces/ILedgerBonds.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerBonds
/// @notice The bonds with which operators answer for what they sign.
/// @dev An exit takes UNBOND, longer than a batch lives, from a moment at which the operator no longer signs. It lapses
/// a day later. To sign again in between, the operator would have to be announced, and an announced list waits longer
/// than UNBOND and that day, so nobody can start an exit, sign, and be gone at once.
abstract contract LedgerBonds is ILedgerBonds, LedgerStorage {
    uint256 private constant EXIT_TIME = 1 days;

    /// @inheritdoc ILedgerBonds
    function depositBond(address operator, uint256 units) external nonReentrant {
        require(operator != address(0), ZeroAddress());
        uint256 received = _pull(msg.sender, units);
        _bonds[operator].units += uint40(received);
        emit BondDeposited(operator, received);
    }

    /// @inheritdoc ILedgerBonds
    function startBondExit() external {
        require(!_registry.isListed(msg.sender), NotAllowed(msg.sender));
        Bond storage bond = _bonds[msg.sender];
        require(bond.units > 0, ZeroAmount());
        uint256 readyAt = block.timestamp + LedgerWords.UNBOND;
        bond.readyAt = uint40(readyAt);
        emit BondExitStarted(msg.sender, readyAt);
    }

    /// @inheritdoc ILedgerBonds
    function withdrawBond(address to) external nonReentrant {
        require(!_registry.isListed(msg.sender), NotAllowed(msg.sender));
        Bond memory bond = _bonds[msg.sender];
        require(bond.readyAt != 0, NotAllowed(msg.sender));
        require(block.timestamp >= bond.readyAt, TooEarly(bond.readyAt));
        uint256 last = bond.readyAt + EXIT_TIME;
        require(block.timestamp <= last, TooLate(last));
        delete _bonds[msg.sender];
        emit BondWithdrawn(msg.sender, to, bond.units);
        _push(to, bond.units);
    }

    /// @inheritdoc ILedgerBonds
    function bondOf(address operator) external view returns (uint256 units, uint256 readyAt) {
        Bond memory bond = _bonds[operator];
        return (bond.units, bond.readyAt);
    }
}
