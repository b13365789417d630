// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {SettlementTest} from "../base/SettlementTest.sol";

contract LedgerExpiryTest is SettlementTest {
    uint256 internal constant PENALTY = 5000;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < 3; ++i) {
            ledger.setBond(vm.addr(keys[i]), 100_000);
        }
    }

    function test_lockedBatch_expiresAfterTheProposalsDeadline() public {
        Plan memory plan = planOf(3, 1, 2);
        uint256 balance = balanceOf();
        lock(plan);
        uint256 end = batchAt(plan.id).end;
        vm.warp(end);
        expectExpiry(plan, abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, end + 1));
        vm.warp(end + 1);
        expectExpiry(plan, "");
        // Two signers of 5000 each, shared by three items.
        assertEq(accountAt(1).free, FREE + 2 * 3333, "stake, and its share of the penalty");
        assertEq(accountAt(2).free, FREE + 3333, "stake, and its share of the penalty");
        assertEq(accountAt(1).locked, 0, "nothing locked");
        assertEq(accountAt(1).all, 0, "no record");
        assertEq(accountAt(1).sessionLoss, 1_000_000, "no loss");
        assertEq(balanceOf(), balance + 1, "reservation, and what does not divide");
        assertEq(bondOf(0), 100_000 - PENALTY, "signed");
        assertEq(bondOf(1), 100_000, "did not sign");
        assertEq(bondOf(2), 100_000 - PENALTY, "signed");
        assertEq(batchAt(plan.id).state, LedgerWords.STATE_CLOSED, "closed");
        assertEq(batchAt(plan.id).reserved, 0, "nothing reserved");
    }

    function test_proposedBatch_expiresWhenNobodySettles() public {
        Plan memory plan = proposed(2, "1111");
        uint256 deadline = batchAt(plan.id).end + 1 days;
        vm.warp(deadline);
        expectExpiry(plan, abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, deadline + 1));
        vm.warp(deadline + 1);
        expectExpiry(plan, "");
        assertEq(accountAt(1).free, FREE + 2 * PENALTY, "stake and penalty");
        for (uint256 i = 0; i < SEATS; ++i) {
            assertEq(seatAt(i).all, 0, "no seat changes");
        }
    }

    function test_penaltyIsAtMostTheBond() public {
        ledger.setBond(vm.addr(keys[0]), 4);
        ledger.setBond(vm.addr(keys[2]), 0);
        Plan memory plan = lockedPlan(3);
        vm.warp(batchAt(plan.id).end + 1);
        uint256 balance = balanceOf() + batchAt(plan.id).reserved;
        expectExpiry(plan, "");
        assertEq(bondOf(0), 0, "all there was");
        assertEq(accountAt(1).free, FREE + 3, "one unit an item");
        assertEq(balanceOf(), balance + 1, "dust");
    }

    function test_skippedAnnotatorsGetNothing() public {
        LedgerWords.Account memory account = accountAt(2);
        account.free = 0;
        ledger.setAccountWord(2, LedgerWords.packAccount(account));
        Plan memory plan = planOf(2, 1, 2);
        ledger.lockBatch(plan.id, lockRequest(plan), signed(lockHash(plan)));
        plan.terms = hex"0100";
        vm.warp(batchAt(plan.id).end + 1);
        expectExpiry(plan, "");
        assertEq(accountAt(2).free, 0, "was never locked");
        assertEq(accountAt(1).free, FREE + 2 * PENALTY, "the whole penalty");
    }

    function test_ifAllWereSkippedThePenaltyGoesToTheProject() public {
        ledger.setAccountWord(1, 0);
        Plan memory plan = planOf(2, 1, 1);
        ledger.lockBatch(plan.id, lockRequest(plan), signed(lockHash(plan)));
        plan.terms = hex"00";
        vm.warp(batchAt(plan.id).end + 1);
        uint256 balance = balanceOf();
        expectExpiry(plan, "");
        assertEq(balanceOf(), balance + 2 * PENALTY, "penalty");
    }

    function test_needsTheListThatSigned() public {
        Plan memory plan = lockedPlan(1);
        vm.warp(batchAt(plan.id).end + 1);
        operators = bytes.concat(operators, bytes20(address(this)));
        expectExpiry(plan, abi.encodeWithSelector(ILedgerErrors.BadData.selector));
    }

    function test_withoutTheListItExpiresLaterAndWithoutPenalty() public {
        Plan memory plan = lockedPlan(1);
        operators = "";
        uint256 deadline = batchAt(plan.id).end + 2 days;
        vm.warp(deadline);
        expectExpiry(plan, abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, deadline + 1));
        vm.warp(deadline + 1);
        expectExpiry(plan, "");
        assertEq(accountAt(1).free, FREE, "stake only");
        assertEq(bondOf(0), 100_000, "no penalty");
    }

    function test_onlyWhatWasCommitted() public {
        Plan memory plan = lockedPlan(2);
        vm.warp(batchAt(plan.id).end + 1);
        ILedgerBatches.Expiry memory expiry = expiryOf(plan);
        expiry.labelsRoot = 0;
        expectBadData(plan.id, expiry);
        expiry = expiryOf(plan);
        expiry.seed = plan.seed;
        expectBadData(plan.id, expiry);
        expiry = expiryOf(plan);
        expiry.annotators = hex"00000002";
        expectBadData(plan.id, expiry);
        expiry = expiryOf(plan);
        expiry.items = hex"000000";
        expectBadData(plan.id, expiry);
        expiry = expiryOf(plan);
        expiry.terms = hex"02";
        expectBadData(plan.id, expiry);
    }

    function test_proposedBatch_needsItsVotesHash() public {
        Plan memory plan = proposed(2, "1111");
        vm.warp(batchAt(plan.id).end + 1 days + 1);
        ILedgerBatches.Expiry memory expiry = expiryOf(plan);
        expiry.votesHash = keccak256("other votes");
        expectBadData(plan.id, expiry);
    }

    function test_onlyOpenBatchesAndOnlyOnce() public {
        Plan memory plan = proposed(1, "1111");
        settle(plan);
        vm.warp(vm.getBlockTimestamp() + 10 days);
        expectExpiry(plan, abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, 6));
        Plan memory next = lockedPlan(1);
        vm.warp(batchAt(next.id).end + 1);
        expectExpiry(next, "");
        expectExpiry(next, abi.encodeWithSelector(ILedgerErrors.BadState.selector, next.id, 6));
        Plan memory third = lockedPlan(1);
        vm.warp(batchAt(third.id).end + 1);
        third.id += LedgerWords.RING;
        expectExpiry(third, abi.encodeWithSelector(ILedgerErrors.BadState.selector, third.id, 1));
    }

    /// @dev Every deadline of a batch together is below the time a seat is bound, so nobody drawn has left.
    function test_aBatchEndsBeforeADrawnSeatCanBeFree() public pure {
        uint256 first = LedgerWords.PROPOSE_TIME + LedgerWords.MAX_WINDOW + LedgerWords.SETTLE_TIME;
        uint256 panel =
            LedgerWords.PANEL_PROPOSE_TIME + LedgerWords.MAX_PANEL_WINDOW + LedgerWords.PANEL_SETTLE_TIME;
        assertTrue(first + panel + LedgerWords.EXPERT_TIME < LedgerWords.UNBOND, "shorter than UNBOND");
        assertTrue(first + panel < LedgerWords.EPOCH, "classes are read in the lock's epoch or the next");
    }

    // --------------------------------------------------------------- support

    function expiryOf(Plan memory plan) internal view returns (ILedgerBatches.Expiry memory) {
        bool wasProposed = batchAt(plan.id).state == LedgerWords.STATE_PROPOSED;
        return ILedgerBatches.Expiry({
            labelsRoot: plan.labelsRoot,
            seed: wasProposed ? plan.seed : keccak256(abi.encode(plan.secret)),
            votesHash: keccak256(plan.votes),
            annotators: plan.annotators,
            terms: plan.terms,
            items: plan.items,
            operators: operators
        });
    }

    function expectExpiry(Plan memory plan, bytes memory failure) internal {
        ILedgerBatches.Expiry memory expiry = expiryOf(plan);
        if (failure.length > 0) vm.expectRevert(failure);
        ledger.expireBatch(plan.id, expiry);
    }

    function expectBadData(uint256 batch, ILedgerBatches.Expiry memory expiry) internal {
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.expireBatch(batch, expiry);
    }

    function bondOf(uint256 index) internal view returns (uint256) {
        return ledger.bondOf(vm.addr(keys[index]));
    }
}
