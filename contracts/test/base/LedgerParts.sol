// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {LedgerDesk} from "../../src/LedgerDesk.sol";
import {LedgerFront} from "../../src/ledger/LedgerFront.sol";
import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";

/// @dev The ledger without batches: storage, and the way to the desk.
contract LedgerShell is LedgerFront {
    constructor(Config memory config, address desk) LedgerStorage(config) LedgerFront(desk) {}
}

/// @dev The desk, run inside a {LedgerShell}. What settling does to words is done by writing them.
contract LedgerParts is LedgerDesk {
    constructor(Config memory config) LedgerDesk(config) {}

    function accountWord(uint256 account) external view returns (uint256) {
        return _accounts[account];
    }

    function seatWord(uint256 seat) external view returns (uint256) {
        return _seats[seat];
    }

    function setAccountWord(uint256 account, uint256 word) external {
        _accounts[account] = word;
    }

    function setSeatWord(uint256 seat, uint256 word) external {
        _seats[seat] = word;
    }

    function setCounts(uint256 projects, uint256 seats) external {
        (_projectCount, _seatCount) = (uint24(projects), uint16(seats));
    }

    function reserve(uint256 project, uint256 units) external {
        _projects[project].balance -= uint64(units);
    }

    function addUnits(uint256 units) external {
        _totalUnits += uint40(units);
    }

    function totalUnits() external view returns (uint256) {
        return _totalUnits;
    }

    function sponsorFund() external view returns (uint256) {
        return _sponsorFund;
    }

    function settings()
        external
        view
        returns (
            address court,
            address registry,
            uint256 seatStake,
            uint256 expiryPenalty,
            uint256 pausedUntil
        )
    {
        return (_court, address(_registry), _seatStake, _expiryPenalty, _pausedUntil);
    }

    function separator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function requireQuorum(bytes32 structHash, ILedgerBatches.Quorum calldata quorum)
        external
        view
        returns (uint256 signers, uint256 version)
    {
        return _requireQuorum(structHash, quorum);
    }
}
