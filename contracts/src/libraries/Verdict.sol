// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Verdict
/// @notice When votes decide an item: two keys, one of heads and one of weight.
///
/// The key of weight lets people with a good record count for more. The key of heads keeps one heavy account from
/// deciding against two light ones.
library Verdict {
    /// @notice No side has both keys: the item goes to the next round.
    uint256 internal constant OPEN = 0;
    /// @notice The annotation stands.
    uint256 internal constant ACCEPTED = 1;
    /// @notice The annotation was wrong.
    uint256 internal constant REJECTED = 2;
    /// @notice The item does not count: stakes go back and no record changes.
    uint256 internal constant VOID = 3;
    /// @notice Honest people may differ on it: stakes go back, everybody is paid and no record changes.
    uint256 internal constant UNCLEAR = 4;

    /// @notice A validator that did not vote.
    uint256 internal constant NONE = 0;
    /// @notice The validator's own blind label equals the annotation.
    uint256 internal constant APPROVE = 1;
    /// @notice The validator's own blind label differs.
    uint256 internal constant REJECT = 2;
    /// @notice The validator could not tell.
    uint256 internal constant UNSURE = 3;

    /// @notice The fewest votes that can ever decide.
    uint256 internal constant LEAST_VOTES = 2;

    uint256 private constant BASIS_POINTS = 10_000;

    /// @notice How many votes an item needs: `minVotes`, or all who can vote when they are fewer, but at least two.
    function quorumOf(uint256 minVotes, uint256 eligible) internal pure returns (uint256) {
        uint256 quorum = minVotes < eligible ? minVotes : eligible;
        return quorum < LEAST_VOTES ? LEAST_VOTES : quorum;
    }

    /// @notice The outcome of a round. Thresholds above one half make it impossible for both sides to win.
    /// @param approveHeads Votes to approve; `approveWeight` is the sum of their weights.
    /// @param rejectHeads Votes to reject; `rejectWeight` is the sum of their weights.
    /// @param quorum Votes of either side needed, see {quorumOf}.
    /// @param thresholdBp Share of the weight the winner needs, in basis points.
    /// @return OPEN, ACCEPTED or REJECTED.
    function decide(
        uint256 approveHeads,
        uint256 approveWeight,
        uint256 rejectHeads,
        uint256 rejectWeight,
        uint256 quorum,
        uint256 thresholdBp
    ) internal pure returns (uint256) {
        unchecked {
            if (approveHeads + rejectHeads < quorum || approveHeads == rejectHeads) return OPEN;
            bool accepted = approveHeads > rejectHeads;
            uint256 winner = accepted ? approveWeight : rejectWeight;
            if (winner * BASIS_POINTS < thresholdBp * (approveWeight + rejectWeight)) return OPEN;
            return accepted ? ACCEPTED : REJECTED;
        }
    }
}
