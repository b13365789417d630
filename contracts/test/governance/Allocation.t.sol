// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LabelToken} from "../../src/LabelToken.sol";
import {Allocation} from "../../src/governance/Allocation.sol";
import {Test} from "../base/Test.sol";

contract AllocationTest is Test {
    uint64 private constant START = 1_800_000_000;

    function test_nothingBeforeTheCliffThenAlongTheLine() public {
        vm.warp(START);
        LabelToken token = new LabelToken(1000 ether);
        address team = address(0x7EA);
        Allocation allocation = new Allocation(team, START, 400 days, 100 days);
        token.transfer(address(allocation), 400 ether);
        vm.warp(START + 100 days - 1);
        allocation.release(address(token));
        assertEq(token.balanceOf(team), 0, "before the cliff");
        vm.warp(START + 100 days);
        allocation.release(address(token));
        assertEq(token.balanceOf(team), 100 ether, "at the cliff");
        vm.warp(START + 400 days);
        allocation.release(address(token));
        assertEq(token.balanceOf(team), 400 ether, "at the end");
    }
}
