// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title ILabelEscrow
/// @notice Holds the budgets of projects and the stakes of people in one ERC-20, and settles decided items.
///
/// Every wei held belongs to exactly one of: an account's free balance, an account's locked stake, a project's
/// available budget, a project's reserved rewards. Locking and settling only move wei between these; tokens
/// enter by `fundProject` and `depositStake`, and leave by `refundProject` and `withdraw`.
///
/// A lock binds a stake to one annotation and reserves its reward at the same moment, so that work which was
/// accepted can be paid even if the project owner takes the rest of the budget back.
interface ILabelEscrow {
    // ---------------------------------------------------------------- types

    /// @notice A person's balance: `free` can be withdrawn or locked, `locked` is bound to annotations.
    struct Account {
        uint96 free;
        uint96 locked;
    }

    /// @notice A project's budget: `available` can be refunded or reserved, `reserved` is promised to locks.
    struct Project {
        address owner;
        uint96 available;
        uint96 reserved;
    }

    /// @notice The life of a lock: each id leaves `None` once and never returns to it.
    enum LockState {
        None,
        Locked,
        Skipped,
        Released
    }

    /// @notice A stake bound to one annotation with the reward reserved for it.
    struct Lock {
        address account;
        uint96 stake;
        uint96 reward;
        LockState state;
    }

    /// @notice Asks for `stake` of `account` to be locked and `reward` of the project to be reserved.
    struct StakeLock {
        bytes32 projectId;
        bytes32 lockId;
        address account;
        uint256 stake;
        uint256 reward;
    }

    /// @notice The outcome of one annotation. `slash` zero means it agreed with the decision.
    struct Entry {
        bytes32 lockId;
        uint256 reward;
        uint256 slash;
    }

    /// @notice The outcome of one decided item: all its annotations.
    struct Settlement {
        bytes32 settlementId;
        bytes32 projectId;
        Entry[] entries;
    }

    /// @notice Why a lock was not made.
    enum LockSkip {
        AlreadyUsed,
        InsufficientStake,
        InsufficientBudget
    }

    /// @notice Why a settlement was not applied.
    enum SettlementSkip {
        AlreadySettled,
        UnknownLock
    }

    // --------------------------------------------------------------- errors

    /// @dev The caller is not the operator.
    error NotOperator(address caller);
    /// @dev Only `owner` may fund or refund the project.
    error NotProjectOwner(bytes32 projectId, address owner, address caller);
    /// @dev The amount, or what the token really delivered of it, is zero.
    error ZeroAmount();
    /// @dev Tokens or balances cannot belong to the zero address.
    error ZeroAddress();
    /// @dev The caller's free balance does not cover the withdrawal.
    error InsufficientFree(address account, uint256 free, uint256 requested);
    /// @dev The project's unreserved budget does not cover the refund.
    error InsufficientAvailable(bytes32 projectId, uint256 available, uint256 requested);
    /// @dev The escrow would hold more than 2^96-1 wei, the bound that keeps every packed field from overflowing.
    error CapExceeded(uint256 held, uint256 cap);

    // --------------------------------------------------------------- events

    /// @notice The operator was replaced by the owner.
    event OperatorChanged(address indexed previous, address indexed current);
    /// @notice `amount` arrived in the project's budget.
    event ProjectFunded(bytes32 indexed projectId, address indexed owner, uint256 amount);
    /// @notice The owner took `amount` of the unreserved budget back.
    event ProjectRefunded(bytes32 indexed projectId, address indexed to, uint256 amount);
    /// @notice `amount` arrived in the account's free balance.
    event StakeDeposited(address indexed account, address indexed payer, uint256 amount);
    /// @notice The account moved `amount` of its free balance out.
    event Withdrawn(address indexed account, address indexed to, uint256 amount);
    /// @notice The stake is bound and the reward reserved.
    event StakeLocked(
        bytes32 indexed projectId,
        bytes32 indexed lockId,
        address indexed account,
        uint256 stake,
        uint256 reward
    );
    /// @notice The lock was not made; the rest of its batch was.
    event StakeLockSkipped(
        bytes32 indexed projectId, bytes32 indexed lockId, address indexed account, LockSkip reason
    );
    /// @notice One annotation ended: `reward` and `share` were added to the free balance, `slashed` was lost.
    event EntrySettled(
        bytes32 indexed settlementId,
        address indexed account,
        bytes32 indexed lockId,
        uint256 reward,
        uint256 slashed,
        uint256 share
    );
    /// @notice The entry moved nothing, because its lock had been skipped or was already released.
    event EntrySkipped(bytes32 indexed settlementId, bytes32 indexed lockId);
    /// @notice One item was settled. `returned` is slashed stake that went to the project for want of a peer.
    event SettlementApplied(
        bytes32 indexed settlementId,
        bytes32 indexed projectId,
        uint256 paid,
        uint256 slashed,
        uint256 returned
    );
    /// @notice The settlement was not applied; the rest of its batch was.
    event SettlementSkipped(bytes32 indexed settlementId, SettlementSkip reason);

