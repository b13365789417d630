// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LabelToken} from "../src/LabelToken.sol";
import {Test} from "./base/Test.sol";

contract LabelTokenTest is Test {
    uint256 private constant OWNER_KEY = 0xA11CE;
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    LabelToken private token;

    function setUp() public {
        token = new LabelToken(1e27);
    }

    function test_wholeSupplyBelongsToTheDeployer() public view {
        assertEq(token.totalSupply(), 1e27, "supply");
        assertEq(token.balanceOf(address(this)), 1e27, "deployer");
        assertEq(token.decimals(), 18, "decimals");
    }

    function test_permitApprovesBySignature() public {
        address owner = vm.addr(OWNER_KEY);
        bytes32 permit =
            keccak256(abi.encode(PERMIT_TYPEHASH, owner, address(0xB0B), 5, 0, type(uint256).max));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), permit));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OWNER_KEY, digest);
        token.permit(owner, address(0xB0B), 5, type(uint256).max, v, r, s);
        assertEq(token.allowance(owner, address(0xB0B)), 5, "allowance");
    }
}
