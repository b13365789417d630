// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerAccounts} from "../interfaces/ILedgerAccounts.sol";
import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {AccountWord} from "../libraries/AccountWord.sol";
import {LedgerAccounts} from "./LedgerAccounts.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerSponsorship
/// @notice Entry without buying tokens: stake lent from a fund, paid off by rewards.
/// @dev Lent stake can leave in two ways only: slashed to others like any stake, or back to the fund. The most that
/// colluding operators can give away by it is what the fund holds, which the reward pool fills week by week.
abstract contract LedgerSponsorship is LedgerAccounts {
    using AccountWord for uint256;

    /// @dev The most one person is lent: 20 tokens.
    uint256 private constant MAX_SPONSORSHIP = 20_000;
    uint256 private constant RECALL_HOURS = 30 * 24;
    bytes32 private constant SPONSORSHIP_TYPEHASH =
        keccak256("Sponsorship(address account,uint256 units,bytes32 sessionHash)");

    /// @inheritdoc ILedgerAccounts
    function repayDebt(uint256 units) external {
        uint256 account = _existingAccount(msg.sender);
        _accounts[account] = _payDebt(account, _releasedAccount(account), units);
    }

    /// @inheritdoc ILedgerAccounts
    function fundSponsorship(uint256 units) external nonReentrant {
        uint256 received = _pull(msg.sender, units);
        _sponsorFund += uint40(received);
        emit SponsorshipFunded(msg.sender, received);
    }

    /// @inheritdoc ILedgerAccounts
    function sponsor(
        Session calldata session,
        bytes calldata sessionSignature,
        uint256 units,
        ILedgerBatches.Quorum calldata quorum
    ) external {
        address owner = session.account;
        _requireQuorum(
            keccak256(abi.encode(SPONSORSHIP_TYPEHASH, owner, units, _hashSession(session))), quorum
        );
        require(!_sponsored[owner], NotAllowed(owner));
        require(units > 0 && units <= MAX_SPONSORSHIP, OutOfBounds("sponsorship", units));
        uint256 fund = _sponsorFund;
        require(units <= fund, Insufficient(fund, units));
        _sponsored[owner] = true;
        _sponsorFund = uint40(fund - units);

        uint256 account = _openSession(session, sessionSignature);
        uint256 word = _accounts[account];
        word = LedgerWords.withField(word, LedgerWords.DEBT, 20, units);
        _accounts[account] = word.withFree(word.freeOf() + units);
        emit Sponsored(account, units);
    }

    /// @inheritdoc ILedgerAccounts
    function recallSponsorship(uint256 account) external {
        uint256 word = _releasedAccount(account);
        uint256 end = LedgerWords.field(word, LedgerWords.SESSION_EXPIRY, 18) + RECALL_HOURS;
        require(_hour() >= end, TooEarly(LedgerWords.TIME_ZERO + end * 1 hours));
        _accounts[account] = _payDebt(account, word, word.debtOf());
    }

    /// @dev Moves at most `units` from the free balance in `word` to the fund; the caller writes the word back.
    function _payDebt(uint256 account, uint256 word, uint256 units) internal returns (uint256 next) {
        uint256 paid;
        (next, paid) = word.payDebt(units);
        require(paid > 0, ZeroAmount());
        _sponsorFund += uint40(paid);
        emit DebtPaid(account, paid, next.debtOf());
    }
}
