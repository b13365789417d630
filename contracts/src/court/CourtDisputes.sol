// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {ILedgerCourtSide} from "../interfaces/ILedgerCourtSide.sol";
import {IReviewCourt} from "../interfaces/IReviewCourt.sol";
import {LedgerWords} from "../ledger/LedgerWords.sol";
import {ItemReader} from "../libraries/ItemReader.sol";
import {Verdict} from "../libraries/Verdict.sol";
import {CourtStorage} from "./CourtStorage.sol";

/// @title CourtDisputes
/// @notice People contest what a proposal says about an item, and get their bond back, or not, when it is final.
abstract contract CourtDisputes is CourtStorage, Nonces {
    using ItemReader for ItemReader.Item;

    bytes32 private constant DISPUTE_TYPEHASH =
        keccak256("Dispute(address account,uint256 batch,uint256 item,uint8 kind,uint256 nonce)");

    /// @dev How a dispute ends.
    enum Result {
        Back,
        Upheld,
        Lost
    }

    /// @inheritdoc IReviewCourt
    function dispute(Claim calldata claim, ILedgerBatches.Settlement calldata data) external {
        uint256 account = _claimant(claim);
        uint256 word = _proposedBatch(claim.batch, data);
        require(claim.item < data.items.length, BadData());
        _open(claim, account, word, 1, ItemReader.inBatch(_ledger, word, data, claim.item));
    }

    /// @inheritdoc IReviewCourt
    function disputePanel(Claim calldata claim, PanelData calldata data) external {
        uint256 account = _claimant(claim);
        uint256 word = _proposedPanel(claim.batch, data);
        _open(claim, account, word, 2, _panelItem(word, data, claim.item));
    }

    /// @inheritdoc IReviewCourt
    function closeDispute(uint256 batch, uint256 item, bytes calldata operators) external {
        uint256 outcome = _ledger.outcomeOf(batch, item);
        require(outcome != Verdict.OPEN || _isOver(batch), NotClosable());
        Dispute memory first = _disputes[batch][item][1];
        Dispute memory second = _disputes[batch][item][2];
        require(first.account != 0 || second.account != 0, NotClosable());
        require(!first.closed && !second.closed, NotClosable());

        Result firstResult = _resultOf(batch, first, outcome);
        Result secondResult = _resultOf(batch, second, outcome);
        _close(
            batch, item, 1, first, firstResult, secondResult == Result.Upheld ? second.account : 0, outcome
        );
        _close(
            batch, item, 2, second, secondResult, firstResult == Result.Upheld ? first.account : 0, outcome
        );
        if (firstResult == Result.Upheld && first.kind == Kind.NotMine) _slashSigners(first, operators);
        if (secondResult == Result.Upheld && second.kind == Kind.NotMine) _slashSigners(second, operators);
    }

    /// @inheritdoc IReviewCourt
    function disputeOf(uint256 batch, uint256 item, uint256 round) external view returns (Dispute memory) {
        return _disputes[batch][item][round];
    }

    // -------------------------------------------------------- opening disputes

    /// @dev The account of whoever makes the claim.
    function _claimant(Claim calldata claim) private returns (uint256 account) {
        if (msg.sender != claim.account) {
            bytes32 structHash = keccak256(
                abi.encode(
                    DISPUTE_TYPEHASH,
                    claim.account,
                    claim.batch,
                    claim.item,
                    uint8(claim.kind),
                    _useNonce(claim.account)
                )
            );
            require(
                SignatureChecker.isValidSignatureNow(
                    claim.account, _hashTypedDataV4(structHash), claim.signature
                ),
                BadSignature()
            );
        }
        account = _ledger.accountOf(claim.account);
        require(account != 0, NotParticipant(account));
    }

    function _open(
        Claim calldata claim,
        uint256 account,
        uint256 word,
        uint256 round,
        ItemReader.Item memory read
    ) private {
        require(read.term != 0, BadData());
        uint256 project = LedgerWords.field(word, LedgerWords.PROJECT, 24);
        require(_tookPart(claim, account, project, read), NotParticipant(account));
        require(claim.kind == Kind.NotMine || read.verdict != Verdict.OPEN, NothingDecided());

        Dispute storage opened = _disputes[claim.batch][claim.item][round];
        require(opened.account == 0, ILedgerCourtSide.AlreadyFlagged(claim.batch, claim.item));
        opened.account = uint32(account);
        opened.project = uint24(project);
        opened.panelCost = uint32(LedgerWords.panelCost(_ledger.paramsOf(project)));
        opened.kind = claim.kind;
        opened.verdict = uint8(read.verdict);
        opened.signers = uint8(LedgerWords.field(word, LedgerWords.SIGNERS, 8));
        opened.opsVersion = uint8(LedgerWords.field(word, LedgerWords.OPS_VERSION, 7));
        uint256 bond = _ledger.flagItem(claim.batch, claim.item, account, claim.kind == Kind.NotMine);
        opened.bond = uint32(bond);
        emit Disputed(claim.batch, claim.item, account, round, claim.kind, bond);
    }

    /// @dev Whether the account answered the item, has a vote on it in this round, or owns the project; the owner
    /// has given nothing that could be "not mine".
    function _tookPart(Claim calldata claim, uint256 account, uint256 project, ItemReader.Item memory read)
        private
        view
        returns (bool)
    {
        if (account == read.annotator) return true;
        uint256 draw = _drawOf(read, account);
        if (draw < read.count && read.codeOf(draw) != Verdict.NONE) return true;
        (address owner,) = _ledger.projectOf(project);
        return claim.kind == Kind.Appeal && owner == claim.account;
    }

    // -------------------------------------------------------- closing disputes

    function _resultOf(uint256 batch, Dispute memory disputed, uint256 outcome)
        private
        view
        returns (Result)
    {
        if (disputed.account == 0 || outcome == Verdict.OPEN) return Result.Back;
        if (disputed.kind == Kind.NotMine) {
            if (outcome != Verdict.VOID) return Result.Lost;
            return _judged[batch] ? Result.Upheld : Result.Back;
        }
        if (outcome == Verdict.VOID) return Result.Back;
        return outcome == disputed.verdict ? Result.Lost : Result.Upheld;
    }

    /// @dev Pays the bond of one dispute. A lost one pays for the panel; the rest goes to `winner`, or to the project
    /// when there is none.
    function _close(
        uint256 batch,
        uint256 item,
        uint256 round,
        Dispute memory disputed,
        Result result,
        uint256 winner,
        uint256 outcome
    ) private {
        if (disputed.account == 0) return;
        _disputes[batch][item][round].closed = true;
        emit DisputeClosed(batch, item, disputed.account, round, outcome, result == Result.Upheld);
        if (result != Result.Lost) {
            _ledger.releaseDispute(disputed.account, 0, disputed.bond);
        } else if (winner == 0) {
            _ledger.releaseDispute(0, disputed.project, disputed.bond);
        } else {
            _ledger.releaseDispute(winner, 0, disputed.bond - disputed.panelCost);
            _ledger.releaseDispute(0, disputed.project, disputed.panelCost);
        }
    }

    /// @dev Every operator that vouched for a label or vote nobody gave loses a part of its bond.
    function _slashSigners(Dispute memory disputed, bytes calldata operators) private {
        _requireOperators(disputed.opsVersion, operators);
        for (uint256 i = 0; i < operators.length / ADDRESS; ++i) {
            if ((disputed.signers >> i) & 1 == 0) continue;
            _ledger.slashOperator(
                _addressAt(operators, i), _notMinePenalty, disputed.account, disputed.project
            );
        }
    }

    /// @dev Whether the batch is closed; its slot is used again only after that.
    function _isOver(uint256 batch) private view returns (bool) {
        (uint256 word,) = _ledger.batchWord(batch);
        return LedgerWords.field(word, LedgerWords.BATCH_ID, 32) != batch
            || LedgerWords.field(word, LedgerWords.STATE, 4) == LedgerWords.STATE_CLOSED;
    }
}
