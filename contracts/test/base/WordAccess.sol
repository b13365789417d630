// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";

/// @dev Reads and writes words of a ledger under test.
abstract contract WordAccess is LedgerStorage {
    function accountWord(uint256 account) external view returns (uint256) {
        return _accounts[account];
    }

    function seatWord(uint256 seat) external view returns (uint256) {
        return _seats[seat];
    }

    function batchWord(uint256 batch) external view returns (uint256 word, bytes32 commitment) {
        BatchSlot storage slot = _batches[batch % LedgerWords.RING];
        return (slot.word, slot.commitment);
    }

    function projectOf(uint256 project) external view returns (address owner, uint256 balance) {
        return (_projects[project].owner, _projects[project].balance);
    }

    function sponsorFund() external view returns (uint256) {
        return _sponsorFund;
    }

    function bondOf(address operator) external view returns (uint256 units) {
        return _bonds[operator].units;
    }

    function nextBatch() external view returns (uint256) {
        return _nextBatch;
    }

    function setAccountWord(uint256 account, uint256 word) external {
        _accounts[account] = word;
    }

    function setSeatWord(uint256 seat, uint256 word) external {
        _seats[seat] = word;
    }

    function setSeatCount(uint256 seats) external {
        _seatCount = uint16(seats);
    }

    function setProject(uint256 project, uint256 balance, uint256 params) external {
        _projects[project] = Project(address(this), uint64(balance), params);
    }

    function setBond(address operator, uint256 units) external {
        _bonds[operator].units = uint40(units);
    }

    function setPausedUntil(uint256 time) external {
        _pausedUntil = uint40(time);
    }

    function setSponsorFund(uint256 units) external {
        _sponsorFund = uint40(units);
    }

    function setBatchSlot(uint256 batch, uint256 word, bytes32 commitment) external {
        _batches[batch % LedgerWords.RING] = BatchSlot(word, commitment);
    }

    function flagIn(uint256 batch, uint256 round, uint256 item) public {
        _flags[batch][round * 256 + item / 256] |= 1 << (item % 256);
    }

    function flag(uint256 batch, uint256 item) external {
        flagIn(batch, 1, item);
        BatchSlot storage slot = _batches[batch % LedgerWords.RING];
        slot.word += 1 << LedgerWords.OPEN;
    }

    function isFlagged(uint256 batch, uint256 round, uint256 item) external view returns (bool) {
        return _flagged(batch, round, item);
    }

    function classIn(uint256 seat, uint256 epoch) external view returns (uint256) {
        return _classIn(seat, epoch);
    }

    function separator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }
}
