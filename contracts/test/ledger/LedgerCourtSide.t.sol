// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerCourtSide} from "../../src/interfaces/ILedgerCourtSide.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {OpenItems} from "../../src/libraries/OpenItems.sol";
import {ReviewTest} from "../base/ReviewTest.sol";

/// @dev What the court, which is this contract, can do to batches and bonds; for verdicts see LedgerVerdicts.t.sol.
contract LedgerCourtSideTest is ReviewTest {
    uint256 private constant DISPUTER = FIRST_ACCOUNT;
    /// @dev 2 * 1000 and seven validator rewards of ceil(30 * 94 / 64) = 45.
    uint256 private constant BOND = 2315;

    address private constant OTHER = address(0xbad);

    function _proposed() private returns (Plan memory plan) {
        plan = lockedPlan(4);
        propose(plan);
    }

    /// @dev Item 1 of four waits for the experts, without a panel.
    function _waiting() private returns (Review memory open) {
        Plan memory plan = lockedPlan(4);
        tie(plan, 1);
        propose(plan);
        open = settleOpen(plan);
        skipPanel(open);
    }

    // ------------------------------------------------------------------ flags

    function test_flag_keepsTheItemOpenAndHoldsTheBond() public {
        Plan memory plan = _proposed();
        uint256 free = accountAt(DISPUTER).free;
        vm.expectEmit(address(ledger));
        emit ILedgerCourtSide.ItemFlagged(plan.id, 2, DISPUTER, BOND, false);
        assertEq(review.flagItem(plan.id, 2, DISPUTER, false), BOND, "bond");
        assertEq(accountAt(DISPUTER).free, free - BOND, "taken from what is free");
        assertEq(review.disputeFund(), BOND, "held");
        assertTrue(review.isFlagged(plan.id, 1, 2), "flagged");
        assertTrue(!review.isFlagged(plan.id, 2, 2), "not for the panel");
        assertEq(batchAt(plan.id).open, 1, "counted");

        Review memory open = settleOpen(plan);
        assertEq(open.data.items.length, 1, "one item stays open");
        assertEq(OpenItems.itemOf(open.data.items[0]), 2, "that one");
        assertTrue(OpenItems.isFlagged(open.data.items[0]), "and is marked");
    }

    function test_flag_countsVestedUnitsAndLeavesTheDebt() public {
        Plan memory plan = _proposed();
        LedgerWords.Account memory account = accountAt(DISPUTER);
        account.free = BOND;
        account.debt = 100;
        account.unvested = 400;
        account.vestLast = LedgerWords.hourOf(START) - 100;
        account.vestRem = 400;
        ledger.setAccountWord(DISPUTER, LedgerWords.packAccount(account));
        review.flagItem(plan.id, 2, DISPUTER, false);
        assertEq(accountAt(DISPUTER).free, 100, "what is lent stays");
        assertEq(accountAt(DISPUTER).unvested, 300, "a hundred hours have vested");

        account.free = BOND - 1;
        ledger.setAccountWord(DISPUTER, LedgerWords.packAccount(account));
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, BOND - 1, BOND));
        review.flagItem(plan.id, 3, DISPUTER, false);

        account.free = 20;
        account.unvested = 0;
        ledger.setAccountWord(DISPUTER, LedgerWords.packAccount(account));
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 0, BOND));
        review.flagItem(plan.id, 3, DISPUTER, false);
    }

    function test_flag_forTheExpertsCannotBeDecidedByThePanel() public {
        Plan memory plan = _proposed();
        review.flagItem(plan.id, 2, 0, true);
        assertEq(review.disputeFund(), 0, "no bond");
        Review memory open = settleOpen(plan);
        votePanelHeads(open, 0, 7, 0);
        proposePanel(open);
        vm.expectRevert(abi.encodeWithSelector(ILedgerCourtSide.AlreadyFlagged.selector, plan.id, 2));
        review.flagItem(plan.id, 2, 0, false);
        resolvePanel(open);
        assertEq(batchAt(plan.id).state, LedgerWords.STATE_EXPERTS, "though all of it approved");
    }

    function test_flag_ofAPanelCostsTwice() public {
        Plan memory plan = lockedPlan(4);
        tie(plan, 1);
        propose(plan);
        Review memory open = settleOpen(plan);
        votePanelHeads(open, 0, 7, 0);
        proposePanel(open);
        assertEq(review.flagItem(plan.id, 1, DISPUTER, true), 2 * BOND, "bond");
        assertTrue(review.isFlagged(plan.id, 2, 1), "flagged in round two");
        assertTrue(!review.isFlagged(plan.id, 1, 1), "and not in round one");
        assertEq(batchAt(plan.id).open, 1, "counted");
    }

    function test_flag_worksOncePerRound() public {
        Plan memory plan = _proposed();
        review.flagItem(plan.id, 2, 0, false);
        vm.expectRevert(abi.encodeWithSelector(ILedgerCourtSide.AlreadyFlagged.selector, plan.id, 2));
        review.flagItem(plan.id, 2, DISPUTER, false);
        review.flagItem(plan.id, 3, DISPUTER, false);
        assertEq(batchAt(plan.id).open, 2, "two items");
    }

    function test_flag_byOthersLeavesItToPeopleToSayNotMine() public {
        Plan memory plan = _proposed();
        review.flagItem(plan.id, 2, 0, false);
        vm.expectEmit(address(ledger));
        emit ILedgerCourtSide.ItemFlagged(plan.id, 2, DISPUTER, BOND, true);
        review.flagItem(plan.id, 2, DISPUTER, true);
        assertEq(review.disputeFund(), BOND, "with a bond");
        assertTrue(review.isFlagged(plan.id, 2, 2), "the panel cannot decide it");
        assertEq(batchAt(plan.id).open, 1, "counted once");
        vm.expectRevert(abi.encodeWithSelector(ILedgerCourtSide.AlreadyFlagged.selector, plan.id, 2));
        review.flagItem(plan.id, 2, DISPUTER, true);
        review.flagItem(plan.id, 3, 0, false);
        assertTrue(!review.isFlagged(plan.id, 2, 3), "others can still be decided");
    }

    function test_flag_isForItemsOfAProposedBatchInItsWindow() public {
        Plan memory plan = lockedPlan(4);
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, LedgerWords.STATE_LOCKED)
        );
        review.flagItem(plan.id, 0, 0, false);
        propose(plan);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        review.flagItem(plan.id, 4, 0, false);
        uint256 end = batchAt(plan.id).end;
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooLate.selector, end));
        review.flagItem(plan.id, 0, 0, false);
        vm.warp(end - 1);
        review.flagItem(plan.id, 3, 0, false);
    }

    function test_court_isTheOnlyCaller() public {
        Review memory open = _waiting();
        bytes memory failure = abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, OTHER);
        vm.startPrank(OTHER);
        vm.expectRevert(failure);
        review.flagItem(open.id, 0, 0, false);
        vm.expectRevert(failure);
        review.releaseDispute(DISPUTER, 0, 0);
        vm.expectRevert(failure);
        review.resolveVerdict(open.id, open.data, hex"01");
        vm.expectRevert(failure);
        review.slashOperator(OTHER, 1, 0, PROJECT);
        Plan memory plan;
        vm.expectRevert(failure);
        review.auditSlash(open.id, settlementOf(plan), 0, 0);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------ bonds

    function test_release_paysAccountsAndProjectsOutOfWhatIsHeld() public {
        Plan memory plan = _proposed();
        review.setOwner(DISPUTER + 1, OTHER);
        review.flagItem(plan.id, 2, DISPUTER, false);
        (uint256 free, uint256 budget) = (accountAt(DISPUTER + 1).free, balanceOf());
        vm.expectEmit(address(ledger));
        emit ILedgerCourtSide.DisputeReleased(DISPUTER + 1, 0, BOND - 15);
        review.releaseDispute(DISPUTER + 1, 0, BOND - 15);
        review.releaseDispute(0, PROJECT, 15);
        assertEq(accountAt(DISPUTER + 1).free, free + BOND - 15, "winner");
        assertEq(balanceOf(), budget + 15, "project");
        assertEq(review.disputeFund(), 0, "nothing left");
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 0, 1));
        review.releaseDispute(DISPUTER + 1, 0, 1);
    }

    function test_release_needsAnAccountOrProjectThatExists() public {
        Plan memory plan = _proposed();
        review.flagItem(plan.id, 2, DISPUTER, false);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        review.releaseDispute(77, 0, 1);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        review.releaseDispute(0, 77, 1);
    }

    // -------------------------------------------------------------- operators

    function test_slashOperator_sharesBetweenThePersonAndTheProject() public {
        ledger.setBond(OTHER, 1001);
        review.setOwner(DISPUTER, address(0xa11ce));
        (uint256 free, uint256 budget) = (accountAt(DISPUTER).free, balanceOf());
        vm.expectEmit(address(ledger));
        emit ILedgerCourtSide.OperatorSlashed(OTHER, DISPUTER, PROJECT, 501);
        review.slashOperator(OTHER, 501, DISPUTER, PROJECT);
        assertEq(ledger.bondOf(OTHER), 500, "bond");
        assertEq(accountAt(DISPUTER).free, free + 250, "half to the person");
        assertEq(balanceOf(), budget + 251, "the rest to the project");
        review.slashOperator(OTHER, 501, 0, PROJECT);
        assertEq(ledger.bondOf(OTHER), 0, "no more than there is");
        assertEq(balanceOf(), budget + 751, "all of it to the project");
        review.slashOperator(OTHER, 501, DISPUTER, PROJECT);
        assertEq(accountAt(DISPUTER).free, free + 250, "nothing left to give");
    }
}
