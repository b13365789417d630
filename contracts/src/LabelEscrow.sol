// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {ILabelEscrow} from "./interfaces/ILabelEscrow.sol";

/// @title LabelEscrow
/// @notice See {ILabelEscrow} for what each function does; comments here say how it stays solvent.
/// @dev `totalHeld <= type(uint96).max` is checked whenever tokens enter. Every field is a part of that total, so
/// no packed field can overflow and no cast can fail once tokens are inside.
contract LabelEscrow is ILabelEscrow, Ownable2Step, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @inheritdoc ILabelEscrow
    IERC20 public immutable token;
    /// @inheritdoc ILabelEscrow
    address public operator;
    /// @inheritdoc ILabelEscrow
    uint256 public totalHeld;

    mapping(address account => Account) private _accounts;
    mapping(bytes32 projectId => Project) private _projects;
    /// @dev Locks live under their project, so one project's settlement cannot touch another's lock.
    mapping(bytes32 projectId => mapping(bytes32 lockId => Lock)) private _locks;
    mapping(bytes32 settlementId => bool) private _settled;

    /// @dev What the first pass over a settlement's entries hands to the second.
    struct Tally {
        address[] accounts;
        uint256[] rewards;
        uint256[] slashed;
        uint256 paid;
        uint256 slashTotal;
        uint256 peers;
    }

    modifier onlyOperator() {
        require(msg.sender == operator, NotOperator(msg.sender));
        _;
    }

    /// @param token_ The ERC-20 in which everything is held.
    /// @param owner_ Who may replace the operator; ownership changes in two steps.
    /// @param operator_ The key that may lock and settle.
    constructor(IERC20 token_, address owner_, address operator_) Ownable(owner_) {
        require(address(token_) != address(0), ZeroAddress());
        token = token_;
        _setOperator(operator_);
    }

    // ------------------------------------------------------------- projects

    /// @inheritdoc ILabelEscrow
    function fundProject(bytes32 projectId, uint256 amount) external nonReentrant {
        Project storage project = _projects[projectId];
        if (project.owner == address(0)) project.owner = msg.sender;
        require(project.owner == msg.sender, NotProjectOwner(projectId, project.owner, msg.sender));
        uint96 received = _receive(amount);
        project.available += received;
        emit ProjectFunded(projectId, msg.sender, received);
    }

    /// @inheritdoc ILabelEscrow
    function refundProject(bytes32 projectId, address to, uint256 amount) external nonReentrant {
        Project storage project = _projects[projectId];
        require(project.owner == msg.sender, NotProjectOwner(projectId, project.owner, msg.sender));
        uint256 available = project.available;
        require(amount <= available, InsufficientAvailable(projectId, available, amount));
        project.available = (available - amount).toUint96();
        emit ProjectRefunded(projectId, to, amount);
        _send(to, amount);
    }

    // --------------------------------------------------------------- people

    /// @inheritdoc ILabelEscrow
    function depositStake(address account, uint256 amount) external nonReentrant {
        require(account != address(0), ZeroAddress());
        uint96 received = _receive(amount);
        _accounts[account].free += received;
        emit StakeDeposited(account, msg.sender, received);
    }

    /// @inheritdoc ILabelEscrow
    function withdraw(uint256 amount, address to) external nonReentrant {
        Account storage account = _accounts[msg.sender];
        uint256 free = account.free;
        require(amount <= free, InsufficientFree(msg.sender, free, amount));
        account.free = (free - amount).toUint96();
        emit Withdrawn(msg.sender, to, amount);
        _send(to, amount);
    }

    // ------------------------------------------------------------- operator

    /// @inheritdoc ILabelEscrow
    function lockStakes(StakeLock[] calldata stakeLocks) external onlyOperator {
        for (uint256 i = 0; i < stakeLocks.length; ++i) {
            _lockStake(stakeLocks[i]);
        }
    }

    /// @inheritdoc ILabelEscrow
    function settle(Settlement[] calldata settlements) external onlyOperator {
        for (uint256 i = 0; i < settlements.length; ++i) {
            _settle(settlements[i]);
        }
    }

    // ---------------------------------------------------------------- owner

    /// @inheritdoc ILabelEscrow
    function setOperator(address newOperator) external onlyOwner {
        _setOperator(newOperator);
    }

    // ---------------------------------------------------------------- views

    /// @inheritdoc ILabelEscrow
    function accountOf(address account) external view returns (Account memory) {
        return _accounts[account];
    }

    /// @inheritdoc ILabelEscrow
    function projectOf(bytes32 projectId) external view returns (Project memory) {
        return _projects[projectId];
    }

    /// @inheritdoc ILabelEscrow
    function lockOf(bytes32 projectId, bytes32 lockId) external view returns (Lock memory) {
        return _locks[projectId][lockId];
    }

    /// @inheritdoc ILabelEscrow
    function isSettled(bytes32 settlementId) external view returns (bool) {
        return _settled[settlementId];
    }

    // -------------------------------------------------------------- locking

    function _lockStake(StakeLock calldata wanted) private {
        Lock storage lock = _locks[wanted.projectId][wanted.lockId];
        if (lock.state != LockState.None) return _skipLock(wanted, LockSkip.AlreadyUsed);

        Account storage account = _accounts[wanted.account];
        Project storage project = _projects[wanted.projectId];
        bool covered = wanted.stake <= account.free;
        if (!covered || wanted.reward > project.available) {
            lock.state = LockState.Skipped;
            return _skipLock(wanted, covered ? LockSkip.InsufficientBudget : LockSkip.InsufficientStake);
        }

        uint96 stake = wanted.stake.toUint96();
        uint96 reward = wanted.reward.toUint96();
        account.free -= stake;
        account.locked += stake;
        project.available -= reward;
        project.reserved += reward;
        _locks[wanted.projectId][wanted.lockId] = Lock(wanted.account, stake, reward, LockState.Locked);
        emit StakeLocked(wanted.projectId, wanted.lockId, wanted.account, stake, reward);
    }

    function _skipLock(StakeLock calldata wanted, LockSkip reason) private {
        emit StakeLockSkipped(wanted.projectId, wanted.lockId, wanted.account, reason);
    }

    // ------------------------------------------------------------- settling

    function _settle(Settlement calldata settlement) private {
        bytes32 id = settlement.settlementId;
        if (_settled[id]) {
            emit SettlementSkipped(id, SettlementSkip.AlreadySettled);
            return;
        }
        if (_hasUnknownLock(settlement)) {
            emit SettlementSkipped(id, SettlementSkip.UnknownLock);
            return;
        }
        _settled[id] = true;

        Tally memory tally = _releaseAll(settlement);
        _payAll(settlement, tally);
        uint256 returned = tally.peers == 0 ? tally.slashTotal : 0;
        if (returned > 0) _projects[settlement.projectId].available += returned.toUint96();
        emit SettlementApplied(id, settlement.projectId, tally.paid, tally.slashTotal, returned);
    }

    function _hasUnknownLock(Settlement calldata settlement) private view returns (bool) {
        mapping(bytes32 => Lock) storage locks = _locks[settlement.projectId];
        for (uint256 i = 0; i < settlement.entries.length; ++i) {
            if (locks[settlement.entries[i].lockId].state == LockState.None) return true;
        }
        return false;
    }

    /// @dev First pass: ends every lock, returns what is not slashed and counts who shares the slashed stake.
    /// An entry that moves nothing leaves the zero address in the tally.
    function _releaseAll(Settlement calldata settlement) private returns (Tally memory tally) {
        uint256 length = settlement.entries.length;
        tally.accounts = new address[](length);
        tally.rewards = new uint256[](length);
        tally.slashed = new uint256[](length);

        for (uint256 i = 0; i < length; ++i) {
            Entry calldata entry = settlement.entries[i];
            Lock memory lock = _locks[settlement.projectId][entry.lockId];
            if (lock.state != LockState.Locked) continue;

            uint256 slashed = Math.min(entry.slash, lock.stake);
            tally.accounts[i] = lock.account;
            tally.rewards[i] = _release(settlement.projectId, entry, lock, slashed);
            tally.slashed[i] = slashed;
            tally.paid += tally.rewards[i];
            tally.slashTotal += slashed;
            if (entry.slash == 0) ++tally.peers;
        }
    }

    /// @dev Ends one lock: stake minus slash and the reward become free, the unused reservation available.
    function _release(bytes32 projectId, Entry calldata entry, Lock memory lock, uint256 slashed)
        private
        returns (uint256 reward)
    {
        reward = Math.min(entry.reward, lock.reward);
        _locks[projectId][entry.lockId] = Lock(address(0), 0, 0, LockState.Released);

        Account storage account = _accounts[lock.account];
        account.locked -= lock.stake;
        account.free += (lock.stake - slashed + reward).toUint96();

        Project storage project = _projects[projectId];
        project.reserved -= lock.reward;
        project.available += (lock.reward - reward).toUint96();
    }

    /// @dev Second pass: adds each peer's share and reports every entry. Dividing what is left by the peers left
    /// gives the wei that do not divide evenly to the last peers, so the shares add up to the slashed stake.
    function _payAll(Settlement calldata settlement, Tally memory tally) private {
        bytes32 id = settlement.settlementId;
        uint256 left = tally.slashTotal;
        uint256 peersLeft = tally.peers;
        for (uint256 i = 0; i < settlement.entries.length; ++i) {
            Entry calldata entry = settlement.entries[i];
            address account = tally.accounts[i];
            if (account == address(0)) {
                emit EntrySkipped(id, entry.lockId);
                continue;
            }
            uint256 share;
            if (entry.slash == 0) {
                share = left / peersLeft--;
                left -= share;
                if (share > 0) _accounts[account].free += share.toUint96();
            }
            emit EntrySettled(id, account, entry.lockId, tally.rewards[i], tally.slashed[i], share);
        }
    }

    // --------------------------------------------------------------- tokens

    /// @dev Pulls tokens from the caller and returns what really arrived; callers hold the reentrancy guard.
    function _receive(uint256 amount) private returns (uint96) {
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = token.balanceOf(address(this)) - before;
        require(received > 0, ZeroAmount());
        uint256 held = totalHeld + received;
        require(held <= type(uint96).max, CapExceeded(held, type(uint96).max));
        totalHeld = held;
        return received.toUint96();
    }

    /// @dev Last step of every payment out: the balances are already reduced.
    function _send(address to, uint256 amount) private {
        require(to != address(0), ZeroAddress());
        require(amount > 0, ZeroAmount());
        totalHeld -= amount;
        token.safeTransfer(to, amount);
    }

    function _setOperator(address newOperator) private {
        require(newOperator != address(0), ZeroAddress());
        emit OperatorChanged(operator, newOperator);
        operator = newOperator;
    }
}
