// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {IReviewCourt} from "../interfaces/IReviewCourt.sol";
import {LedgerWords} from "../ledger/LedgerWords.sol";
import {ItemReader} from "../libraries/ItemReader.sol";
import {Verdict} from "../libraries/Verdict.sol";
import {CourtStorage} from "./CourtStorage.sol";

/// @title CourtReceipts
/// @notice Proofs, without anybody's judgement, that operators proposed something else than they had confirmed.
abstract contract CourtReceipts is CourtStorage {
    using ItemReader for ItemReader.Item;

    bytes32 private constant RECEIPT_TYPEHASH =
        keccak256("Receipt(uint256 batch,uint256 item,uint256 account,uint8 code,uint64 at)");

    /// @inheritdoc IReviewCourt
    function proveReceipt(
        Receipt calldata receipt,
        ReceiptProof calldata proof,
        ILedgerBatches.Settlement calldata data
    ) external {
        uint256 word = _proposedBatch(receipt.batch, data);
        require(receipt.item < data.items.length, BadData());
        _prove(receipt, proof, word, 1, ItemReader.inBatch(_ledger, word, data, receipt.item));
    }

    /// @inheritdoc IReviewCourt
    function provePanelReceipt(Receipt calldata receipt, ReceiptProof calldata proof, PanelData calldata data)
        external
    {
        uint256 word = _proposedPanel(receipt.batch, data);
        _prove(receipt, proof, word, 2, _panelItem(word, data, receipt.item));
    }

    function _prove(
        Receipt calldata receipt,
        ReceiptProof calldata proof,
        uint256 word,
        uint256 round,
        ItemReader.Item memory read
    ) private {
        uint256 draw = _drawOf(read, receipt.account);
        require(draw < read.count && (read.eligible >> draw) & 1 == 1, NotParticipant(receipt.account));
        require(receipt.code != Verdict.NONE && receipt.code <= Verdict.UNSURE, BadData());
        require(read.term != 0 && read.codeOf(draw) != receipt.code, NothingProven());
        require(!_proven[receipt.batch][receipt.item][receipt.account], NothingProven());
        _proven[receipt.batch][receipt.item][receipt.account] = true;

        address operator = _requireReceipt(receipt, proof, word);
        uint256 signers = LedgerWords.field(word, LedgerWords.SIGNERS, 8);
        bool slashed = (signers >> proof.index) & 1 == 1;
        emit ReceiptProven(receipt.batch, receipt.item, receipt.account, operator, slashed);
        bool inWindow = block.timestamp < LedgerWords.field(word, LedgerWords.END, 36);
        if (inWindow && !_ledger.isFlagged(receipt.batch, round, receipt.item)) {
            _ledger.flagItem(receipt.batch, receipt.item, 0, false);
        }
        if (slashed) {
            uint256 project = LedgerWords.field(word, LedgerWords.PROJECT, 24);
            _ledger.slashOperator(operator, _receiptPenalty, receipt.account, project);
        }
    }

    /// @dev The operator that signed the receipt.
    function _requireReceipt(Receipt calldata receipt, ReceiptProof calldata proof, uint256 word)
        private
        view
        returns (address operator)
    {
        _requireOperators(LedgerWords.field(word, LedgerWords.OPS_VERSION, 7), proof.operators);
        require(proof.index < proof.operators.length / ADDRESS, BadSignature());
        operator = _addressAt(proof.operators, proof.index);
        bytes32 structHash = keccak256(
            abi.encode(
                RECEIPT_TYPEHASH, receipt.batch, receipt.item, receipt.account, receipt.code, receipt.signedAt
            )
        );
        (address signer,,) = ECDSA.tryRecover(_hashTypedDataV4(structHash), proof.signature);
        require(signer == operator, BadSignature());
    }
}
