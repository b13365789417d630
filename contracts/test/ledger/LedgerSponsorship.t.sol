// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerAccounts} from "../../src/interfaces/ILedgerAccounts.sol";
import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {DeskTest} from "../base/DeskTest.sol";

/// @dev Newcomers without tokens.
contract LedgerSponsorshipTest is DeskTest {
    bytes32 private constant SPONSORSHIP_TYPEHASH =
        keccak256("Sponsorship(address account,uint256 units,bytes32 sessionHash)");

    function setUp() public override {
        super.setUp();
        vm.expectEmit(address(ledger));
        emit ILedgerAccounts.SponsorshipFunded(address(this), 30 * TOKEN);
        ledger.fundSponsorship(30 * TOKEN);
    }

    function test_sponsor_lendsStakeAndOpensTheSignedSession() public {
        _sponsor(ana, ANA_KEY, 5 * TOKEN);
        LedgerWords.Account memory word = wordOf(ana);
        assertEq(word.free, 5 * TOKEN, "stake");
        assertEq(word.debt, 5 * TOKEN, "debt");
        assertEq(word.sessionLoss, 2000, "session");
        assertEq(ledger.sponsorFund(), 25 * TOKEN, "fund");
        assertEq(ledger.totalUnits(), 30 * TOKEN, "nothing entered or left");
    }

    function test_sponsor_needsTheQuorumOfOperatorsForExactlyThis() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = signSession(ANA_KEY, session);
        ILedgerBatches.Quorum memory quorum = _quorum(session, 5 * TOKEN);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.sponsor(session, signature, 6 * TOKEN, quorum);
        quorum.signatures = "";
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.sponsor(session, signature, 5 * TOKEN, quorum);
    }

    function test_sponsor_needsThePersonsSignature() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory foreign = signSession(BEN_KEY, session);
        ILedgerBatches.Quorum memory quorum = _quorum(session, 5 * TOKEN);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.sponsor(session, foreign, 5 * TOKEN, quorum);
    }

    function test_sponsor_worksOncePerAddress() public {
        _sponsor(ana, ANA_KEY, 5 * TOKEN);
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = signSession(ANA_KEY, session);
        ILedgerBatches.Quorum memory quorum = _quorum(session, 5 * TOKEN);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, ana));
        ledger.sponsor(session, signature, 5 * TOKEN, quorum);
    }

    function test_sponsor_staysWithinItsBoundAndTheFund() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = signSession(ANA_KEY, session);
        ILedgerBatches.Quorum memory quorum = _quorum(session, 20 * TOKEN + 1);
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.OutOfBounds.selector, bytes32("sponsorship"), 20 * TOKEN + 1)
        );
        ledger.sponsor(session, signature, 20 * TOKEN + 1, quorum);
        quorum = _quorum(session, 0);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.OutOfBounds.selector, bytes32("sponsorship"), 0));
        ledger.sponsor(session, signature, 0, quorum);
        _sponsor(ben, BEN_KEY, 20 * TOKEN);
        quorum = _quorum(session, 20 * TOKEN);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 10 * TOKEN, 20 * TOKEN));
        ledger.sponsor(session, signature, 20 * TOKEN, quorum);
    }

    function test_lentStakeCannotBeWithdrawnNorMovedToASeat() public {
        _sponsor(ana, ANA_KEY, 5 * TOKEN);
        ledger.deposit(ana, 60 * TOKEN);
        vm.startPrank(ana);
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 60 * TOKEN, 60 * TOKEN + 1)
        );
        ledger.requestWithdraw(60 * TOKEN + 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 60 * TOKEN, 61 * TOKEN));
        ledger.takeSeat(61 * TOKEN);
        ledger.requestWithdraw(60 * TOKEN);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 0, 1));
        ledger.requestWithdraw(1);
        vm.stopPrank();
    }

    function test_slashedBelowTheDebt_nothingCanBeWithdrawn() public {
        _sponsor(ana, ANA_KEY, 5 * TOKEN);
        LedgerWords.Account memory word = wordOf(ana);
        word.free = 2 * TOKEN;
        setWord(ana, word);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 0, 1));
        vm.prank(ana);
        ledger.requestWithdraw(1);
    }

    function test_repayDebt_makesTheStakeOnesOwn() public {
        _sponsor(ana, ANA_KEY, 5 * TOKEN);
        ledger.deposit(ana, 10 * TOKEN);
        vm.expectEmit(address(ledger));
        emit ILedgerAccounts.DebtPaid(1, 3 * TOKEN, 2 * TOKEN);
        vm.prank(ana);
        ledger.repayDebt(3 * TOKEN);
        assertEq(wordOf(ana).debt, 2 * TOKEN, "debt");
        assertEq(wordOf(ana).free, 12 * TOKEN, "free");
        assertEq(ledger.sponsorFund(), 28 * TOKEN, "fund");
        vm.prank(ana);
        ledger.repayDebt(100 * TOKEN);
        assertEq(wordOf(ana).debt, 0, "never more than the debt");
        assertEq(wordOf(ana).free, 10 * TOKEN, "own stake left");
        assertEq(ledger.sponsorFund(), 30 * TOKEN, "fund is whole again");
        vm.expectRevert(ILedgerErrors.ZeroAmount.selector);
        vm.prank(ana);
        ledger.repayDebt(1);
    }

    function test_repayDebt_takesNoMoreThanIsFree() public {
        _sponsor(ana, ANA_KEY, 5 * TOKEN);
        LedgerWords.Account memory word = wordOf(ana);
        (word.free, word.locked) = (1 * TOKEN, 4 * TOKEN);
        setWord(ana, word);
        vm.prank(ana);
        ledger.repayDebt(5 * TOKEN);
        word = wordOf(ana);
        assertEq(word.free, 0, "free");
        assertEq(word.locked, 4 * TOKEN, "locked stays");
        assertEq(word.debt, 4 * TOKEN, "debt");
    }

    function test_recall_returnsIdleStakeThirtyDaysAfterTheSession() public {
        _sponsor(ana, ANA_KEY, 5 * TOKEN);
        ledger.deposit(ana, 2 * TOKEN);
        uint256 end = START + 60 days;
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, end));
        ledger.recallSponsorship(1);
        vm.warp(end);
        ledger.recallSponsorship(1);
        assertEq(wordOf(ana).debt, 0, "debt");
        assertEq(wordOf(ana).free, 2 * TOKEN, "own stake stays");
        assertEq(ledger.sponsorFund(), 30 * TOKEN, "fund");
        vm.expectRevert(ILedgerErrors.ZeroAmount.selector);
        ledger.recallSponsorship(1);
    }

    function test_fundSponsorship_revertsForNothing() public {
        vm.expectRevert(ILedgerErrors.ZeroAmount.selector);
        ledger.fundSponsorship(0);
    }

    function test_collect_paysTheDebtOutOfASeatsEarningsFirst() public {
        _sponsor(ana, ANA_KEY, 5 * TOKEN);
        ledger.deposit(ana, 50 * TOKEN);
        vm.prank(ana);
        ledger.takeSeat(50 * TOKEN);
        LedgerWords.Seat memory word = seat(0);
        word.free = 8 * TOKEN;
        setSeat(0, word);
        ledger.addUnits(8 * TOKEN);
        vm.prank(ana);
        ledger.collect();
        assertEq(wordOf(ana).debt, 0, "debt");
        assertEq(wordOf(ana).free, 8 * TOKEN, "the lent stake is ana's, the rest of the earnings too");
        assertEq(ledger.sponsorFund(), 30 * TOKEN, "fund");
    }

    function testFuzz_debtNeverLeaves(uint40 lent, uint40 own, uint40 slashed, uint40 asked) public {
        uint256 units = bound(lent, 1, 20 * TOKEN);
        _sponsor(ana, ANA_KEY, units);
        uint256 extra = bound(own, 1, 1e9);
        ledger.deposit(ana, extra);
        LedgerWords.Account memory word = wordOf(ana);
        uint256 lost = bound(slashed, 0, word.free);
        word.free -= lost;
        setWord(ana, word);
        uint256 most = units + extra - lost > units ? extra - lost : 0;
        uint256 wanted = bound(asked, 1, 2e9);
        vm.prank(ana);
        try ledger.requestWithdraw(wanted) {
            assertTrue(wanted <= most, "never lent stake");
        } catch {
            assertTrue(wanted > most, "own stake always");
        }
    }

    function _sponsor(address owner, uint256 key, uint256 units) private {
        ILedgerAccounts.Session memory session = sessionOf(owner);
        bytes memory signature = signSession(key, session);
        ILedgerBatches.Quorum memory quorum = _quorum(session, units);
        ledger.sponsor(session, signature, units, quorum);
    }

    function _quorum(ILedgerAccounts.Session memory session, uint256 units)
        private
        view
        returns (ILedgerBatches.Quorum memory)
    {
        return quorumFor(
            keccak256(abi.encode(SPONSORSHIP_TYPEHASH, session.account, units, hashSession(session)))
        );
    }
}
