// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ILedgerBatches
/// @notice The life of a batch: operators lock stakes for answered items, propose the votes of the drawn seats, and
/// after a window for objections anyone settles. docs/contracts.md holds the byte layouts.
interface ILedgerBatches {
    /// @notice Signatures of k of the n listed operators. `operators` is the list, 20 bytes each; `signatures` are 65
    /// bytes each (index in the list, r, vs as in EIP-2098) with strictly increasing indexes.
    struct Quorum {
        bytes operators;
        bytes signatures;
    }

    /// @notice What is locked. `annotators`: 4 bytes per account, strictly ascending; `items`: 1 byte per item, the
    /// index of its annotator. `secretHash` is keccak256 of the secret that seeds the draw.
    struct LockRequest {
        uint256 project;
        bytes32 labelsRoot;
        bytes32 secretHash;
        bytes annotators;
        bytes items;
    }

    /// @notice Everything of a proposed batch, as committed to. `terms`: 1 byte per annotator, 0 when skipped, else
    /// the record class at the lock plus one; `votes`: two bits per draw, ceil(draws/4) bytes per item.
    struct Settlement {
        bytes32 labelsRoot;
        bytes32 seed;
        bytes annotators;
        bytes terms;
        bytes items;
        bytes votes;
    }

    /// @notice Everything of a batch that ended without a settlement. For one never proposed `seed` is the hash of the
    /// secret and `votesHash` is ignored. `operators` is the list that signed last.
    struct Expiry {
        bytes32 labelsRoot;
        bytes32 seed;
        bytes32 votesHash;
        bytes annotators;
        bytes terms;
        bytes items;
        bytes operators;
    }

    /// @notice Stakes are locked and rewards reserved, but for annotators whose term is 0.
    event BatchLocked(
        uint256 indexed batch, uint256 indexed project, bytes32 labelsRoot, bytes32 secretHash, bytes terms
    );
    /// @notice The votes are on the table; objections until `end` (seconds).
    event BatchProposed(uint256 indexed batch, bytes32 seed, uint256 end);
    /// @notice Decided items are paid. `openItems` has one word per item that goes to a panel or two per item that
    /// goes to the experts at once, see docs/contracts.md; empty when the batch is closed.
    event BatchSettled(uint256 indexed batch, uint256[] openItems);
    /// @notice Stakes went back; the operators that signed last lost `penalty` units in all.
    event BatchExpired(uint256 indexed batch, uint256 penalty);

    /// @notice Locks stakes and reserves rewards. `batch` must be the next id, so nothing can be locked twice. An
    /// annotator that cannot cover all its items is skipped with them.
    /// EIP-712: Lock(uint256 batch,uint256 project,bytes32 labelsRoot,bytes32 annotatorsHash,bytes32 itemsHash,bytes32 secretHash)
    function lockBatch(uint256 batch, LockRequest calldata request, Quorum calldata quorum) external;

    /// @notice Reveals the secret and puts the votes of the drawn seats on the table. `seed` is that of the draw the
    /// votes belong to, so that they count for no other draw if the seed's block is replaced.
    /// EIP-712: Proposal(uint256 batch,bytes32 inner,bytes32 votesHash,bytes32 seed)
    function proposeBatch(
        uint256 batch,
        bytes32 inner,
        bytes32 secret,
        bytes32 seed,
        bytes calldata votes,
        Quorum calldata quorum
    ) external;

    /// @notice Pays every item that was decided and not flagged; anyone, from the window's end for SETTLE_TIME.
    function settleBatch(uint256 batch, Settlement calldata settlement) external;

    /// @notice Gives all stakes back when the operators were late; anyone.
    function expireBatch(uint256 batch, Expiry calldata expiry) external;

    /// @notice Several calls under one set of operator signatures; the batch calls among them may leave theirs empty.
    /// EIP-712: Operation(bytes[] calls)
    function operate(bytes[] calldata calls, Quorum calldata quorum) external;
}
