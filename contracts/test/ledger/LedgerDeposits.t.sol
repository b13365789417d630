// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

import {ILedgerAccounts} from "../../src/interfaces/ILedgerAccounts.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {ContractWallet} from "../base/ContractWallet.sol";
import {DeskTest} from "../base/DeskTest.sol";

/// @dev Deposit and session in one screen, relayed by somebody else: the person needs no gas.
contract LedgerDepositsTest is DeskTest {
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant RECEIVE_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant WITNESS_TYPEHASH = keccak256(
        "ReceiveWithWitness(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,Session session)Session(address account,uint256 maxLoss,uint256 maxPerLabel,uint256 expiry,uint256 nonce)"
    );
    uint256 private constant BEFORE = START + 1 hours;

    function setUp() public override {
        super.setUp();
        vm.prank(ana);
        token.approve(address(ledger), 0);
    }

    // ---------------------------------------------------------- one signature

    function test_witness_depositsAndOpensWithOneReadableSignature() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = _signWitness(ANA_KEY, session, 50 ether);
        vm.expectEmit(address(ledger));
        emit ILedgerAccounts.Deposited(1, ana, 50 * TOKEN);
        ledger.depositWithWitness(session, 50 ether, 0, BEFORE, signature);
        _assertIn(50);
        vm.expectPartialRevert(Nonces.InvalidAccountNonce.selector);
        ledger.depositWithWitness(session, 50 ether, 0, BEFORE, signature);
    }

    function test_witness_refusesAnotherAmountSessionOrSigner() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = _signWitness(ANA_KEY, session, 50 ether);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        ledger.depositWithWitness(session, 51 ether, 0, BEFORE, signature);
        bytes memory foreign = _signWitness(BEN_KEY, session, 50 ether);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        ledger.depositWithWitness(session, 50 ether, 0, BEFORE, foreign);
        session.maxLoss += 1 ether;
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        ledger.depositWithWitness(session, 50 ether, 0, BEFORE, signature);
    }

    function test_authorisation_depositsAndOpensWithOneSignature() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = _signAuthorisation(session, 50 ether);
        ledger.depositWithAuthorization(session, 50 ether, 0, BEFORE, signature);
        _assertIn(50);
        session.maxPerLabel += 1 ether;
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        ledger.depositWithAuthorization(session, 50 ether, 0, BEFORE, signature);
    }

    function test_oneSignature_movesWholeUnitsOnly() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory witness = _signWitness(ANA_KEY, session, 1 ether + 1);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.depositWithWitness(session, 1 ether + 1, 0, BEFORE, witness);
        bytes memory authorisation = _signAuthorisation(session, 1 ether + 1);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.depositWithAuthorization(session, 1 ether + 1, 0, BEFORE, authorisation);
    }

    function test_oneSignature_isWorthlessAfterARevocation() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = _signWitness(ANA_KEY, session, 50 ether);
        vm.prank(ana);
        ledger.revokeSession();
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadNonce.selector, ana, 1));
        ledger.depositWithWitness(session, 50 ether, 0, BEFORE, signature);
        assertEq(token.balanceOf(ana), 1000 ether, "nothing moved");
    }

    function test_oneSignature_worksForContractWallets() public {
        address wallet = address(new ContractWallet(ana));
        token.transfer(wallet, 80 ether);
        ILedgerAccounts.Session memory session = sessionOf(wallet);
        bytes memory witness = _signWitness(ANA_KEY, session, 50 ether);
        ledger.depositWithWitness(session, 50 ether, 0, BEFORE, witness);
        session = sessionOf(wallet);
        bytes memory authorisation = _signAuthorisation(session, 30 ether);
        ledger.depositWithAuthorization(session, 30 ether, 0, BEFORE, authorisation);
        assertEq(wordOf(wallet).free, 80 * TOKEN, "both arrived");
        session = sessionOf(wallet);
        ledger.openSession(session, signSession(ANA_KEY, session));
        assertEq(ledger.nonceOf(wallet), 3, "sessions by ERC-1271 too");
    }

    // --------------------------------------------------------- two signatures

    function test_permit_depositsAndOpensWithTwoSignatures() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        ledger.depositWithPermit(session, signSession(ANA_KEY, session), _permit(50 ether));
        _assertIn(50);
    }

    function test_permit_survivesSomebodyUsingItUpInAdvance() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = signSession(ANA_KEY, session);
        ILedgerAccounts.Permit memory permit = _permit(50 ether);
        token.permit(ana, address(ledger), permit.amount, permit.deadline, permit.v, permit.r, permit.s);
        ledger.depositWithPermit(session, signature, permit);
        _assertIn(50);
    }

    function test_permit_cannotSpendALargerAllowanceWithoutTheOwnersSignature() public {
        vm.prank(ana);
        token.approve(address(ledger), type(uint256).max);
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = signSession(ANA_KEY, session);
        ILedgerAccounts.Permit memory forged = _permit(50 ether);
        forged.amount = 1000 ether;
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.depositWithPermit(session, signature, forged);
        assertEq(token.balanceOf(ana), 1000 ether, "nothing moved");
    }

    function test_permit_needsTheSessionsSignatureToo() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        ILedgerAccounts.Permit memory permit = _permit(50 ether);
        bytes memory foreign = signSession(BEN_KEY, session);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.depositWithPermit(session, foreign, permit);
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.depositWithPermit(session, "", permit);
        vm.prank(ana);
        ledger.depositWithPermit(session, "", permit);
        _assertIn(50);
    }

    function test_permit_movesWholeUnitsOnly() public {
        ILedgerAccounts.Session memory session = sessionOf(ana);
        bytes memory signature = signSession(ANA_KEY, session);
        ILedgerAccounts.Permit memory permit = _permit(50 ether + 1);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.depositWithPermit(session, signature, permit);
    }

    // ---------------------------------------------------------------- support

    function _assertIn(uint256 tokens) private view {
        assertEq(wordOf(ana).free, tokens * TOKEN, "stake");
        assertEq(wordOf(ana).sessionLoss, 2000, "session");
        assertEq(ledger.nonceOf(ana), 1, "nonce");
        assertEq(token.balanceOf(ana), (1000 - tokens) * 1 ether, "paid");
        assertEq(token.balanceOf(address(ledger)), ledger.totalUnits() * 1e15, "covered");
    }

    function _signWitness(uint256 key, ILedgerAccounts.Session memory session, uint256 amount)
        private
        view
        returns (bytes memory)
    {
        bytes32 message = keccak256(
            abi.encode(
                WITNESS_TYPEHASH, session.account, address(ledger), amount, 0, BEFORE, hashSession(session)
            )
        );
        return sign(key, token.DOMAIN_SEPARATOR(), message);
    }

    function _signAuthorisation(ILedgerAccounts.Session memory session, uint256 amount)
        private
        view
        returns (bytes memory)
    {
        bytes32 nonce = token.witnessNonce(hashSession(session));
        bytes32 message = keccak256(
            abi.encode(RECEIVE_TYPEHASH, session.account, address(ledger), amount, 0, BEFORE, nonce)
        );
        return sign(ANA_KEY, token.DOMAIN_SEPARATOR(), message);
    }

    function _permit(uint256 amount) private view returns (ILedgerAccounts.Permit memory) {
        bytes32 message =
            keccak256(abi.encode(PERMIT_TYPEHASH, ana, address(ledger), amount, token.nonces(ana), BEFORE));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(ANA_KEY, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), message)));
        return ILedgerAccounts.Permit(amount, BEFORE, v, r, s);
    }
}
