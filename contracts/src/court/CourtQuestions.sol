// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {IOperatorRegistry} from "../interfaces/IOperatorRegistry.sol";
import {IReviewCourt} from "../interfaces/IReviewCourt.sol";
import {LedgerWords} from "../ledger/LedgerWords.sol";
import {CourtStorage} from "./CourtStorage.sol";

/// @title CourtQuestions
/// @notice The operators keep items open whose verdict is doubtful, so that others decide before anybody is slashed.
/// @dev Operators that question without reason gain nothing by it: more of the reserved rewards are paid.
abstract contract CourtQuestions is CourtStorage {
    bytes32 private constant QUESTION_TYPEHASH =
        keccak256("Question(uint256 batch,uint256 round,bytes32 itemsHash)");

    /// @dev Bytes of one index.
    uint256 private constant INDEX = 2;

    /// @inheritdoc IReviewCourt
    function question(uint256 batch, bytes calldata items, ILedgerBatches.Quorum calldata quorum) external {
        uint256 round = _roundOf(batch);
        _requireOperatorsSigned(
            keccak256(abi.encode(QUESTION_TYPEHASH, batch, round, keccak256(items))), quorum
        );
        require(items.length > 0 && items.length % INDEX == 0, BadData());
        emit Questioned(batch, round, items);
        uint256 next;
        for (uint256 i = 0; i < items.length; i += INDEX) {
            uint256 item = uint16(bytes2(items[i:i + INDEX]));
            require(item >= next, BadData());
            next = item + 1;
            if (!_ledger.isFlagged(batch, round, item)) _ledger.flagItem(batch, item, 0, false);
        }
    }

    /// @dev The round whose votes are proposed; its window is checked by the ledger.
    function _roundOf(uint256 batch) private view returns (uint256) {
        (uint256 word,) = _ledger.batchWord(batch);
        uint256 state = LedgerWords.field(word, LedgerWords.STATE, 4);
        bool known = LedgerWords.field(word, LedgerWords.BATCH_ID, 32) == batch;
        if (known && state == LedgerWords.STATE_PROPOSED) return 1;
        require(known && state == LedgerWords.STATE_PANEL, BadState(batch, state));
        return 2;
    }

    /// @dev Checks k-of-n signatures of the operators that may sign now.
    function _requireOperatorsSigned(bytes32 structHash, ILedgerBatches.Quorum calldata quorum) private view {
        (, uint256 threshold) = IOperatorRegistry(_ledger.registry()).quorumOf(keccak256(quorum.operators));
        _requireSigners(structHash, quorum.operators, quorum.signatures, threshold);
    }
}
