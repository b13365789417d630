// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerProjects} from "../interfaces/ILedgerProjects.sol";
import {Vesting} from "../libraries/Vesting.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerProjects
/// @notice Budgets of projects, and the bounds their rules must keep.
abstract contract LedgerProjects is ILedgerProjects, LedgerStorage {
    uint256 private constant MAX_PROJECTS = type(uint24).max;
    uint256 private constant MIN_LABEL_STAKE = 100;
    uint256 private constant MAX_LABEL_STAKE = 100_000;
    uint256 private constant MAX_REWARD = 100_000;
    uint256 private constant MIN_SLASH_FACTOR = 2;
    uint256 private constant MAX_SLASH_FACTOR = 20;
    /// @dev A seat's stake covers at least so many lost votes.
    uint256 private constant SEAT_SLASHES = 100;
    uint256 private constant MIN_THRESHOLD_BP = 5001;
    uint256 private constant MAX_THRESHOLD_BP = 10_000;
    uint256 private constant MIN_DRAWS = 3;
    uint256 private constant MAX_DRAWS = 8;
    uint256 private constant MIN_VOTES = 2;
    uint256 private constant MIN_VEST_HOURS = 24;

    /// @inheritdoc ILedgerProjects
    function createProject(LedgerWords.Params calldata params) external returns (uint256 project) {
        _requireSoundMoney(params);
        _requireSoundVote(params);
        project = uint256(_projectCount) + 1;
        require(project <= MAX_PROJECTS, CapExceeded(project));
        _projectCount = uint24(project);
        uint256 word = LedgerWords.packParams(params);
        (_projects[project].owner, _projects[project].params) = (msg.sender, word);
        emit ProjectCreated(project, msg.sender, word);
    }

    /// @inheritdoc ILedgerProjects
    function fundProject(uint256 project, uint256 units) external nonReentrant {
        require(_projects[project].owner != address(0), BadData());
        uint256 received = _pull(msg.sender, units);
        _projects[project].balance += uint64(received);
        emit ProjectFunded(project, msg.sender, received);
    }

    /// @inheritdoc ILedgerProjects
    function drainProject(uint256 project, uint256 units, address to) external nonReentrant {
        Project storage stored = _projects[project];
        require(stored.owner == msg.sender, NotAllowed(msg.sender));
        uint256 balance = stored.balance;
        require(units <= balance, Insufficient(balance, units));
        stored.balance = uint64(balance - units);
        emit ProjectDrained(project, to, units);
        _push(to, units);
    }

    /// @inheritdoc ILedgerProjects
    function projectOf(uint256 project) external view returns (address owner, uint256 balance) {
        return (_projects[project].owner, _projects[project].balance);
    }

    /// @inheritdoc ILedgerProjects
    function paramsOf(uint256 project) external view returns (uint256) {
        return _projects[project].params;
    }

    function _requireSoundMoney(LedgerWords.Params calldata params) private view {
        _requireBetween("labelStake", params.labelStake, MIN_LABEL_STAKE, MAX_LABEL_STAKE);
        _requireBetween("annotatorSlash", params.annotatorSlash, 1, params.labelStake);
        _requireBetween("annotatorReward", params.annotatorReward, 1, MAX_REWARD);
        _requireBetween("validatorReward", params.validatorReward, 1, MAX_REWARD);
        _requireBetween(
            "validatorSlash",
            params.validatorSlash,
            params.validatorReward * MIN_SLASH_FACTOR,
            params.validatorReward * MAX_SLASH_FACTOR
        );
        _requireBetween("validatorSlash", params.validatorSlash, 0, _seatStake / SEAT_SLASHES);
        _requireBetween("vestHours", params.vestHours, MIN_VEST_HOURS, Vesting.MAX_HOURS);
    }

    /// @dev A window shorter than `minWindow` counts as `minWindow`.
    function _requireSoundVote(LedgerWords.Params calldata params) private pure {
        _requireBetween("thresholdBp", params.thresholdBp, MIN_THRESHOLD_BP, MAX_THRESHOLD_BP);
        _requireBetween("draws", params.draws, MIN_DRAWS, MAX_DRAWS);
        _requireBetween("minVotes", params.minVotes, MIN_VOTES, params.draws);
        _requireBetween("panelDraws", params.panelDraws, params.draws, MAX_DRAWS);
        _requireBetween("panelMinVotes", params.panelMinVotes, params.minVotes, params.panelDraws);
        _requireBetween("windowMinutes", params.windowMinutes, 0, LedgerWords.MAX_WINDOW / 1 minutes);
    }

    function _requireBetween(bytes32 parameter, uint256 value, uint256 low, uint256 high) private pure {
        require(value >= low && value <= high, OutOfBounds(parameter, value));
    }
}
