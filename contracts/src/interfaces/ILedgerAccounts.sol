// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "./ILedgerBatches.sol";

/// @title ILedgerAccounts
/// @notice Deposits, sessions, withdrawals and sponsored stake of people. An account id is given on first use and never
/// changes. Amounts are units of 10^15 wei, except in signed messages: those are in wei, so that a wallet shows tokens,
/// and must be whole units.
///
/// Every message a person signs carries the person's next nonce, so it works once, and ending a session makes all that
/// were signed before worthless.
interface ILedgerAccounts {
    /// @notice What a person lets the operators do on the person's behalf until it expires: lock at most
    /// `maxPerLabel` of stake on one label and lose at most `maxLoss` in all. In wei, both multiples of 10^16 (0.01
    /// token). `expiry` is in seconds; the whole hours of it count.
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
    /// @notice Units left the free balance; all that were asked for can be withdrawn from `readyAt` (seconds).
    event WithdrawRequested(uint256 indexed account, uint256 units, uint256 readyAt);
    /// @notice Units were paid out.
    event Withdrawn(uint256 indexed account, address indexed to, uint256 units);
    /// @notice Stake was lent to a newcomer; rewards pay it back.
    event Sponsored(uint256 indexed account, uint256 units);
    /// @notice Units of a sponsored account went back to the fund; `debt` is what is still owed.
    event DebtPaid(uint256 indexed account, uint256 units, uint256 debt);
    /// @notice The fund that sponsors newcomers grew.
    event SponsorshipFunded(address indexed payer, uint256 units);

    /// @notice Pulls units of the caller (by allowance) into the account of `owner`; registers it when new.
    /// @return account The account id of `owner`.
    function deposit(address owner, uint256 units) external returns (uint256 account);

    /// @notice Deposit and session with one signature that shows both, for a token with `receiveWithWitness` (see
    /// {ILabelToken}); the session is the witness. Anyone may relay it.
    /// @param session Limits the person grants.
    /// @param amount Deposit in wei.
    /// @param validAfter Unix time before which the message does nothing.
    /// @param validBefore Unix time from which the message does nothing any more.
    /// @param signature Of `session.account`, of the token's message.
    function depositWithWitness(
        Session calldata session,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata signature
    ) external;

    /// @notice Deposit and session with one signature, for a token with ERC-3009: the nonce of the receive authorisation
    /// is the EIP-712 struct hash of the session with its last 64 bits cleared. Wallets show the hash only; prefer
    /// {depositWithWitness}. Anyone may relay it.
    /// @param session Limits the person grants.
    /// @param amount Deposit in wei.
    /// @param validAfter Unix time before which the message does nothing.
    /// @param validBefore Unix time from which the message does nothing any more.
    /// @param signature Of `session.account`, of the token's message.
    function depositWithAuthorization(
        Session calldata session,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata signature
    ) external;

    /// @notice Deposit and session for any ERC-2612 token: a permit and a session signature, one relayed call.
    /// @dev A permit that somebody used up in advance does not stop the deposit: then the allowance must be exactly
    /// the permit's amount, so nobody can spend a larger one without the person's signature.
    /// @param session Limits the person grants.
    /// @param signature Of `session.account`, of the session; may be empty when that is the caller.
    /// @param permit The person's permit of exactly the deposit.
    function depositWithPermit(Session calldata session, bytes calldata signature, Permit calldata permit)
        external;

    /// @notice Replaces the session of `session.account`; the signature may be empty when that is the caller.
    /// Labels already locked stay at risk.
    function openSession(Session calldata session, bytes calldata signature) external;

    /// @notice Ends the caller's session. Labels already locked stay at risk.
    function revokeSession() external;

    /// @notice Ends a session by signature. EIP-712: Revocation(address account,uint256 nonce)
    function revokeSessionBySig(address account, uint256 nonce, bytes calldata signature) external;

    /// @notice Moves units of the caller's free balance (what has vested by now included, debt excluded) aside; they,
    /// and all asked for before, can be taken after UNBOND. Never pausable.
    function requestWithdraw(uint256 units) external;

    /// @notice The same by signature, for people without gas; `amount` in wei.
    /// EIP-712: WithdrawRequest(address account,uint256 amount,uint256 nonce)
    function requestWithdrawBySig(address account, uint256 amount, uint256 nonce, bytes calldata signature)
        external;

    /// @notice Pays what the caller asked for and is ready out to `to`. Never pausable.
    function withdraw(address to) external;

    /// @notice Pays what `owner` asked for and is ready out to `owner`; anyone may pay the gas. Never pausable.
    function withdrawFor(address owner) external;

    /// @notice Pays off debt from the caller's free balance.
    function repayDebt(uint256 units) external;

    /// @notice Adds to the fund that sponsors newcomers; the reward pool pays in within its emission.
    function fundSponsorship(uint256 units) external;

    /// @notice Lends `units` of the fund to somebody as stake and opens a session the person signed; k-of-n operators,
    /// each address once. Lent stake can be locked and slashed but not withdrawn; rewards pay it off, so in the end
    /// the stake is the person's own.
    /// EIP-712: Sponsorship(address account,uint256 units,bytes32 sessionHash)
    function sponsor(
        Session calldata session,
        bytes calldata sessionSignature,
        uint256 units,
        ILedgerBatches.Quorum calldata quorum
    ) external;

    /// @notice Returns lent stake that lies idle to the fund: 30 days after the session's end; anyone.
    function recallSponsorship(uint256 account) external;

    /// @notice The account id of an address, 0 when it has none.
    function accountOf(address owner) external view returns (uint256);
    /// @notice Who owns the account.
    function ownerOf(uint256 account) external view returns (address);
    /// @notice The next nonce for messages signed by `account`.
    function nonceOf(address account) external view returns (uint256);
    /// @notice Units set aside for withdrawal and since when they can be taken.
    function withdrawalOf(uint256 account) external view returns (uint256 units, uint256 readyAt);
}
