// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "./ILedgerBatches.sol";
import {ILedgerPanel} from "./ILedgerPanel.sol";

/// @title IReviewCourt
/// @notice Where people contest what a batch says about them, where experts decide what peers could not, and where
/// operators are proven wrong. It holds nothing: bonds lie in the ledger, which bounds what any court can take.
///
/// An item goes through at most three rounds: peers, a panel of peers, experts. In the window after each peer round
/// one person can dispute an item, with a bond that doubles from round to round. What the last round decides is
/// final. A bond that wins comes back, with the bond of the other side, less what the panel costs.
interface IReviewCourt {
    // ---------------------------------------------------------------- types

    /// @notice What is contested: that the person gave this label or vote at all, or that the verdict is right.
    /// `NotMine` goes to the experts, because peers cannot see who sent a message.
    enum Kind {
        NotMine,
        Appeal
    }

    /// @notice A contested item. `verdict` is what the contested round decided (0 open, 1 accepted, 2 rejected);
    /// `signers` and `opsVersion` are the operators that vouched for it.
    struct Dispute {
        uint32 account;
        uint32 bond;
        uint32 panelCost;
        uint24 project;
        Kind kind;
        uint8 verdict;
        uint8 signers;
        uint8 opsVersion;
        bool closed;
    }

    /// @notice Who disputes what, and the signature when somebody else sends it (empty when the caller is `account`).
    /// EIP-712: Dispute(address account,uint256 batch,uint256 item,uint8 kind,uint256 nonce)
    struct Claim {
        address account;
        uint256 batch;
        uint256 item;
        Kind kind;
        bytes signature;
    }

    /// @notice A proposed panel as committed to: the open items and the panel's votes.
    struct PanelData {
        ILedgerPanel.Open open;
        bytes votes;
    }

    /// @notice An operator's confirmation that `account` voted `code` on an item of a batch at `signedAt` (seconds). An
    /// operator signs at most one per item and account.
    /// EIP-712: Receipt(uint256 batch,uint256 item,uint256 account,uint8 code,uint64 at)
    struct Receipt {
        uint256 batch;
        uint256 item;
        uint256 account;
        uint8 code;
        uint64 signedAt;
    }

    /// @notice The operators' list (20 bytes each), the index of the one that signed, and the signature (65 bytes).
    struct ReceiptProof {
        bytes operators;
        uint256 index;
        bytes signature;
    }

    /// @notice Signatures of k of the n listed experts: `experts` is the list, 20 bytes each; `signatures` are 65
    /// bytes each (index in the list, r, vs as in EIP-2098) with strictly increasing indexes.
    struct ExpertQuorum {
        bytes experts;
        bytes signatures;
    }

    // --------------------------------------------------------------- events

    /// @notice An item was contested in this round (1 or 2) with `bond` units at stake.
    event Disputed(
        uint256 indexed batch,
        uint256 indexed item,
        uint256 indexed account,
        uint256 round,
        Kind kind,
        uint256 bond
    );
    /// @notice A contested item is final; `outcome` is 1 accepted, 2 rejected, or 3 void or unclear.
    event DisputeClosed(
        uint256 indexed batch,
        uint256 indexed item,
        uint256 indexed account,
        uint256 round,
        uint256 outcome,
        bool upheld
    );
    /// @notice The operators do not trust what round 1 or 2 says of these items (2 bytes each), which stay open; some may
    /// have been flagged before.
    event Questioned(uint256 indexed batch, uint256 round, bytes items);
    /// @notice The experts decided the open items of a batch.
    event VerdictSubmitted(uint256 indexed batch, bytes verdicts);
    /// @notice A receipt contradicts the votes that were proposed. `slashed` tells whether its operator had signed
    /// both and lost a part of its bond.
    event ReceiptProven(
        uint256 indexed batch, uint256 indexed item, uint256 indexed account, address operator, bool slashed
    );
    /// @notice Experts took back what a person earned on an item.
    event Audited(uint256 indexed batch, uint256 indexed item, uint256 draw);
    /// @notice The experts were replaced.
    event ExpertsSet(bytes32 listHash, uint256 threshold);
    /// @notice What an operator loses of its bond, in units.
    event PenaltiesSet(uint256 notMine, uint256 receipt);

    // --------------------------------------------------------------- errors

