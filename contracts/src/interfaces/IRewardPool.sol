// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../ledger/LedgerWords.sol";

/// @title IRewardPool
/// @notice The initial reward pool. Once a week anybody may release that week's emission: a share of what is left,
/// so it decays by itself and never runs out, and never more than 2 % of the initial pool. It goes, by shares that
/// governance sets, into projects of the pool and into the fund that lends newcomers their first stake. There is no
/// other way out. Amounts are units of 10^15 wei.
///
/// The pool owns the projects it pays into: an owner can drain what is not reserved, so emission paid into somebody
/// else's project would be a gift to that person.
interface IRewardPool {
    /// @notice Where a part of the emission goes; `shareBp` in 1/10,000 of it.
    struct Share {
        uint256 project;
        uint256 shareBp;
    }

    /// @dev The rate is above 200/10,000 a week.
    error RateTooHigh(uint256 rateBp);
    /// @dev The shares add up to more than the whole, or newcomers get more than a fifth of it.
    error SharesTooHigh(uint256 totalBp);
    /// @dev More projects than can be paid in one call.
    error TooManyShares(uint256 count);
    /// @dev The pool did not create this project.
    error NotOurProject(uint256 project);
    /// @dev This week's emission is out; the next begins at `next` (seconds).
    error AlreadyDistributed(uint256 next);

    /// @notice From now on the pool pays into this ledger; where emission goes must be set again.
    event LedgerSet(address ledger);
    /// @notice The pool created a project and owns it.
    event ProjectOpened(uint256 indexed project);
    /// @notice From now on this share of what is left is emitted a week.
    event RateSet(uint256 rateBp);
    /// @notice From now on emission is divided like this; what is not given to anybody stays in the pool.
    event SharesSet(Share[] shares, uint256 sponsorshipBp);
    /// @notice A week's emission was paid out.
    event Distributed(uint256 indexed epoch, uint256 units);
    /// @notice Unreserved units of a project came back to the pool.
    event Reclaimed(address indexed ledger, uint256 indexed project, uint256 units);

    /// @notice Moves to the ledger that succeeds this one; governance only, with the long delay. The bound on the
    /// emission stays.
    function setLedger(address newLedger) external;

    /// @notice Creates a project of the pool; governance only.
    /// @param params Its rules.
    /// @return project Its id in the ledger.
    function openProject(LedgerWords.Params calldata params) external returns (uint256 project);

    /// @notice Sets the weekly rate; governance only.
    /// @param rateBp In 1/10,000 of what is left, at most 200.
    function setRate(uint256 rateBp) external;

    /// @notice Sets where emission goes; governance only.
    /// @param shares At most 16 projects of the pool.
    /// @param sponsorshipBp Share of the fund for newcomers, at most 2,000.
    function setShares(Share[] calldata shares, uint256 sponsorshipBp) external;

    /// @notice Takes unreserved units of one of the pool's projects back into the pool; governance only.
    /// @param atLedger Where the project is: the present ledger or an earlier one.
    /// @param project Its id there.
    /// @param units How much.
    function reclaim(address atLedger, uint256 project, uint256 units) external;

    /// @notice Pays out this week's emission, once; anyone. A week in which nobody calls is not made up for.
    function distribute() external;

    /// @notice Units that this week's emission comes to with what the pool holds now.
    function emission() external view returns (uint256 units);

    /// @notice Weeks since the pool was deployed; the first is 1.
    function epoch() external view returns (uint256);

    /// @notice The weekly rate in 1/10,000.
    function rateBp() external view returns (uint256);

    /// @notice Where emission goes.
    function sharesOf() external view returns (Share[] memory shares, uint256 sponsorshipBp);

    /// @notice The ledger the pool pays into.
    function ledger() external view returns (address);

    /// @notice Whether the pool created the project in this ledger.
    function isOurs(address atLedger, uint256 project) external view returns (bool);
}
