// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title IOperatorRotation
/// @notice How the list of operators changes. Whatever could let somebody new sign is announced and takes effect only
/// after `rotationDelay`, so that people can leave first. What only takes signers away takes effect at once.
///
/// A list is at most 8 addresses, strictly ascending. Its threshold is at least 2 and more than half of the list. The
/// ledger knows it by the hash of its addresses packed to 20 bytes each.
interface IOperatorRotation {
    /// @dev The addresses are not ascending, their number is not between the threshold and 8, or nothing was narrowed.
    error BadList();
    /// @dev The threshold is below 2, not more than half of the list, or lower than narrowing allows.
    error BadThreshold(uint256 threshold);
    /// @dev The operator is not in the current list.
    error NotListed(address operator);
    /// @dev No list is announced.
    error NothingAnnounced();
    /// @dev The announced list takes effect only at `readyAt` (seconds).
    error TooEarly(uint256 readyAt);

    /// @notice The list will be able to take effect at `readyAt` (seconds).
    event ListAnnounced(address[] operators, uint256 threshold, uint256 readyAt);
    /// @notice The announcement was withdrawn.
    event AnnouncementCancelled();
    /// @notice These operators sign from now on. Versions count from 1.
    event ListActivated(uint256 indexed version, address[] operators, uint256 threshold);

    /// @notice Announces a list in place of any announced before; governance only.
    /// @param operators Strictly ascending addresses.
    /// @param threshold How many of them must sign.
    function announce(address[] calldata operators, uint256 threshold) external;

    /// @notice Withdraws the announcement; governance only.
    function cancelAnnouncement() external;

    /// @notice Puts the announced list into effect once its time has come; anyone.
    function activate() external;

    /// @notice Takes operators away, or raises the threshold, at once; governance only.
    /// @dev Every quorum of the new list is a quorum of the current one, so nobody gains power by it.
    /// @param operators Strictly ascending addresses, all of them in the current list.
    /// @param threshold At least the current one.
    function narrow(address[] calldata operators, uint256 threshold) external;

    /// @notice The calling operator leaves the list, unless too few would remain.
    function resign() external;

    /// @notice The list that signs now.
    function current() external view returns (uint256 version, address[] memory operators, uint256 threshold);

    /// @notice The announced list; empty when there is none.
    function announced()
        external
        view
        returns (address[] memory operators, uint256 threshold, uint256 readyAt);

    /// @notice Seconds between the announcement of a list and its effect.
    function rotationDelay() external view returns (uint256);
}