    /// @dev The account neither answered the item nor voted on it, nor owns its project.
    error NotParticipant(uint256 account);
    /// @dev Nothing was decided that could be appealed.
    error NothingDecided();
    /// @dev The batch is not in a state in which this can be done.
    error BadState(uint256 batch, uint256 state);
    /// @dev Data do not hash to what was committed, or are malformed.
    error BadData();
    /// @dev A signature is missing, not valid, not of a listed signer, out of order, or there are too few.
    error BadSignature();
    /// @dev An expert that took part in an open item of the batch cannot judge it.
    error TookPart(address expert);
    /// @dev The receipt agrees with the proposal, or was used before.
    error NothingProven();
    /// @dev There is no such dispute, it is closed, or its item is not final yet.
    error NotClosable();
    /// @dev A setting is outside its bounds.
    error OutOfBounds(uint256 value);

    // ------------------------------------------------------------- disputes

    /// @notice Contests an item of a proposed batch within its window. Reverts when somebody else did already; one that
    /// the operators questioned, or that a receipt opened, can still be contested as `NotMine`.
    function dispute(Claim calldata claim, ILedgerBatches.Settlement calldata data) external;

    /// @notice Contests an item of a proposed panel within its window.
    function disputePanel(Claim calldata claim, PanelData calldata data) external;

    /// @notice Pays the bonds of an item that is final; anyone. `operators` is the list that vouched for the item,
    /// needed only when a `NotMine` is upheld.
    function closeDispute(uint256 batch, uint256 item, bytes calldata operators) external;

    // ------------------------------------------------------------ questions

    /// @notice Keeps items open whose proposed verdict is doubtful, within the window of round 1 or 2; anyone may send what
    /// k of the n operators signed. After round 1 a panel decides, after round 2 the experts. It costs no bond and has no
    /// winner. Items that are flagged already are passed over.
    /// EIP-712: Question(uint256 batch,uint256 round,bytes32 itemsHash)
    /// @param items Indexes in the batch, 2 bytes each, strictly ascending.
    function question(uint256 batch, bytes calldata items, ILedgerBatches.Quorum calldata quorum) external;

    // -------------------------------------------------------------- experts

    /// @notice Decides all open items of a batch: one byte each in their order (1 accepted, 2 rejected, 3 void,
    /// 4 unclear).
    /// EIP-712: Verdict(uint256 batch,bytes32 openHash,bytes32 verdictsHash)
    function submitVerdict(
        uint256 batch,
        ILedgerPanel.Open calldata open,
        bytes calldata verdicts,
        ExpertQuorum calldata quorum
    ) external;

    /// @notice Takes back what was earned on an item of a closed batch; `draw` 255 means the annotator.
    /// EIP-712: AuditRuling(uint256 batch,uint256 item,uint256 draw)
    function audit(
        uint256 batch,
        ILedgerBatches.Settlement calldata data,
        uint256 item,
        uint256 draw,
        ExpertQuorum calldata quorum
    ) external;

    // ------------------------------------------------------------- receipts

    /// @notice Shows that a proposed batch omits or contradicts a vote that an operator confirmed. Within the window
    /// the item is opened. The operator loses a part of its bond when it also signed the proposal; when it did not,
    /// nobody can tell which side lies, and nobody is slashed.
    function proveReceipt(
        Receipt calldata receipt,
        ReceiptProof calldata proof,
        ILedgerBatches.Settlement calldata data
    ) external;

    /// @notice The same for the votes of a proposed panel.
    function provePanelReceipt(Receipt calldata receipt, ReceiptProof calldata proof, PanelData calldata data)
        external;

    // ----------------------------------------------------------- governance

    /// @notice Replaces the experts: at most 32, of which `threshold` (more than half) must agree.
    function setExperts(bytes calldata experts, uint256 threshold) external;

    /// @notice Sets what an operator loses for a label or vote that was not given, and for a contradicted receipt.
    function setPenalties(uint256 notMine, uint256 receipt) external;

    // ---------------------------------------------------------------- views

    /// @notice The dispute of an item in a round (1 or 2).
    function disputeOf(uint256 batch, uint256 item, uint256 round) external view returns (Dispute memory);
    /// @notice The hash of the experts' list and how many must agree.
    function expertsOf() external view returns (bytes32 listHash, uint256 threshold);
    /// @notice What operators lose, in units.
    function penalties() external view returns (uint256 notMine, uint256 receipt);
    /// @notice The ledger this court serves.
    function ledger() external view returns (address);
}
