// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {ILabelToken} from "../interfaces/ILabelToken.sol";
import {ILedgerAccounts} from "../interfaces/ILedgerAccounts.sol";
import {ITransferAuthorization} from "../interfaces/ITransferAuthorization.sol";
import {AccountWord} from "../libraries/AccountWord.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerAccounts
/// @notice Deposits, sessions and withdrawals of people.
/// @dev Nothing here can be paused: whoever came in can stop and leave.
abstract contract LedgerAccounts is ILedgerAccounts, LedgerStorage {
    using AccountWord for uint256;

    string private constant SESSION_TYPE =
        "Session(address account,uint256 maxLoss,uint256 maxPerLabel,uint256 expiry,uint256 nonce)";
    bytes32 private constant SESSION_TYPEHASH = keccak256(bytes(SESSION_TYPE));
    bytes32 private constant REVOCATION_TYPEHASH = keccak256("Revocation(address account,uint256 nonce)");
    bytes32 private constant WITHDRAW_TYPEHASH =
        keccak256("WithdrawRequest(address account,uint256 amount,uint256 nonce)");
    /// @dev The part of an ERC-3009 nonce that OpenZeppelin's keyed nonces count with; ours start at 0.
    uint256 private constant SEQUENCE_MASK = type(uint64).max;
    uint256 private constant STEP_WEI = LedgerWords.SESSION_STEP * LedgerWords.UNIT;

    // --------------------------------------------------------------- deposits

    /// @inheritdoc ILedgerAccounts
    function deposit(address owner, uint256 units) external nonReentrant returns (uint256 account) {
        account = _register(owner);
        _credit(account, msg.sender, _pull(msg.sender, units));
    }

    /// @inheritdoc ILedgerAccounts
    function depositWithWitness(
        Session calldata session,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata signature
    ) external nonReentrant {
        uint256 balanceBefore = _token.balanceOf(address(this));
        ILabelToken(address(_token))
            .receiveWithWitness(
                session.account,
                amount,
                validAfter,
                validBefore,
                _hashSession(session),
                string.concat("Session session)", SESSION_TYPE),
                signature
            );
        _takeDeposit(session, amount, balanceBefore);
    }

    /// @inheritdoc ILedgerAccounts
    function depositWithAuthorization(
        Session calldata session,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata signature
    ) external nonReentrant {
        uint256 balanceBefore = _token.balanceOf(address(this));
        ITransferAuthorization(address(_token))
            .receiveWithAuthorization(
                session.account,
                address(this),
                amount,
                validAfter,
                validBefore,
                bytes32(uint256(_hashSession(session)) & ~SEQUENCE_MASK),
                signature
            );
        _takeDeposit(session, amount, balanceBefore);
    }

    /// @inheritdoc ILedgerAccounts
    function depositWithPermit(Session calldata session, bytes calldata signature, Permit calldata permit)
        external
        nonReentrant
    {
        address owner = session.account;
        _requireSigned(owner, _hashSession(session), signature);
        try IERC20Permit(address(_token))
            .permit(owner, address(this), permit.amount, permit.deadline, permit.v, permit.r, permit.s) {}
        catch {
            require(_token.allowance(owner, address(this)) == permit.amount, BadSignature());
        }
        uint256 account = _register(owner);
        _credit(account, owner, _pull(owner, _wholeUnits(permit.amount)));
        _setSession(account, session);
    }

    // --------------------------------------------------------------- sessions

    /// @inheritdoc ILedgerAccounts
    function openSession(Session calldata session, bytes calldata signature) external {
        _openSession(session, signature);
    }

    /// @inheritdoc ILedgerAccounts
    function revokeSession() external {
        _endSession(msg.sender);
    }

    /// @inheritdoc ILedgerAccounts
    function revokeSessionBySig(address account, uint256 nonce, bytes calldata signature) external {
        _requireNonce(account, nonce);
        _requireSigned(account, keccak256(abi.encode(REVOCATION_TYPEHASH, account, nonce)), signature);
        _endSession(account);
    }

    // ------------------------------------------------------------ withdrawals

    /// @inheritdoc ILedgerAccounts
    function requestWithdraw(uint256 units) external {
        _requestWithdraw(msg.sender, units);
    }

    /// @inheritdoc ILedgerAccounts
    function requestWithdrawBySig(address account, uint256 amount, uint256 nonce, bytes calldata signature)
        external
    {
        _useNonce(account, nonce);
        _requireSigned(account, keccak256(abi.encode(WITHDRAW_TYPEHASH, account, amount, nonce)), signature);
        _requestWithdraw(account, _wholeUnits(amount));
    }

    /// @inheritdoc ILedgerAccounts
    function withdraw(address to) external nonReentrant {
        _withdraw(msg.sender, to);
    }

    /// @inheritdoc ILedgerAccounts
    function withdrawFor(address owner) external nonReentrant {
        _withdraw(owner, owner);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc ILedgerAccounts
    function accountOf(address owner) external view returns (uint256) {
        return _accountIds[owner];
    }

    /// @inheritdoc ILedgerAccounts
    function ownerOf(uint256 account) external view returns (address) {
        return _accountOwners[account];
    }

    /// @inheritdoc ILedgerAccounts
    function nonceOf(address account) external view returns (uint256) {
        return _nonces[account];
    }

    /// @inheritdoc ILedgerAccounts
    function withdrawalOf(uint256 account) external view returns (uint256 units, uint256 readyAt) {
        Withdrawal memory withdrawal = _withdrawals[account];
        return (withdrawal.units, withdrawal.readyAt);
    }

    // ------------------------------------------------- shared with other parts

    /// @dev The account of an address that must have one.
    function _existingAccount(address owner) internal view returns (uint256 account) {
        account = _accountIds[owner];
        require(account != 0, NotAllowed(owner));
    }

    /// @dev The account's word with what has vested by now free; the caller writes it back.
    function _releasedAccount(uint256 account) internal view returns (uint256) {
        return _accounts[account].released(_hour());
    }

    /// @dev The account's word without `units` of the owner's own free balance; the caller writes it back.
    function _spendOwn(uint256 account, uint256 units) internal view returns (uint256 word) {
        word = _releasedAccount(account);
        uint256 own = word.ownOf();
        require(units > 0, ZeroAmount());
        require(units <= own, Insufficient(own, units));
        return word.withFree(word.freeOf() - units);
    }

    /// @dev Wei of a signed message as units.
    function _wholeUnits(uint256 amount) internal pure returns (uint256) {
        require(amount % LedgerWords.UNIT == 0, BadData());
        return amount / LedgerWords.UNIT;
    }

    /// @dev Fails unless `account` signed, by key or by ERC-1271. Without a signature it must be the caller.
    function _requireSigned(address account, bytes32 structHash, bytes calldata signature) internal view {
        if (signature.length == 0 && account == msg.sender) return;
        bytes32 digest = _hashTypedDataV4(structHash);
        require(SignatureChecker.isValidSignatureNowCalldata(account, digest, signature), BadSignature());
    }

    function _useNonce(address account, uint256 nonce) internal {
        _requireNonce(account, nonce);
        _nonces[account] = nonce + 1;
    }

    function _hashSession(Session calldata session) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                SESSION_TYPEHASH,
                session.account,
                session.maxLoss,
                session.maxPerLabel,
                session.expiry,
                session.nonce
            )
        );
    }

    /// @return account The id of `session.account`, a new one on first use.
    function _openSession(Session calldata session, bytes calldata signature)
        internal
        returns (uint256 account)
    {
        _requireSigned(session.account, _hashSession(session), signature);
        account = _register(session.account);
        _setSession(account, session);
    }

    // --------------------------------------------------------------- internal

    function _credit(uint256 account, address payer, uint256 units) private {
        uint256 word = _accounts[account];
        _accounts[account] = word.withFree(word.freeOf() + units);
        emit Deposited(account, payer, units);
    }

    /// @dev Second half of a deposit with one signature: the token has checked the signature and moved the amount.
    function _takeDeposit(Session calldata session, uint256 amount, uint256 balanceBefore) private {
        _wholeUnits(amount);
        uint256 account = _register(session.account);
        _credit(account, session.account, _countReceived(balanceBefore));
        _setSession(account, session);
    }

    function _requireNonce(address account, uint256 nonce) private view {
        require(nonce == _nonces[account], BadNonce(account, _nonces[account]));
    }

    /// @dev The signature is already checked.
    function _setSession(uint256 account, Session calldata session) private {
        _useNonce(session.account, session.nonce);
        uint256 loss = session.maxLoss / STEP_WEI;
        uint256 label = session.maxPerLabel / STEP_WEI;
        require(loss * STEP_WEI == session.maxLoss && label * STEP_WEI == session.maxPerLabel, BadData());
        require(loss < 1 << 24, OutOfBounds("maxLoss", session.maxLoss));
        require(label < 1 << 20, OutOfBounds("maxPerLabel", session.maxPerLabel));
        require(session.expiry >= block.timestamp + 1 hours, TooLate(session.expiry));
        uint256 hour = LedgerWords.hourOf(session.expiry);
        require(hour <= LedgerWords.MASK_HOUR, OutOfBounds("expiry", session.expiry));
        _writeSession(account, hour, loss, label);
        uint256 expiry = LedgerWords.TIME_ZERO + hour * 1 hours;
        emit SessionSet(account, session.maxLoss, session.maxPerLabel, expiry);
    }

    /// @dev Uses the nonce up, so that sessions signed earlier and not yet relayed cannot come after the revocation.
    function _endSession(address owner) private {
        uint256 account = _register(owner);
        ++_nonces[owner];
        _writeSession(account, 0, 0, 0);
        emit SessionSet(account, 0, 0, 0);
    }

    function _writeSession(uint256 account, uint256 hour, uint256 loss, uint256 label) private {
        uint256 word = _accounts[account];
        word = LedgerWords.withField(word, LedgerWords.SESSION_EXPIRY, 18, hour);
        word = LedgerWords.withField(word, LedgerWords.SESSION_LOSS, 24, loss);
        _accounts[account] = LedgerWords.withField(word, LedgerWords.SESSION_LABEL, 20, label);
    }

    function _requestWithdraw(address owner, uint256 units) private {
        uint256 account = _existingAccount(owner);
        _accounts[account] = _spendOwn(account, units);
        Withdrawal storage withdrawal = _withdrawals[account];
        uint256 readyAt = block.timestamp + LedgerWords.UNBOND;
        withdrawal.units += uint40(units);
        withdrawal.readyAt = uint40(readyAt);
        emit WithdrawRequested(account, units, readyAt);
    }

    function _withdraw(address owner, address to) private {
        uint256 account = _existingAccount(owner);
        Withdrawal memory withdrawal = _withdrawals[account];
        require(block.timestamp >= withdrawal.readyAt, TooEarly(withdrawal.readyAt));
        delete _withdrawals[account];
        emit Withdrawn(account, to, withdrawal.units);
        _push(to, withdrawal.units);
    }
}
