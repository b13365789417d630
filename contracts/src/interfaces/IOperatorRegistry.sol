// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title IOperatorRegistry
/// @notice What the ledger asks the registry of operators. A list is known by the hash of its packed addresses (20
/// bytes each, at most 8) and a version counted modulo 128.
interface IOperatorRegistry {
    /// @notice The version and threshold k of a list that may sign now.
    /// @dev `threshold` is 0 for a list that may not sign.
    function quorumOf(bytes32 listHash) external view returns (uint256 version, uint256 threshold);

    /// @notice The hash of the list with this version, also of earlier ones.
    function listHashOf(uint256 version) external view returns (bytes32);

    /// @notice Whether the operator is in the current list or one announced to become it.
    function isListed(address operator) external view returns (bool);
}
