// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {ILedgerAccounts} from "../interfaces/ILedgerAccounts.sol";
import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {ILedgerErrors} from "../interfaces/ILedgerErrors.sol";
import {ILedgerPart} from "../interfaces/ILedgerPart.sol";
import {IOperatorRegistry} from "../interfaces/IOperatorRegistry.sol";
import {Record} from "../libraries/Record.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerStorage
/// @notice The slots of the ledger and what all its parts share: tokens in and out, quorum signatures, the clock.
/// @dev Every unit the ledger holds is in exactly one of: an account word, a seat word, a project balance, the
/// reservation of a batch, a pending withdrawal, a bond, the sponsor fund, the dispute fund; `_totalUnits` is their sum.
abstract contract LedgerStorage is
    ILedgerErrors,
    ILedgerPart,
    AccessManaged,
    EIP712,
    ReentrancyGuardTransient
{
    using SafeERC20 for IERC20;

    /// @notice What the ledger is deployed with. Amounts in units, `minWindow` in seconds.
    struct Config {
        IERC20 token;
        IOperatorRegistry registry;
        address court;
        address authority;
        uint256 minWindow;
        uint40 seatStake;
        uint40 expiryPenalty;
    }

    /// @dev `balance` is in units and unreserved; `params` is the packed word of rules.
    struct Project {
        address owner;
        uint64 balance;
        uint256 params;
    }

    struct BatchSlot {
        uint256 word;
        bytes32 commitment;
    }

    struct Withdrawal {
        uint40 units;
        uint40 readyAt;
    }

    struct Bond {
        uint40 units;
        uint40 readyAt;
    }

    IERC20 internal immutable _token;
    uint256 internal immutable _minWindow;

    // One slot, read and written by every lock.
    IOperatorRegistry internal _registry;
    uint40 internal _pausedUntil;
    uint32 internal _nextBatch;
    uint16 internal _seatCount;

    // One slot, the amounts not packed into anybody's word.
    uint40 internal _totalUnits;
    uint40 internal _sponsorFund;
    uint40 internal _disputeFund;
    uint32 internal _accountCount;
    uint24 internal _projectCount;
    uint40 internal _seatStake;
    uint40 internal _expiryPenalty;

    address internal _court;

    /// @dev Words by account id (from 1) and by seat (from 0), see LedgerWords. Fixed arrays: slot = base + index.
    uint256[1 << 32] internal _accounts;
    uint256[1 << 16] internal _seats;
    BatchSlot[4096] internal _batches;

    mapping(uint256 project => Project) internal _projects;
    mapping(address owner => uint256 account) internal _accountIds;
    mapping(uint256 account => address owner) internal _accountOwners;
    mapping(address account => uint256) internal _nonces;
    mapping(uint256 account => Withdrawal) internal _withdrawals;
    mapping(address account => bool) internal _sponsored;
    mapping(uint256 account => uint256 seatPlusOne) internal _seatOf;
    mapping(uint256 seat => uint256 time) internal _seatJoinedAt;
    mapping(uint256 seat => uint256 time) internal _seatLeaveAt;
    uint256[] internal _vacantSeats;
    /// @dev The record of a seat that was left, for the next one of the same account.
    mapping(uint256 account => uint256 record) internal _seatRecords;
    mapping(address operator => Bond) internal _bonds;
    /// @dev Bit maps of flagged items: key = round * 256 + item / 256.
    mapping(uint256 batch => mapping(uint256 key => uint256 bits)) internal _flags;

    /// @dev Set while `operate` runs calls the operators signed as a whole: 1 << 15 | opsVersion << 8 | signers.
    uint256 internal transient _operation;

    modifier onlyCourt() {
        require(msg.sender == _court, NotAllowed(msg.sender));
        _;
    }

    constructor(Config memory config) AccessManaged(config.authority) EIP712("LabelLedger", "1") {
        require(address(config.token) != address(0), ZeroAddress());
        require(
            config.minWindow > 0 && config.minWindow <= 1 hours, OutOfBounds("minWindow", config.minWindow)
        );
        _token = config.token;
        _minWindow = config.minWindow;
        _registry = config.registry;
        _court = config.court;
        _seatStake = config.seatStake;
        _expiryPenalty = config.expiryPenalty;
        _nextBatch = 1;
    }

    /// @inheritdoc ILedgerPart
    function token() external view returns (address) {
        return address(_token);
    }

    /// @inheritdoc ILedgerPart
    function minWindow() external view returns (uint256) {
        return _minWindow;
    }

    // --------------------------------------------------------------- tokens

    /// @dev Takes what arrived of `amount` wei as units; what does not make a whole unit is not counted.
    /// @param balanceBefore The ledger's token balance before the transfer.
    function _countReceived(uint256 balanceBefore) internal returns (uint256 units) {
        units = (_token.balanceOf(address(this)) - balanceBefore) / LedgerWords.UNIT;
        require(units > 0, ZeroAmount());
        uint256 total = _totalUnits + units;
        require(total <= LedgerWords.MAX_UNITS, CapExceeded(total));
        _totalUnits = uint40(total);
    }

    /// @dev Pulls tokens by allowance and returns the units that arrived; the caller holds the reentrancy guard.
    function _pull(address from, uint256 units) internal returns (uint256) {
        uint256 balanceBefore = _token.balanceOf(address(this));
        _token.safeTransferFrom(from, address(this), units * LedgerWords.UNIT);
        return _countReceived(balanceBefore);
    }

    /// @dev Last step of every payment out: the balances are already reduced.
    function _push(address to, uint256 units) internal {
        require(to != address(0), ZeroAddress());
        require(units > 0, ZeroAmount());
        _totalUnits = uint40(_totalUnits - units);
        _token.safeTransfer(to, units * LedgerWords.UNIT);
    }

    // -------------------------------------------------------------- accounts

    /// @dev The id of `owner`, a new one on first use.
    function _register(address owner) internal returns (uint256 account) {
        require(owner != address(0), ZeroAddress());
        account = _accountIds[owner];
        if (account != 0) return account;
        account = ++_accountCount;
        _accountIds[owner] = account;
        _accountOwners[account] = owner;
        emit ILedgerAccounts.Registered(account, owner);
    }

    // --------------------------------------------------------------- batches

    /// @dev The ring slot of a batch, which must be in `state`.
    function _slotOf(uint256 batch, uint256 state)
        internal
        view
        returns (BatchSlot storage slot, uint256 word)
    {
        slot = _batches[batch % LedgerWords.RING];
        word = slot.word;
        uint256 actual = LedgerWords.field(word, LedgerWords.STATE, 4);
        require(
            actual == state && LedgerWords.field(word, LedgerWords.BATCH_ID, 32) == batch,
            BadState(batch, actual)
        );
    }

    /// @dev Reads the bit map of the flagged items of a round (1 or 2) into memory.
    function _readFlags(uint256 batch, uint256 round, uint256 items, uint256[4] memory flags)
        internal
        view
        returns (bool any)
    {
        for (uint256 i = 0; i * 256 < items; ++i) {
            flags[i] = _flags[batch][round * 256 + i];
            if (flags[i] != 0) any = true;
        }
    }

    /// @dev Whether the court flagged the item in this round (1 or 2).
    function _flagged(uint256 batch, uint256 round, uint256 item) internal view returns (bool) {
        return (_flags[batch][round * 256 + item / 256] >> (item % 256)) & 1 == 1;
    }

    /// @dev What both sides of a batch's commitment share.
    function _innerHash(bytes32 labelsRoot, bytes32 annotatorsHash, bytes32 termsHash, bytes32 itemsHash)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(labelsRoot, annotatorsHash, termsHash, itemsHash));
    }

    /// @dev The commitment of a proposed batch, and of a closed one.
    function _settlementHash(ILedgerBatches.Settlement calldata settlement) internal pure returns (bytes32) {
        bytes32 inner = _innerHash(
            settlement.labelsRoot,
            keccak256(settlement.annotators),
            keccak256(settlement.terms),
            keccak256(settlement.items)
        );
        return keccak256(abi.encode(inner, keccak256(settlement.votes), settlement.seed));
    }

    /// @dev The record class of a seat in the epoch of a batch.
    function _classIn(uint256 seatWord, uint256 epoch) internal view returns (uint256) {
        uint256 record = LedgerWords.field(seatWord, LedgerWords.GOOD, 24);
        return Record.classIn(seatWord >> LedgerWords.CLASS_NOW, record, _epoch(), epoch);
    }

    /// @dev The hash of the block that seeds a draw: it must exist and be at most 8191 blocks old.
    function _seedHash(uint256 seedBlock) internal view returns (bytes32 hash) {
        require(block.number > seedBlock, TooEarly(seedBlock));
        hash = Blockhash.blockHash(seedBlock);
        require(hash != 0, TooLate(seedBlock));
    }

    /// @dev Seconds in which objections are possible.
    function _windowOf(uint256 params) internal view returns (uint256) {
        return Math.max(LedgerWords.field(params, LedgerWords.WINDOW_MINUTES, 12) * 1 minutes, _minWindow);
    }

    // ------------------------------------------------------------- operators

    /// @dev Checks k-of-n signatures over an EIP-712 struct hash, or that `operate` has checked them already.
    /// @return signers Bit mask of the list's indexes that signed.
    /// @return version Version of the list.
    function _requireQuorum(bytes32 structHash, ILedgerBatches.Quorum calldata quorum)
        internal
        view
        returns (uint256 signers, uint256 version)
    {
        if (quorum.signatures.length == 0) {
            require(_operation != 0, BadSignature());
            return (_operation & 0xff, (_operation >> 8) & 0x7f);
        }
        uint256 threshold;
        (version, threshold) = _registry.quorumOf(keccak256(quorum.operators));
        uint256 count = quorum.signatures.length / 65;
        require(threshold > 0 && count >= threshold && quorum.signatures.length == count * 65, BadSignature());
        bytes32 digest = _hashTypedDataV4(structHash);
        for (uint256 i = 0; i < count; ++i) {
            uint256 bit = _recoverOperator(digest, quorum.operators, quorum.signatures[i * 65:i * 65 + 65]);
            require(bit > signers, BadSignature());
            signers |= bit;
        }
    }

    /// @dev The bit of the operator that made the signature (index, r, vs).
    function _recoverOperator(bytes32 digest, bytes calldata operators, bytes calldata signature)
        private
        pure
        returns (uint256 bit)
    {
        uint256 start = uint256(uint8(signature[0])) * 20;
        require(start + 20 <= operators.length, BadSignature());
        (address signer, ECDSA.RecoverError failure,) =
            ECDSA.tryRecover(digest, bytes32(signature[1:33]), bytes32(signature[33:65]));
        require(failure == ECDSA.RecoverError.NoError, BadSignature());
        require(signer == address(bytes20(operators[start:start + 20])), BadSignature());
        return 1 << uint8(signature[0]);
    }

    // ----------------------------------------------------------------- clock

    function _hour() internal view returns (uint256) {
        return LedgerWords.hourOf(block.timestamp);
    }

    function _epoch() internal view returns (uint256) {
        return LedgerWords.epochOf(block.timestamp);
    }
}
