// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {LabelEscrow} from "../src/LabelEscrow.sol";
import {LabelToken} from "../src/LabelToken.sol";
import {ILabelEscrow} from "../src/interfaces/ILabelEscrow.sol";
import {EscrowTest} from "./base/EscrowTest.sol";

/// @dev Money in and out, and who may do what.
contract LabelEscrowFundsTest is EscrowTest {
    address private constant STRANGER = address(0xEE);

    function test_fund_makesTheFirstFunderOwner() public view {
        ILabelEscrow.Project memory project = escrow.projectOf(PROJECT);
        assertEq(project.owner, REQUESTER, "owner");
        assertEq(project.available, BUDGET, "available");
        assertEq(project.reserved, 0, "reserved");
        assertSolvent();
    }

    function test_fund_revertsForAnotherFunder() public {
        vm.expectRevert(
            abi.encodeWithSelector(ILabelEscrow.NotProjectOwner.selector, PROJECT, REQUESTER, address(this))
        );
        escrow.fundProject(PROJECT, 1);
    }

    function test_fund_revertsWithNothing() public {
        vm.expectRevert(abi.encodeWithSelector(ILabelEscrow.ZeroAmount.selector));
        vm.prank(REQUESTER);
        escrow.fundProject(PROJECT, 0);
    }

    function test_deposit_revertsAboveTheCap() public {
        uint256 held = escrow.totalHeld();
        uint256 cap = type(uint96).max;
        HugeSupply huge = new HugeSupply();
        huge.fill(cap - held);
        assertEq(huge.held(), cap - held, "fits below the cap");
        vm.expectRevert(abi.encodeWithSelector(ILabelEscrow.CapExceeded.selector, cap + 1, cap));
        huge.fill(held + 1);
    }

    function test_refund_paysTheOwnerBack() public {
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.ProjectRefunded(PROJECT, STRANGER, 400 ether);
        vm.prank(REQUESTER);
        escrow.refundProject(PROJECT, STRANGER, 400 ether);
        assertEq(token.balanceOf(STRANGER), 400 ether, "received");
        assertEq(escrow.projectOf(PROJECT).available, 600 ether, "left");
        assertSolvent();
    }

    function test_refund_neverTouchesReservedRewards() public {
        lockOne(bytes32(uint256(1)), ANA, STAKE, 300 ether);
        vm.expectRevert(
            abi.encodeWithSelector(
                ILabelEscrow.InsufficientAvailable.selector, PROJECT, 700 ether, 700 ether + 1
            )
        );
        vm.prank(REQUESTER);
        escrow.refundProject(PROJECT, REQUESTER, 700 ether + 1);

        vm.prank(REQUESTER);
        escrow.refundProject(PROJECT, REQUESTER, 700 ether);
        ILabelEscrow.Entry[] memory entries = new ILabelEscrow.Entry[](1);
        entries[0] = entry(1, 300 ether, 0);
        settleOne("item", entries);
        assertEq(freeOf(ANA), 400 ether, "paid after the refund");
        assertSolvent();
    }

    function test_refund_revertsForStrangers() public {
        vm.expectRevert(
            abi.encodeWithSelector(ILabelEscrow.NotProjectOwner.selector, PROJECT, REQUESTER, STRANGER)
        );
        vm.prank(STRANGER);
        escrow.refundProject(PROJECT, STRANGER, 1);
    }

    function test_withdraw_paysOutFreeBalanceOnly() public {
        lockOne(bytes32(uint256(1)), ANA, 30 ether, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ILabelEscrow.InsufficientFree.selector, ANA, 70 ether, 70 ether + 1)
        );
        vm.prank(ANA);
        escrow.withdraw(70 ether + 1, ANA);

        vm.expectEmit(address(escrow));
        emit ILabelEscrow.Withdrawn(ANA, BEN, 70 ether);
        vm.prank(ANA);
        escrow.withdraw(70 ether, BEN);
        assertEq(token.balanceOf(BEN), 70 ether, "received");
        assertEq(freeOf(ANA), 0, "free");
        assertEq(lockedOf(ANA), 30 ether, "locked");
        assertSolvent();
    }

    function test_withdraw_revertsToTheZeroAddressAndForNothing() public {
        vm.startPrank(ANA);
        vm.expectRevert(abi.encodeWithSelector(ILabelEscrow.ZeroAddress.selector));
        escrow.withdraw(1, address(0));
        vm.expectRevert(abi.encodeWithSelector(ILabelEscrow.ZeroAmount.selector));
        escrow.withdraw(0, ANA);
        vm.stopPrank();
    }

    function test_depositStake_creditsTheNamedAccount() public {
        vm.expectEmit(address(escrow));
        emit ILabelEscrow.StakeDeposited(STRANGER, address(this), 7);
        escrow.depositStake(STRANGER, 7);
        assertEq(freeOf(STRANGER), 7, "free");
        vm.expectRevert(abi.encodeWithSelector(ILabelEscrow.ZeroAddress.selector));
        escrow.depositStake(address(0), 7);
    }

    function test_operatorFunctions_revertForOthers() public {
        vm.startPrank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(ILabelEscrow.NotOperator.selector, OWNER));
        escrow.lockStakes(new ILabelEscrow.StakeLock[](0));
        vm.expectRevert(abi.encodeWithSelector(ILabelEscrow.NotOperator.selector, OWNER));
        escrow.settle(new ILabelEscrow.Settlement[](0));
        vm.stopPrank();
    }

    function test_setOperator_onlyByTheOwner() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, OPERATOR));
        vm.prank(OPERATOR);
        escrow.setOperator(STRANGER);

        vm.expectEmit(address(escrow));
        emit ILabelEscrow.OperatorChanged(OPERATOR, STRANGER);
        vm.prank(OWNER);
        escrow.setOperator(STRANGER);
        assertEq(escrow.operator(), STRANGER, "operator");
    }

    function test_ownership_changesInTwoSteps() public {
        vm.prank(OWNER);
        escrow.transferOwnership(STRANGER);
        assertEq(escrow.owner(), OWNER, "not yet");
        vm.prank(STRANGER);
        escrow.acceptOwnership();
        assertEq(escrow.owner(), STRANGER, "accepted");
    }

    function testFuzz_moneyInEqualsMoneyOut(uint96 stake, uint96 budget, uint256 taken) public {
        uint256 deposit = bound(stake, 1, SUPPLY / 4);
        uint256 funding = bound(budget, 1, SUPPLY / 4);
        escrow.depositStake(ANA, deposit);
        vm.prank(REQUESTER);
        escrow.fundProject(PROJECT, funding);

        uint256 withdrawn = bound(taken, 1, deposit);
        vm.prank(ANA);
        escrow.withdraw(withdrawn, ANA);
        assertEq(freeOf(ANA), 100 ether + deposit - withdrawn, "free");
        assertEq(token.balanceOf(ANA), withdrawn, "withdrawn");
        assertSolvent();
    }
}

/// @dev An escrow over a token with more than 2^96 wei, pre-filled as far as the caller asks.
contract HugeSupply {
    ILabelEscrow private immutable escrow;

    constructor() {
        LabelToken token = new LabelToken(type(uint208).max);
        escrow = new LabelEscrow(IERC20(address(token)), address(this), address(this));
        token.approve(address(escrow), type(uint256).max);
    }

    function fill(uint256 amount) external {
        escrow.depositStake(address(this), amount);
    }

    function held() external view returns (uint256) {
        return escrow.totalHeld();
    }
}
