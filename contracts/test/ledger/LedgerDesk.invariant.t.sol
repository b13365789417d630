// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DeskHandler} from "../base/DeskHandler.sol";
import {Test} from "../base/Test.sol";

/// @dev What holds after any sequence of calls of people, owners, operators, and of settling.
contract LedgerDeskInvariantTest is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    DeskHandler private handler;
    FuzzSelector[] private _selectors;
    address[] private _targets;

    function setUp() public {
        handler = new DeskHandler();
        handler.setUp();
        bytes4[] memory list = new bytes4[](16);
        (list[0], list[1], list[2]) =
        (handler.deposit.selector, handler.requestWithdraw.selector, handler.withdraw.selector);
        (list[3], list[4], list[5]) =
        (handler.sponsor.selector, handler.repay.selector, handler.recall.selector);
        (list[6], list[7], list[8]) =
        (handler.takeSeat.selector, handler.topUpSeat.selector, handler.collect.selector);
        (list[9], list[10], list[11]) =
        (handler.leaveSeat.selector, handler.fund.selector, handler.drain.selector);
        (list[12], list[13], list[14]) =
        (handler.bond.selector, handler.wait.selector, handler.reward.selector);
        list[15] = handler.slash.selector;
        _selectors.push(FuzzSelector(address(handler), list));
        _targets.push(address(handler));
    }

    /// @dev Forge reads the contracts and functions to call from here.
    function targetContracts() public view returns (address[] memory) {
        return _targets;
    }

    function targetSelectors() public view returns (FuzzSelector[] memory) {
        return _selectors;
    }

    /// @dev Cheaper than those of the whole ledger, so tried longer where somebody waits.
    /// forge-config: default.invariant.runs = 32
    /// forge-config: default.invariant.depth = 100
    /// forge-config: ci.invariant.runs = 256
    /// forge-config: ci.invariant.depth = 100
    function invariant_booksAreRight() public view {
        handler.assertBooksAreRight();
    }

    /// @dev Each of the calls above does what it is for when its time has come.
    function test_everyCallCanSucceed() public {
        handler.sponsor(1, 10_000);
        handler.repay(1, 500);
        handler.recall(1, true);
        handler.deposit(1, 100_000 - 1);
        handler.takeSeat(1, 0);
        handler.topUpSeat(1, 500);
        handler.slash(1, 1, 1999);
        handler.reward(0, 1, 1000);
        handler.requestWithdraw(1, 100);
        handler.fund(0, 5);
        handler.drain(0, 5);
        handler.bond(1000);
        handler.wait(10 days - 1 hours);
        handler.bond(1000);
        handler.collect(1);
        handler.withdraw(1);
        handler.leaveSeat(1);
        handler.wait(10 days - 1 hours);
        handler.leaveSeat(1);
        invariant_booksAreRight();
        bytes32[13] memory all = [
            bytes32("deposit"),
            "request",
            "withdraw",
            "sponsor",
            "repay",
            "recall",
            "take",
            "top up",
            "collect",
            "leave",
            "fund",
            "drain",
            "bond"
        ];
        for (uint256 i = 0; i < all.length; ++i) {
            assertTrue(handler.succeeded(all[i]) > 0, string(abi.encodePacked(all[i])));
        }
    }
}
