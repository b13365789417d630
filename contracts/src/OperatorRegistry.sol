// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {IOperatorRegistry} from "./interfaces/IOperatorRegistry.sol";
import {IOperatorRotation} from "./interfaces/IOperatorRotation.sol";

/// @title OperatorRegistry
/// @notice Who the operators are and how many of them must sign. Bonds are held by the ledger.
/// @dev The hashes of the last 128 lists are kept, because a batch names the list that signed it by its version modulo
/// 128. A batch lives less than ten days. Announced lists are `rotationDelay` apart, and a list can be narrowed at most
/// three times (each time n - k shrinks, and k > n/2, n <= 8), so no version that a live batch names is overwritten.
contract OperatorRegistry is IOperatorRegistry, IOperatorRotation, AccessManaged {
    uint256 private constant VERSIONS = 128;
    uint256 private constant MAX_OPERATORS = 8;
    uint256 private constant MIN_THRESHOLD = 2;

    struct Standing {
        uint128 version;
        uint128 threshold;
    }

    struct List {
        address[] operators;
        uint64 threshold;
        uint64 readyAt;
    }

    /// @inheritdoc IOperatorRotation
    uint256 public immutable rotationDelay;

    /// @dev Only the current list has a threshold: one slot tells the ledger all it asks when it checks signatures.
    mapping(bytes32 listHash => Standing) private _standings;
    bytes32[VERSIONS] private _hashes;
    uint256 private _version;
    List private _current;
    List private _announced;

    /// @param authority_ The access manager that says who is governance.
    /// @param rotationDelay_ Seconds from an announcement to its effect; on public chains longer than UNBOND.
    /// @param operators The first list, strictly ascending.
    /// @param threshold How many of it must sign.
    constructor(address authority_, uint256 rotationDelay_, address[] memory operators, uint256 threshold)
        AccessManaged(authority_)
    {
        rotationDelay = rotationDelay_;
        _requireValid(operators, threshold);
        _activate(operators, threshold);
    }

    // ------------------------------------------------------------ governance

    /// @inheritdoc IOperatorRotation
    function announce(address[] calldata operators, uint256 threshold) external restricted {
        _requireValid(operators, threshold);
        uint256 readyAt = block.timestamp + rotationDelay;
        _announced = List(operators, uint64(threshold), uint64(readyAt));
        emit ListAnnounced(operators, threshold, readyAt);
    }

    /// @inheritdoc IOperatorRotation
    function cancelAnnouncement() external restricted {
        require(_announced.threshold != 0, NothingAnnounced());
        delete _announced;
        emit AnnouncementCancelled();
    }

    /// @inheritdoc IOperatorRotation
    function narrow(address[] calldata operators, uint256 threshold) external restricted {
        _requireValid(operators, threshold);
        require(threshold >= _current.threshold, BadThreshold(threshold));
        address[] memory list = _current.operators;
        require(operators.length < list.length || threshold > _current.threshold, BadList());
        for (uint256 i = 0; i < operators.length; ++i) {
            require(_contains(list, operators[i]), NotListed(operators[i]));
        }
        _activate(operators, threshold);
    }

    // --------------------------------------------------- operators, everybody

    /// @inheritdoc IOperatorRotation
    function activate() external {
        List memory next = _announced;
        require(next.threshold != 0, NothingAnnounced());
        require(block.timestamp >= next.readyAt, TooEarly(next.readyAt));
        delete _announced;
        _activate(next.operators, next.threshold);
    }

    /// @inheritdoc IOperatorRotation
    function resign() external {
        address[] memory list = _current.operators;
        require(_contains(list, msg.sender), NotListed(msg.sender));
        address[] memory rest = new address[](list.length - 1);
        for ((uint256 i, uint256 kept) = (0, 0); i < list.length; ++i) {
            if (list[i] != msg.sender) rest[kept++] = list[i];
        }
        _requireValid(rest, _current.threshold);
        _activate(rest, _current.threshold);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IOperatorRegistry
    function quorumOf(bytes32 listHash) external view returns (uint256 version, uint256 threshold) {
        Standing memory standing = _standings[listHash];
        return (standing.version % VERSIONS, standing.threshold);
    }

    /// @inheritdoc IOperatorRegistry
    function listHashOf(uint256 version) external view returns (bytes32) {
        return _hashes[version % VERSIONS];
    }

    /// @inheritdoc IOperatorRegistry
    function isListed(address operator) external view returns (bool) {
        return _contains(_current.operators, operator) || _contains(_announced.operators, operator);
    }

    /// @inheritdoc IOperatorRotation
    function current()
        external
        view
        returns (uint256 version, address[] memory operators, uint256 threshold)
    {
        return (_version, _current.operators, _current.threshold);
    }

    /// @inheritdoc IOperatorRotation
    function announced()
        external
        view
        returns (address[] memory operators, uint256 threshold, uint256 readyAt)
    {
        return (_announced.operators, _announced.threshold, _announced.readyAt);
    }

    // -------------------------------------------------------------- internal

    function _activate(address[] memory operators, uint256 threshold) private {
        delete _standings[_hashOf(_current.operators)];
        uint256 version = ++_version;
        bytes32 listHash = _hashOf(operators);
        _standings[listHash] = Standing(uint128(version), uint128(threshold));
        _hashes[version % VERSIONS] = listHash;
        _current = List(operators, uint64(threshold), uint64(block.timestamp));
        emit ListActivated(version, operators, threshold);
    }

    /// @dev More than half must sign, so two quorums always share an operator; two at least, so no key is enough.
    function _requireValid(address[] memory operators, uint256 threshold) private pure {
        uint256 count = operators.length;
        require(threshold >= MIN_THRESHOLD && threshold * 2 > count, BadThreshold(threshold));
        require(threshold <= count && count <= MAX_OPERATORS, BadList());
        address last;
        for (uint256 i = 0; i < count; ++i) {
            require(operators[i] > last, BadList());
            last = operators[i];
        }
    }

    function _contains(address[] memory list, address operator) private pure returns (bool) {
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i] == operator) return true;
        }
        return false;
    }

    /// @dev keccak256 of the addresses, 20 bytes each.
    function _hashOf(address[] memory operators) private pure returns (bytes32) {
        bytes memory packed;
        for (uint256 i = 0; i < operators.length; ++i) {
            packed = bytes.concat(packed, bytes20(operators[i]));
        }
        return keccak256(packed);
    }
}
