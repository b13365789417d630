// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";
import {VestingWalletCliff} from "@openzeppelin/contracts/finance/VestingWalletCliff.sol";

/// @title Allocation
/// @notice Tokens of the team or the treasury: nothing before the cliff, then along a straight line to the end. What
/// it holds has no votes.
contract Allocation is VestingWalletCliff {
    /// @param beneficiary Who can release what has vested, and hand this right on.
    /// @param start Unix time at which the line starts.
    /// @param duration Seconds from start to end.
    /// @param cliff Seconds from the start in which nothing is released.
    constructor(address beneficiary, uint64 start, uint64 duration, uint64 cliff)
        VestingWallet(beneficiary, start, duration)
        VestingWalletCliff(cliff)
    {}
}