    // ------------------------------------------------------------- projects

    /// @notice Moves `amount` tokens of the caller into the project's budget; the first caller becomes its owner.
    /// @dev Only the owner may add more: were strangers allowed to, whoever front-runs the first funding with one
    /// wei could refund the victim's budget to himself. Credits what arrived, not what was asked for.
    /// @param projectId Unpredictable id of the project.
    /// @param amount Tokens in wei; the caller must have approved them.
    function fundProject(bytes32 projectId, uint256 amount) external;

    /// @notice Moves unreserved budget out; only the project's owner may.
    /// @param projectId The project.
    /// @param to Who receives the tokens.
    /// @param amount At most the available budget, in wei.
    function refundProject(bytes32 projectId, address to, uint256 amount) external;

    // --------------------------------------------------------------- people

    /// @notice Moves `amount` tokens of the caller into the account's free balance; anyone may pay for anyone.
    /// @dev Credits what arrived, not what was asked for.
    /// @param account Who owns the stake from now on.
    /// @param amount Tokens in wei; the caller must have approved them.
    function depositStake(address account, uint256 amount) external;

    /// @notice Moves `amount` of the caller's free balance out. Locked stake stays. Can never be paused.
    /// @param amount At most the free balance, in wei.
    /// @param to Who receives the tokens.
    function withdraw(uint256 amount, address to) external;

    // ------------------------------------------------------------- operator

    /// @notice Locks stakes and reserves their rewards; operator only.
    /// @dev An id is used at most once in its project. An account with too little free balance, or a project with
    /// too little budget, uses the id up and is skipped with an event; it never blocks the batch.
    /// @param stakeLocks What to lock.
    function lockStakes(StakeLock[] calldata stakeLocks) external;

    /// @notice Settles decided items; operator only.
    /// @dev Per settlement: releases each lock, pays the reward out of what the lock reserved (never more; the rest
    /// becomes available again), slashes at most the stake, and shares the slashed stake equally among the entries
    /// with `slash == 0` (wei that do not divide evenly go to the last of them, one each). Without such an entry it
    /// goes to the project's available budget.
    ///
    /// A settlement that was applied before is skipped, so a batch sent twice is harmless. One that names a lock the
    /// contract has never seen is skipped too and can be sent again. An entry whose lock was skipped or is already
    /// released moves nothing and takes no share: no stake at risk, no pay; its peers are settled as usual.
    /// @param settlements What to settle.
    function settle(Settlement[] calldata settlements) external;

    // ---------------------------------------------------------------- owner

    /// @notice Replaces the operator; owner only.
    /// @param newOperator The key that may lock and settle from now on.
    function setOperator(address newOperator) external;

    // ---------------------------------------------------------------- views

    /// @notice The token held.
    function token() external view returns (IERC20);
    /// @notice The key that may lock and settle.
    function operator() external view returns (address);
    /// @notice Sum of all free, locked, available and reserved amounts; never above the token balance.
    function totalHeld() external view returns (uint256);
    /// @notice A person's balance.
    function accountOf(address account) external view returns (Account memory);
    /// @notice A project's owner and budget.
    function projectOf(bytes32 projectId) external view returns (Project memory);
    /// @notice A lock; its amounts are cleared on release.
    function lockOf(bytes32 projectId, bytes32 lockId) external view returns (Lock memory);
    /// @notice Whether the settlement has been applied.
    function isSettled(bytes32 settlementId) external view returns (bool);
}
