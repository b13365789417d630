// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

import {LabelToken} from "../src/LabelToken.sol";
import {ContractWallet} from "./base/ContractWallet.sol";
import {Test} from "./base/Test.sol";

contract LabelTokenTest is Test {
    uint256 private constant OWNER_KEY = 0xA11CE;
    uint256 private constant SUPPLY = 1e27;
    address private constant LEDGER = address(0x1ED6E4);
    address private constant BEN = address(0xB0B);
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant RECEIVE_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL_TYPEHASH =
        keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");
    bytes32 private constant DELEGATION_TYPEHASH =
        keccak256("Delegation(address delegatee,uint256 nonce,uint256 expiry)");
    string private constant GIFT = "Gift gift)Gift(string note,uint256 number)";
    bytes32 private constant GIFT_TYPEHASH = keccak256("Gift(string note,uint256 number)");
    bytes32 private constant WITNESS_TYPEHASH = keccak256(
        "ReceiveWithWitness(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,Gift gift)Gift(string note,uint256 number)"
    );

    LabelToken private token;
    address private owner;
    bytes32 private gift = keccak256(abi.encode(GIFT_TYPEHASH, keccak256("thanks"), 1));

    function setUp() public {
        token = new LabelToken(SUPPLY);
        owner = vm.addr(OWNER_KEY);
        token.transfer(owner, 100 ether);
        vm.warp(1_800_000_000);
    }

    function test_wholeSupplyBelongsToTheDeployer() public {
        LabelToken fresh = new LabelToken(SUPPLY);
        assertEq(fresh.totalSupply(), SUPPLY, "supply");
        assertEq(fresh.balanceOf(address(this)), SUPPLY, "deployer");
        assertEq(fresh.decimals(), 18, "decimals");
    }

    function test_permitApprovesBySignature() public {
        bytes32 permit = keccak256(abi.encode(PERMIT_TYPEHASH, owner, BEN, 5, 0, type(uint256).max));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OWNER_KEY, _digest(permit));
        token.permit(owner, BEN, 5, type(uint256).max, v, r, s);
        assertEq(token.allowance(owner, BEN), 5, "allowance");
        assertEq(token.nonces(owner), 1, "nonce");
    }

    function test_authorisationPaysItsReceiverOnce() public {
        bytes32 nonce = token.witnessNonce(keccak256("anything"));
        bytes memory signature = _sign(
            OWNER_KEY, keccak256(abi.encode(RECEIVE_TYPEHASH, owner, LEDGER, 7, 0, type(uint256).max, nonce))
        );
        vm.startPrank(LEDGER);
        token.receiveWithAuthorization(owner, LEDGER, 7, 0, type(uint256).max, nonce, signature);
        assertEq(token.balanceOf(LEDGER), 7, "paid");
        assertTrue(token.authorizationState(owner, nonce), "used");
        vm.expectRevert(
            abi.encodeWithSelector(Nonces.InvalidAccountNonce.selector, owner, uint256(nonce) + 1)
        );
        token.receiveWithAuthorization(owner, LEDGER, 7, 0, type(uint256).max, nonce, signature);
        vm.stopPrank();
    }

    function test_witness_paysTheSignedReceiverOnce() public {
        bytes memory signature = _signGift(OWNER_KEY, owner, 7, 0, type(uint256).max);
        vm.startPrank(LEDGER);
        token.receiveWithWitness(owner, 7, 0, type(uint256).max, gift, GIFT, signature);
        assertEq(token.balanceOf(LEDGER), 7, "paid");
        assertTrue(token.authorizationState(owner, token.witnessNonce(gift)), "used");
        uint256 next = uint256(token.witnessNonce(gift)) + 1;
        vm.expectRevert(abi.encodeWithSelector(Nonces.InvalidAccountNonce.selector, owner, next));
        token.receiveWithWitness(owner, 7, 0, type(uint256).max, gift, GIFT, signature);
        vm.stopPrank();
    }

    function test_witness_refusesAnyOtherCallerAmountWitnessOrType() public {
        bytes memory signature = _signGift(OWNER_KEY, owner, 7, 0, type(uint256).max);
        bytes32 refused = bytes32(ERC3009.ERC3009InvalidSignature.selector);
        vm.expectRevert(bytes4(refused));
        vm.prank(BEN);
        token.receiveWithWitness(owner, 7, 0, type(uint256).max, gift, GIFT, signature);
        vm.startPrank(LEDGER);
        vm.expectRevert(bytes4(refused));
        token.receiveWithWitness(owner, 8, 0, type(uint256).max, gift, GIFT, signature);
        vm.expectRevert(bytes4(refused));
        token.receiveWithWitness(owner, 7, 0, type(uint256).max, keccak256("other"), GIFT, signature);
        vm.expectRevert(bytes4(refused));
        token.receiveWithWitness(owner, 7, 0, type(uint256).max, gift, "Gift gift)Gift()", signature);
        vm.expectRevert(bytes4(refused));
        token.receiveWithWitness(owner, 7, 1, type(uint256).max, gift, GIFT, signature);
        vm.expectRevert(bytes4(refused));
        token.receiveWithWitness(BEN, 7, 0, type(uint256).max, gift, GIFT, signature);
        vm.stopPrank();
        assertEq(token.balanceOf(LEDGER), 0, "nothing paid");
    }

    function test_witness_paysOnlyInsideItsTime() public {
        uint256 from = 1_800_000_100;
        uint256 to = 1_800_000_200;
        bytes memory signature = _signGift(OWNER_KEY, owner, 7, from, to);
        bytes memory refused =
            abi.encodeWithSelector(ERC3009.ERC3009InvalidAuthorizationTime.selector, from, to);
        vm.startPrank(LEDGER);
        vm.expectRevert(refused);
        token.receiveWithWitness(owner, 7, from, to, gift, GIFT, signature);
        vm.warp(to);
        vm.expectRevert(refused);
        token.receiveWithWitness(owner, 7, from, to, gift, GIFT, signature);
        vm.warp(from + 1);
        token.receiveWithWitness(owner, 7, from, to, gift, GIFT, signature);
        vm.stopPrank();
        assertEq(token.balanceOf(LEDGER), 7, "paid");
    }

    function test_witness_canBeCancelledBySignature() public {
        bytes32 nonce = token.witnessNonce(gift);
        token.cancelAuthorization(
            owner, nonce, _sign(OWNER_KEY, keccak256(abi.encode(CANCEL_TYPEHASH, owner, nonce)))
        );
        bytes memory signature = _signGift(OWNER_KEY, owner, 7, 0, type(uint256).max);
        vm.expectPartialRevert(Nonces.InvalidAccountNonce.selector);
        vm.prank(LEDGER);
        token.receiveWithWitness(owner, 7, 0, type(uint256).max, gift, GIFT, signature);
    }

    function test_witness_isSignedByContractWalletsToo() public {
        address wallet = address(new ContractWallet(owner));
        token.transfer(wallet, 9);
        bytes memory signature = _signGift(OWNER_KEY, wallet, 9, 0, type(uint256).max);
        vm.prank(LEDGER);
        token.receiveWithWitness(wallet, 9, 0, type(uint256).max, gift, GIFT, signature);
        assertEq(token.balanceOf(LEDGER), 9, "paid");
    }

    function test_votesFollowTheTokensAndAreCountedByTime() public {
        assertTrue(keccak256(bytes(token.CLOCK_MODE())) == keccak256("mode=timestamp"), "mode of the clock");
        assertEq(token.clock(), 1_800_000_000, "clock");
        bytes32 delegation = keccak256(abi.encode(DELEGATION_TYPEHASH, BEN, 0, type(uint256).max));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OWNER_KEY, _digest(delegation));
        token.delegateBySig(BEN, 0, type(uint256).max, v, r, s);
        assertEq(token.getVotes(BEN), 100 ether, "delegated");
        vm.warp(1_800_000_010);
        vm.prank(owner);
        token.transfer(LEDGER, 40 ether);
        assertEq(token.getVotes(BEN), 60 ether, "after the transfer");
        assertEq(token.getPastVotes(BEN, 1_800_000_009), 100 ether, "before the transfer");
    }

    function testFuzz_transfersKeepTheSupply(address to, uint256 amount) public {
        if (to == address(0) || to == owner) to = BEN;
        uint256 sum = bound(amount, 0, 100 ether);
        uint256 before = token.balanceOf(to);
        vm.prank(owner);
        token.transfer(to, sum);
        assertEq(token.balanceOf(owner), 100 ether - sum, "sender");
        assertEq(token.balanceOf(to), before + sum, "receiver gets exactly what was sent");
        assertEq(token.totalSupply(), SUPPLY, "supply");
    }

    function _signGift(uint256 key, address from, uint256 value, uint256 validAfter, uint256 validBefore)
        private
        view
        returns (bytes memory)
    {
        return _sign(
            key, keccak256(abi.encode(WITNESS_TYPEHASH, from, LEDGER, value, validAfter, validBefore, gift))
        );
    }

    function _sign(uint256 key, bytes32 structHash) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _digest(structHash));
        return abi.encodePacked(r, s, v);
    }

    function _digest(bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), structHash));
    }
}
