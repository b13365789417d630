// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "./ILedgerBatches.sol";

/// @title ILedgerAccounts
/// @notice Deposits, sessions, withdrawals and sponsored stake of people. An account id is given on the first
/// deposit or sponsorship and never changes. All amounts are units of 10^15 wei unless named otherwise.
interface ILedgerAccounts {
    /// @notice What a person lets the operators do on the person's behalf until it expires: lock at most
    /// `maxPerLabel` of stake on one label and lose at most `maxLoss` in all. In wei, so that a wallet shows tokens;
    /// both must be multiples of 10^16 wei (0.01 token). `expiry` is in seconds, a multiple of one hour is kept.
    /// EIP-712: Session(address account,uint256 maxLoss,uint256 maxPerLabel,uint256 expiry,uint256 nonce)
    struct Session {
        address account;
        uint256 maxLoss;
        uint256 maxPerLabel;
        uint256 expiry;
        uint256 nonce;
    }

    /// @notice An ERC-2612 permit for the ledger; amount in wei.
    struct Permit {
        uint256 amount;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice The address owns the account id from now on.
    event Registered(uint256 indexed account, address indexed owner);
    /// @notice Units arrived in the account's free balance.
    event Deposited(uint256 indexed account, address indexed payer, uint256 units);
    /// @notice The limits in force, in wei; all zero after a revocation.
    event SessionSet(uint256 indexed account, uint256 maxLoss, uint256 maxPerLabel, uint256 expiry);
    /// @notice Units left the free balance and can be withdrawn from `readyAt` (seconds).
    event WithdrawRequested(uint256 indexed account, uint256 units, uint256 readyAt);
    /// @notice Units were paid out.
    event Withdrawn(uint256 indexed account, address indexed to, uint256 units);
    /// @notice Stake was lent to a newcomer; rewards pay it back.
    event Sponsored(uint256 indexed account, uint256 units);
    /// @notice The fund that sponsors newcomers grew.
    event SponsorshipFunded(address indexed payer, uint256 units);

    /// @notice Pulls units of the caller (by allowance) into the account of `owner`; registers it when new.
    /// @return account The account id of `owner`.
    function deposit(address owner, uint256 units) external returns (uint256 account);

    /// @notice Deposit and session with one signature: an EIP-3009 receive authorisation of `amount` wei whose nonce
    /// is the EIP-712 hash of `session`. Anyone may relay it.
    function depositWithAuthorization(
        Session calldata session,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata signature
    ) external;

    /// @notice Deposit and session for any ERC-2612 token: a permit and a session signature, one relayed call.
    function depositWithPermit(Session calldata session, bytes calldata signature, Permit calldata permit)
        external;

    /// @notice Replaces the session of `session.account`; the signature may be empty when that is the caller.
    function openSession(Session calldata session, bytes calldata signature) external;

    /// @notice Ends the caller's session. Labels already locked stay at risk.
    function revokeSession() external;

    /// @notice Ends a session by signature. EIP-712: Revocation(address account,uint256 nonce)
    function revokeSessionBySig(address account, uint256 nonce, bytes calldata signature) external;

    /// @notice Moves units of the caller's free balance (what has vested by now included, debt excluded) aside;
    /// they can be taken after UNBOND. Never pausable.
    function requestWithdraw(uint256 units) external;

    /// @notice Pays out what was requested and is ready. Never pausable.
    function withdraw() external;

    /// @notice Pays off debt from the caller's free balance.
    function repayDebt(uint256 units) external;

    /// @notice Adds to the fund that sponsors newcomers; the reward pool pays in within its emission.
    function fundSponsorship(uint256 units) external;

    /// @notice Lends `units` of the fund to a new account as stake and opens its session; k-of-n operators, each
    /// address once. EIP-712: Sponsorship(address account,uint256 units,bytes32 sessionHash)
    function sponsor(
        Session calldata session,
        bytes calldata sessionSignature,
        uint256 units,
        ILedgerBatches.Quorum calldata quorum
    ) external;

    /// @notice The account id of an address, 0 when it has none.
    function accountOf(address owner) external view returns (uint256);
    /// @notice Who owns the account.
    function ownerOf(uint256 account) external view returns (address);
    /// @notice The next nonce for messages signed by `account`.
    function nonceOf(address account) external view returns (uint256);
    /// @notice Units set aside for withdrawal and since when they can be taken.
    function withdrawalOf(uint256 account) external view returns (uint256 units, uint256 readyAt);
}
