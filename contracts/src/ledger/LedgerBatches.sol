// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {Draw} from "../libraries/Draw.sol";
import {Stakes} from "../libraries/Stakes.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerBatches
/// @notice Locks stakes for a batch of answered items and puts the votes on it on the table.
abstract contract LedgerBatches is ILedgerBatches, LedgerStorage {
    bytes32 private constant LOCK_TYPEHASH = keccak256(
        "Lock(uint256 batch,uint256 project,bytes32 labelsRoot,bytes32 annotatorsHash,bytes32 itemsHash,bytes32 secretHash)"
    );
    bytes32 private constant PROPOSAL_TYPEHASH =
        keccak256("Proposal(uint256 batch,bytes32 inner,bytes32 votesHash,bytes32 seed)");
    bytes32 private constant OPERATION_TYPEHASH = keccak256("Operation(bytes[] calls)");

    modifier whenNotPaused() {
        require(block.timestamp >= _pausedUntil, Paused(_pausedUntil));
        _;
    }

    /// @inheritdoc ILedgerBatches
    function lockBatch(uint256 batch, LockRequest calldata request, Quorum calldata quorum)
        external
        whenNotPaused
    {
        require(batch == _nextBatch, BadState(batch, _nextBatch));
        _nextBatch = uint32(batch + 1);
        BatchSlot storage slot = _batches[batch % LedgerWords.RING];
        uint256 state = LedgerWords.field(slot.word, LedgerWords.STATE, 4);
        require(state == LedgerWords.NONE || state == LedgerWords.STATE_CLOSED, BadState(batch, state));

        bytes32 annotatorsHash = keccak256(request.annotators);
        bytes32 itemsHash = keccak256(request.items);
        (uint256 signers, uint256 version) =
            _requireQuorum(_lockHash(batch, request, annotatorsHash, itemsHash), quorum);

        (bytes memory terms, uint256 count) = _lockStakes(request);
        bytes32 inner = _innerHash(request.labelsRoot, annotatorsHash, keccak256(terms), itemsHash);
        slot.commitment = keccak256(abi.encode(inner, request.secretHash));
        slot.word = _lockedWord(batch, request, _reserve(request.project, count), signers, version);
        emit BatchLocked(batch, request.project, request.labelsRoot, request.secretHash, terms);
    }

    /// @inheritdoc ILedgerBatches
    function proposeBatch(
        uint256 batch,
        bytes32 inner,
        bytes32 secret,
        bytes32 seed,
        bytes calldata votes,
        Quorum calldata quorum
    ) external whenNotPaused {
        (BatchSlot storage slot, uint256 word) = _slotOf(batch, LedgerWords.STATE_LOCKED);
        require(slot.commitment == keccak256(abi.encode(inner, keccak256(abi.encode(secret)))), BadData());

        bytes32 votesHash = keccak256(votes);
        bytes32 blockHash = _seedHash(LedgerWords.field(word, LedgerWords.SEED_BLOCK, 40));
        require(seed == Draw.seedOf(secret, blockHash, batch), WrongSeed(seed));
        bytes32 structHash = keccak256(abi.encode(PROPOSAL_TYPEHASH, batch, inner, votesHash, seed));
        slot.commitment = keccak256(abi.encode(inner, votesHash, seed));
        uint256 end;
        (slot.word, end) = _proposedWord(word, votes.length, structHash, quorum);
        emit BatchProposed(batch, seed, end);
    }

    /// @inheritdoc ILedgerBatches
    /// @dev The guard keeps everything that moves tokens, and so every call to code that is not ours, out of the
    /// calls while the operators' word counts for all of them.
    function operate(bytes[] calldata calls, Quorum calldata quorum) external nonReentrant {
        bytes32[] memory hashes = new bytes32[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            hashes[i] = keccak256(calls[i]);
        }
        bytes32 callsHash = keccak256(abi.encodePacked(hashes));
        (uint256 signers, uint256 version) =
            _requireQuorum(keccak256(abi.encode(OPERATION_TYPEHASH, callsHash)), quorum);
        _operation = (1 << 15) | (version << 8) | signers;
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool success, bytes memory returned) = address(this).delegatecall(calls[i]);
            Address.verifyCallResult(success, returned);
        }
        _operation = 0;
    }

    // ------------------------------------------------------------------ lock

    /// @dev Locks the stakes of every annotator that can cover all its items.
    /// @return terms Per annotator 0, or its record class plus one.
    /// @return locked How many items have their stake locked.
    function _lockStakes(LockRequest calldata request) private returns (bytes memory terms, uint256 locked) {
        uint256 count = request.annotators.length / 4;
        require(count > 0 && count <= LedgerWords.MAX_ANNOTATORS, BadData());
        require(request.annotators.length == count * 4, BadData());
        require(request.items.length > 0 && request.items.length <= LedgerWords.MAX_ITEMS, BadData());
        bool sound;
        (terms, locked, sound) = Stakes.lock(
            request.annotators, request.items, _projects[request.project].params, _hour(), _accounts
        );
        require(sound, BadData());
    }

    /// @dev Takes the reservation for `count` items out of the project's balance.
    function _reserve(uint256 project, uint256 count) private returns (uint256 units) {
        Project storage budget = _projects[project];
        require(budget.owner != address(0), BadData());
        units = count * LedgerWords.reservePerItem(budget.params);
        uint256 balance = budget.balance;
        require(units <= balance, Insufficient(balance, units));
        budget.balance = uint64(balance - units);
    }

    function _lockedWord(
        uint256 batch,
        LockRequest calldata request,
        uint256 reserved,
        uint256 signers,
        uint256 version
    ) private view returns (uint256) {
        return LedgerWords.packBatch(
            LedgerWords.Batch({
                id: batch,
                state: LedgerWords.STATE_LOCKED,
                project: request.project,
                nItems: request.items.length,
                seedBlock: block.number + LedgerWords.SEED_DELAY,
                end: block.timestamp + LedgerWords.PROPOSE_TIME,
                nSeats: _seatCount,
                reserved: reserved,
                open: 0,
                signers: signers,
                opsVersion: version,
                epoch: _epoch()
            })
        );
    }

    function _lockHash(uint256 batch, LockRequest calldata request, bytes32 annotatorsHash, bytes32 itemsHash)
        private
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                LOCK_TYPEHASH,
                batch,
                request.project,
                request.labelsRoot,
                annotatorsHash,
                itemsHash,
                request.secretHash
            )
        );
    }

    // --------------------------------------------------------------- propose

    /// @dev The word of a batch with votes on the table, if they are in time, complete and signed.
    function _proposedWord(uint256 word, uint256 votesLength, bytes32 structHash, Quorum calldata quorum)
        private
        view
        returns (uint256 next, uint256 end)
    {
        end = LedgerWords.field(word, LedgerWords.END, 36);
        require(block.timestamp <= end, TooLate(end));
        uint256 params = _projects[LedgerWords.field(word, LedgerWords.PROJECT, 24)].params;
        uint256 width = LedgerWords.voteBytes(LedgerWords.field(params, LedgerWords.DRAWS, 4));
        require(votesLength == width * LedgerWords.field(word, LedgerWords.N_ITEMS, 16), BadData());
        end = block.timestamp + _windowOf(params);
        (uint256 signers, uint256 version) = _requireQuorum(structHash, quorum);
        next = LedgerWords.withField(word, LedgerWords.STATE, 4, LedgerWords.STATE_PROPOSED);
        next = LedgerWords.withField(next, LedgerWords.END, 36, end);
        next = LedgerWords.withField(next, LedgerWords.SIGNERS, 8, signers);
        next = LedgerWords.withField(next, LedgerWords.OPS_VERSION, 7, version);
    }
}
