// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBonds} from "../../src/interfaces/ILedgerBonds.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {DeskTest} from "../base/DeskTest.sol";

/// @dev Bonds of operators.
contract LedgerBondsTest is DeskTest {
    address private operator;

    function setUp() public override {
        super.setUp();
        operator = vm.addr(operatorKeys[0]);
        vm.expectEmit(address(ledger));
        emit ILedgerBonds.BondDeposited(operator, 100 * TOKEN);
        ledger.depositBond(operator, 100 * TOKEN);
    }

    function test_deposit_addsUp() public {
        ledger.depositBond(operator, 20 * TOKEN);
        (uint256 units, uint256 readyAt) = ledger.bondOf(operator);
        assertEq(units, 120 * TOKEN, "units");
        assertEq(readyAt, 0, "no exit");
        vm.expectRevert(ILedgerErrors.ZeroAddress.selector);
        ledger.depositBond(address(0), 1);
        vm.expectRevert(ILedgerErrors.ZeroAmount.selector);
        ledger.depositBond(operator, 0);
    }

    function test_exit_isClosedToWhoeverSignsOrIsAboutTo() public {
        bytes memory refused = abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, operator);
        vm.startPrank(operator);
        vm.expectRevert(refused);
        ledger.startBondExit();
        registry.resign();
        vm.stopPrank();
        _announceAgain();
        vm.prank(operator);
        vm.expectRevert(refused);
        ledger.startBondExit();
    }

    function test_exit_paysAfterUnbond() public {
        vm.startPrank(operator);
        registry.resign();
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, operator));
        ledger.withdrawBond(operator);
        vm.expectEmit(address(ledger));
        emit ILedgerBonds.BondExitStarted(operator, START + UNBOND);
        ledger.startBondExit();
        vm.warp(START + UNBOND - 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, START + UNBOND));
        ledger.withdrawBond(operator);
        vm.warp(START + UNBOND);
        vm.expectEmit(address(ledger));
        emit ILedgerBonds.BondWithdrawn(operator, ben, 100 * TOKEN);
        ledger.withdrawBond(ben);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, operator));
        ledger.withdrawBond(ben);
        vm.stopPrank();
        assertEq(token.balanceOf(ben), 1100 ether, "paid");
        assertEq(ledger.totalUnits(), 0, "total");
    }

    function test_exit_lapsesAfterADay() public {
        vm.startPrank(operator);
        registry.resign();
        ledger.startBondExit();
        uint256 last = START + UNBOND + 1 days;
        vm.warp(last + 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooLate.selector, last));
        ledger.withdrawBond(operator);
        ledger.startBondExit();
        vm.warp(last + 1 + UNBOND + 1 days);
        ledger.withdrawBond(operator);
        vm.stopPrank();
        assertEq(token.balanceOf(operator), 100 ether, "the second exit in time");
    }

    function test_exit_stopsWhenTheOperatorIsAnnouncedAgain() public {
        vm.startPrank(operator);
        registry.resign();
        ledger.startBondExit();
        vm.stopPrank();
        _announceAgain();
        vm.warp(START + UNBOND);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, operator));
        vm.prank(operator);
        ledger.withdrawBond(operator);
    }

    function test_exit_needsABond() public {
        vm.expectRevert(ILedgerErrors.ZeroAmount.selector);
        ledger.startBondExit();
    }

    function _announceAgain() private {
        address[] memory list = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            list[i] = vm.addr(operatorKeys[i]);
        }
        registry.announce(list, 2);
    }
}
