// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerCourtSide} from "../../src/ledger/LedgerCourtSide.sol";
import {LedgerPanel} from "../../src/ledger/LedgerPanel.sol";
import {BatchLedger} from "./BatchLedger.sol";

/// @dev Batches with everything that can happen to them after their first round.
contract ReviewLedger is BatchLedger, LedgerPanel, LedgerCourtSide {
    constructor(Config memory config) BatchLedger(config) {}

    function registry() external view returns (address) {
        return address(_registry);
    }

    function paramsOf(uint256 project) external view returns (uint256) {
        return _projects[project].params;
    }

    function accountOf(address owner) external view returns (uint256) {
        return _accountIds[owner];
    }

    function seatOf(uint256 account) external view returns (uint256) {
        return _seatOf[account];
    }

    function disputeFund() external view returns (uint256) {
        return _disputeFund;
    }

    function setCourt(address court) external {
        _court = court;
    }

    function sayNotMine(uint256 batch, uint256 item) external {
        _flags[batch][NOT_MINE_KEY + item / 256] |= 1 << (item % 256);
    }

    function setOwner(uint256 account, address owner) external {
        _accountOwners[account] = owner;
        _accountIds[owner] = account;
    }

    function setSeatOf(uint256 account, uint256 seat, uint256 joinedAt) external {
        _seatOf[account] = seat + 1;
        _seatJoinedAt[seat] = joinedAt;
    }
}
