// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ILedgerAccounts} from "./interfaces/ILedgerAccounts.sol";
import {ILedgerProjects} from "./interfaces/ILedgerProjects.sol";
import {IRewardPool} from "./interfaces/IRewardPool.sol";
import {LedgerWords} from "./ledger/LedgerWords.sol";

/// @title RewardPool
/// @notice See {IRewardPool}.
contract RewardPool is IRewardPool, AccessManaged {
    using SafeERC20 for IERC20;

    uint256 private constant EPOCH = 7 days;
    uint256 private constant WHOLE = 10_000;
    uint256 private constant MAX_RATE = 200;
    uint256 private constant MAX_SPONSORSHIP = 2000;
    uint256 private constant MAX_SHARES = 16;

    IERC20 private immutable _token;
    uint256 private immutable _initialUnits;
    uint256 private immutable _start;

    /// @inheritdoc IRewardPool
    address public ledger;
    /// @inheritdoc IRewardPool
    uint256 public rateBp;
    /// @inheritdoc IRewardPool
    mapping(address ledger => mapping(uint256 project => bool)) public isOurs;

    uint256 private _lastEpoch;
    uint256 private _sponsorshipBp;
    Share[] private _shares;

    /// @param authority_ The access manager that says who is governance.
    /// @param token The token emitted.
    /// @param ledger_ Where the projects and the fund for newcomers are.
    /// @param initialUnits What the pool is filled with; emission is bounded by it.
    /// @param rateBp_ The first weekly rate.
    constructor(address authority_, IERC20 token, address ledger_, uint256 initialUnits, uint256 rateBp_)
        AccessManaged(authority_)
    {
        (_token, _initialUnits, _start) = (token, initialUnits, block.timestamp);
        ledger = ledger_;
        _setRate(rateBp_);
    }

    // ------------------------------------------------------------ governance

    /// @inheritdoc IRewardPool
    function setLedger(address newLedger) external restricted {
        delete _shares;
        _sponsorshipBp = 0;
        ledger = newLedger;
        emit LedgerSet(newLedger);
    }

    /// @inheritdoc IRewardPool
    function openProject(LedgerWords.Params calldata params) external restricted returns (uint256 project) {
        project = ILedgerProjects(ledger).createProject(params);
        isOurs[ledger][project] = true;
        emit ProjectOpened(project);
    }

    /// @inheritdoc IRewardPool
    function setRate(uint256 newRateBp) external restricted {
        _setRate(newRateBp);
    }

    /// @inheritdoc IRewardPool
    function setShares(Share[] calldata shares, uint256 sponsorshipBp) external restricted {
        require(shares.length <= MAX_SHARES, TooManyShares(shares.length));
        require(sponsorshipBp <= MAX_SPONSORSHIP, SharesTooHigh(sponsorshipBp));
        uint256 total = sponsorshipBp;
        delete _shares;
        for (uint256 i = 0; i < shares.length; ++i) {
            require(isOurs[ledger][shares[i].project], NotOurProject(shares[i].project));
            total += shares[i].shareBp;
            _shares.push(shares[i]);
        }
        require(total <= WHOLE, SharesTooHigh(total));
        _sponsorshipBp = sponsorshipBp;
        emit SharesSet(shares, sponsorshipBp);
    }

    /// @inheritdoc IRewardPool
    function reclaim(address atLedger, uint256 project, uint256 units) external restricted {
        require(isOurs[atLedger][project], NotOurProject(project));
        emit Reclaimed(atLedger, project, units);
        ILedgerProjects(atLedger).drainProject(project, units, address(this));
    }

    // -------------------------------------------------------------- everybody

    /// @inheritdoc IRewardPool
    function distribute() external {
        uint256 current = epoch();
        require(current > _lastEpoch, AlreadyDistributed(_start + current * EPOCH));
        _lastEpoch = current;
        uint256 units = emission();
        _token.forceApprove(ledger, units * LedgerWords.UNIT);

        uint256 paid = units * _sponsorshipBp / WHOLE;
        if (paid > 0) ILedgerAccounts(ledger).fundSponsorship(paid);
        for (uint256 i = 0; i < _shares.length; ++i) {
            uint256 part = units * _shares[i].shareBp / WHOLE;
            if (part == 0) continue;
            paid += part;
            ILedgerProjects(ledger).fundProject(_shares[i].project, part);
        }
        _token.forceApprove(ledger, 0);
        emit Distributed(current, paid);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IRewardPool
    function emission() public view returns (uint256 units) {
        uint256 left = _token.balanceOf(address(this)) / LedgerWords.UNIT;
        return Math.min(left * rateBp, _initialUnits * MAX_RATE) / WHOLE;
    }

    /// @inheritdoc IRewardPool
    function epoch() public view returns (uint256) {
        return (block.timestamp - _start) / EPOCH + 1;
    }

    /// @inheritdoc IRewardPool
    function sharesOf() external view returns (Share[] memory shares, uint256 sponsorshipBp) {
        return (_shares, _sponsorshipBp);
    }

    // --------------------------------------------------------------- internal

    function _setRate(uint256 newRateBp) private {
        require(newRateBp <= MAX_RATE, RateTooHigh(newRateBp));
        rateBp = newRateBp;
        emit RateSet(newRateBp);
    }
}
