// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {ILedgerPanel} from "../interfaces/ILedgerPanel.sol";
import {IReviewCourt} from "../interfaces/IReviewCourt.sol";
import {ItemReader} from "../libraries/ItemReader.sol";
import {OpenItems} from "../libraries/OpenItems.sol";
import {Verdict} from "../libraries/Verdict.sol";
import {CourtStorage} from "./CourtStorage.sol";

/// @title CourtExperts
/// @notice Experts decide what peers could not, and audit what peers decided; k of n of them must sign.
abstract contract CourtExperts is CourtStorage {
    bytes32 private constant VERDICT_TYPEHASH =
        keccak256("Verdict(uint256 batch,bytes32 openHash,bytes32 verdictsHash)");
    bytes32 private constant AUDIT_TYPEHASH =
        keccak256("AuditRuling(uint256 batch,uint256 item,uint256 draw)");

    uint256 private constant MAX_EXPERTS = 32;

    /// @inheritdoc IReviewCourt
    function setExperts(bytes calldata experts, uint256 threshold) external restricted {
        uint256 count = experts.length / ADDRESS;
        require(count * ADDRESS == experts.length && count <= MAX_EXPERTS, OutOfBounds(experts.length));
        require(threshold * 2 > count && threshold <= count, OutOfBounds(threshold));
        _expertsHash = keccak256(experts);
        _expertThreshold = uint8(threshold);
        emit ExpertsSet(_expertsHash, threshold);
    }

    /// @inheritdoc IReviewCourt
    function submitVerdict(
        uint256 batch,
        ILedgerPanel.Open calldata open,
        bytes calldata verdicts,
        ExpertQuorum calldata quorum
    ) external {
        bytes32 openHash = keccak256(abi.encodePacked(open.items));
        address[] memory signers = _requireExperts(
            keccak256(abi.encode(VERDICT_TYPEHASH, batch, openHash, keccak256(verdicts))), quorum
        );
        for (uint256 i = 0; i < signers.length; ++i) {
            _requireOutsider(signers[i], batch, open.items);
        }
        _judged[batch] = true;
        emit VerdictSubmitted(batch, verdicts);
        _ledger.resolveVerdict(batch, open, verdicts);
    }

    /// @inheritdoc IReviewCourt
    function audit(
        uint256 batch,
        ILedgerBatches.Settlement calldata data,
        uint256 item,
        uint256 draw,
        ExpertQuorum calldata quorum
    ) external {
        address[] memory signers =
            _requireExperts(keccak256(abi.encode(AUDIT_TYPEHASH, batch, item, draw)), quorum);
        (uint256 word,) = _ledger.batchWord(batch);
        ItemReader.Item memory read = ItemReader.inBatch(_ledger, word, data, item);
        for (uint256 i = 0; i < signers.length; ++i) {
            uint256 account = _ledger.accountOf(signers[i]);
            require(account == 0 || account != read.annotator, TookPart(signers[i]));
            require(_drawOf(read, account) == read.count, TookPart(signers[i]));
        }
        emit Audited(batch, item, draw);
        _ledger.auditSlash(batch, data, item, draw);
    }

    /// @inheritdoc IReviewCourt
    function expertsOf() external view returns (bytes32 listHash, uint256 threshold) {
        return (_expertsHash, _expertThreshold);
    }

    /// @dev Checks k-of-n signatures of experts over an EIP-712 struct hash.
    function _requireExperts(bytes32 structHash, ExpertQuorum calldata quorum)
        private
        view
        returns (address[] memory signers)
    {
        require(keccak256(quorum.experts) == _expertsHash, BadSignature());
        return _requireSigners(structHash, quorum.experts, quorum.signatures, _expertThreshold);
    }

    /// @dev An expert who answered, voted on or disputed an open item does not judge it.
    function _requireOutsider(address expert, uint256 batch, uint256[] calldata openItems) private view {
        uint256 account = _ledger.accountOf(expert);
        if (account == 0) return;
        uint256 seatPlusOne = _ledger.seatOf(account);
        for (uint256 i = 0; i + 1 < openItems.length; i += 2) {
            uint256 first = openItems[i];
            uint256 item = OpenItems.itemOf(first);
            require(OpenItems.annotatorOf(first) != account, TookPart(expert));
            require(_disputes[batch][item][1].account != account, TookPart(expert));
            require(_disputes[batch][item][2].account != account, TookPart(expert));
            require(seatPlusOne == 0 || !_voted(first, openItems[i + 1], seatPlusOne), TookPart(expert));
        }
    }

    function _voted(uint256 first, uint256 panel, uint256 seatPlusOne) private pure returns (bool) {
        for (uint256 i = 0; i < OpenItems.ENTRIES; ++i) {
            if (_isVoteOf(OpenItems.firstEntry(first, i), seatPlusOne)) return true;
            if (_isVoteOf(OpenItems.panelEntry(panel, i), seatPlusOne)) return true;
        }
        return false;
    }

    function _isVoteOf(uint256 entry, uint256 seatPlusOne) private pure returns (bool) {
        return entry >> 8 == seatPlusOne && OpenItems.codeOf(entry) != Verdict.NONE;
    }
}
