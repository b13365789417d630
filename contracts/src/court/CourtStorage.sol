// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {ILabelLedger} from "../interfaces/ILabelLedger.sol";
import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {IOperatorRegistry} from "../interfaces/IOperatorRegistry.sol";
import {IReviewCourt} from "../interfaces/IReviewCourt.sol";
import {LedgerWords} from "../ledger/LedgerWords.sol";
import {ItemReader} from "../libraries/ItemReader.sol";
import {OpenItems} from "../libraries/OpenItems.sol";

/// @title CourtStorage
/// @notice What the parts of the court share: its slots, and the checks that data are what the ledger committed to.
abstract contract CourtStorage is IReviewCourt, AccessManaged, EIP712 {
    using ItemReader for ItemReader.Item;

    uint256 internal constant ADDRESS = 20;
    uint256 private constant SIGNATURE = 65;
    /// @dev The most an operator can lose at once: 100,000 tokens.
    uint256 private constant MAX_PENALTY = 100_000_000;

    ILabelLedger internal immutable _ledger;

    bytes32 internal _expertsHash;
    uint8 internal _expertThreshold;
    uint40 internal _notMinePenalty;
    uint40 internal _receiptPenalty;

    mapping(uint256 batch => mapping(uint256 item => mapping(uint256 round => Dispute))) internal _disputes;
    /// @dev Whether experts gave the verdict, so that a void item is not one that nobody judged.
    mapping(uint256 batch => bool) internal _judged;
    mapping(uint256 batch => mapping(uint256 item => mapping(uint256 account => bool))) internal _proven;

    constructor(ILabelLedger ledger_, address authority) AccessManaged(authority) EIP712("ReviewCourt", "1") {
        _ledger = ledger_;
    }

    /// @inheritdoc IReviewCourt
    function setPenalties(uint256 notMine, uint256 receipt) external restricted {
        _setPenalties(notMine, receipt);
    }

    /// @inheritdoc IReviewCourt
    function penalties() external view returns (uint256 notMine, uint256 receipt) {
        return (_notMinePenalty, _receiptPenalty);
    }

    /// @inheritdoc IReviewCourt
    function ledger() external view returns (address) {
        return address(_ledger);
    }

    // ------------------------------------------------------------------- data

    /// @dev The word of a proposed batch whose data these are.
    function _proposedBatch(uint256 batch, ILedgerBatches.Settlement calldata data)
        internal
        view
        returns (uint256 word)
    {
        bytes32 inner = keccak256(
            abi.encode(
                data.labelsRoot, keccak256(data.annotators), keccak256(data.terms), keccak256(data.items)
            )
        );
        return _batchWith(
            batch, LedgerWords.STATE_PROPOSED, keccak256(abi.encode(inner, keccak256(data.votes), data.seed))
        );
    }

    /// @dev The word of a batch whose proposed panel's data these are.
    function _proposedPanel(uint256 batch, PanelData calldata data) internal view returns (uint256 word) {
        bytes32 openHash = keccak256(abi.encodePacked(data.open.items));
        return _batchWith(
            batch,
            LedgerWords.STATE_PANEL,
            keccak256(abi.encode(data.open.settled, data.open.seed, openHash, keccak256(data.votes)))
        );
    }

    function _batchWith(uint256 batch, uint256 state, bytes32 committed) private view returns (uint256 word) {
        bytes32 commitment;
        (word, commitment) = _ledger.batchWord(batch);
        uint256 actual = LedgerWords.field(word, LedgerWords.STATE, 4);
        require(
            actual == state && LedgerWords.field(word, LedgerWords.BATCH_ID, 32) == batch,
            BadState(batch, actual)
        );
        require(commitment == committed, BadData());
    }

    function _panelItem(uint256 word, PanelData calldata data, uint256 item)
        internal
        view
        returns (ItemReader.Item memory)
    {
        uint256 index;
        while (index < data.open.items.length && OpenItems.itemOf(data.open.items[index]) != item) ++index;
        require(index < data.open.items.length, BadData());
        return ItemReader.inPanel(_ledger, word, data.open.seed, data.open.items, data.votes, index);
    }

    function _requireOperators(uint256 version, bytes calldata operators) internal view {
        bytes32 listed = IOperatorRegistry(_ledger.registry()).listHashOf(version);
        require(keccak256(operators) == listed, BadData());
    }

    // ------------------------------------------------------------- signatures

    /// @dev Checks signatures over an EIP-712 struct hash: 65 bytes each (index in the list, r, vs), with strictly
    /// increasing indexes.
    /// @param list Who may sign, 20 bytes each.
    /// @param threshold How many must; a list that may not sign has 0.
    function _requireSigners(
        bytes32 structHash,
        bytes calldata list,
        bytes calldata signatures,
        uint256 threshold
    ) internal view returns (address[] memory signers) {
        uint256 count = signatures.length / SIGNATURE;
        require(count * SIGNATURE == signatures.length, BadSignature());
        require(threshold > 0 && count >= threshold, BadSignature());
        bytes32 digest = _hashTypedDataV4(structHash);
        signers = new address[](count);
        uint256 next;
        for (uint256 i = 0; i < count; ++i) {
            bytes calldata signature = signatures[i * SIGNATURE:(i + 1) * SIGNATURE];
            uint256 index = uint8(signature[0]);
            require(index >= next && index < list.length / ADDRESS, BadSignature());
            next = index + 1;
            (address signer,,) = ECDSA.tryRecover(digest, bytes32(signature[1:33]), bytes32(signature[33:65]));
            require(signer != address(0) && signer == _addressAt(list, index), BadSignature());
            signers[i] = signer;
        }
    }

    function _addressAt(bytes calldata list, uint256 index) internal pure returns (address) {
        return address(bytes20(list[index * ADDRESS:(index + 1) * ADDRESS]));
    }

    /// @dev The draw that chose the account's seat, or `read.count` when none did.
    function _drawOf(ItemReader.Item memory read, uint256 account) internal view returns (uint256) {
        uint256 seatPlusOne = account == 0 ? 0 : _ledger.seatOf(account);
        return seatPlusOne == 0 ? read.count : read.drawOf(seatPlusOne - 1);
    }

    function _setPenalties(uint256 notMine, uint256 receipt) internal {
        require(notMine <= MAX_PENALTY, OutOfBounds(notMine));
        require(receipt <= MAX_PENALTY, OutOfBounds(receipt));
        _notMinePenalty = uint40(notMine);
        _receiptPenalty = uint40(receipt);
        emit PenaltiesSet(notMine, receipt);
    }
}
