// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {LedgerDesk} from "../../src/LedgerDesk.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {AccountWord} from "../../src/libraries/AccountWord.sol";
import {Vesting} from "../../src/libraries/Vesting.sol";

/// @dev The desk of a real ledger, and ways to do to words what settling does to them.
contract LedgerParts is LedgerDesk {
    using AccountWord for uint256;

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

    /// @dev Units of a project's balance become a reward, which pays debt first, as in settling.
    function rewardAccount(uint256 project, uint256 account, uint256 units, uint256 vestHours) external {
        _projects[project].balance -= uint64(units);
        uint256 word = _releasedAccount(account);
        uint256 repaid = Math.min(word.debtOf(), units);
        _sponsorFund += uint40(repaid);
        word = LedgerWords.withField(word, LedgerWords.DEBT, 20, word.debtOf() - repaid);
        (, uint256 next) = Vesting.add(word.scheduleOf(), _hour(), units - repaid, vestHours);
        _accounts[account] = word.withSchedule(next);
    }

    /// @dev A part of the account's free stake becomes earnings of a seat.
    function slashAccount(uint256 account, uint256 seat, uint256 units) external {
        uint256 word = _accounts[account];
        _accounts[account] = word.withFree(word.freeOf() - units);
        (, uint256 next) = Vesting.add(_seats[seat].scheduleOf(), _hour(), units, 48);
        _seats[seat] = _seats[seat].released(_hour()).withSchedule(next);
    }
}
