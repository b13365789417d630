// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {BatchTest} from "../base/BatchTest.sol";
import {FixedHistory} from "../base/FixedHistory.sol";

contract LedgerBatchesProposeTest is BatchTest {
    function setUp() public override {
        super.setUp();
        prepareAccounts(1, 5);
        prepareSeats(12, 100);
    }

    function test_propose_fixesTheDrawAndOpensTheWindow() public {
        Plan memory plan = planOf(3, 1, 3);
        lock(plan);
        plan.votes = hex"555555";
        propose(plan);
        LedgerWords.Batch memory batch = batchAt(plan.id);
        assertEq(batch.state, LedgerWords.STATE_PROPOSED, "state");
        assertEq(batch.end, vm.getBlockTimestamp() + 12 hours, "window");
        (, bytes32 commitment) = ledger.batchWord(plan.id);
        assertTrue(
            commitment == keccak256(abi.encode(innerOf(plan), keccak256(plan.votes), plan.seed)), "commitment"
        );
    }

    function test_propose_usesTheLeastWindow() public {
        rules.windowMinutes = 0;
        setRules();
        Plan memory plan = planOf(1, 1, 1);
        lock(plan);
        propose(plan);
        assertEq(batchAt(plan.id).end, vm.getBlockTimestamp() + 1 hours, "an hour");
    }

    function test_propose_needsTheBlockAfterTheSeed() public {
        Plan memory plan = planOf(1, 1, 1);
        lock(plan);
        uint256 seedBlock = batchAt(plan.id).seedBlock;
        vm.roll(seedBlock);
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, seedBlock));
        vm.roll(seedBlock + 1);
        expectProposal(plan, "");
    }

    function test_propose_findsOldBlockHashesInTheHistoryContract() public {
        Plan memory plan = planOf(1, 1, 1);
        lock(plan);
        uint256 seedBlock = batchAt(plan.id).seedBlock;
        vm.roll(seedBlock + 258);
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.TooLate.selector, seedBlock));
        vm.etch(Blockhash.HISTORY_STORAGE_ADDRESS, address(new FixedHistory()).code);
        plan.seed = keccak256(abi.encode(plan.secret, keccak256(abi.encode(seedBlock)), plan.id));
        expectProposal(plan, "");
        (, bytes32 commitment) = ledger.batchWord(plan.id);
        assertTrue(
            commitment == keccak256(abi.encode(innerOf(plan), keccak256(plan.votes), plan.seed)), "commitment"
        );
    }

    function test_propose_endsTwoDaysAfterTheLock() public {
        Plan memory plan = planOf(1, 1, 1);
        lock(plan);
        passSeedBlock();
        uint256 deadline = batchAt(plan.id).end;
        vm.warp(deadline + 1);
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.TooLate.selector, deadline));
        vm.warp(deadline);
        expectProposal(plan, "");
    }

    function test_propose_needsWhatWasCommitted() public {
        Plan memory plan = planOf(2, 1, 2);
        lock(plan);
        passSeedBlock();
        plan.secret = keccak256("another secret");
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.BadData.selector));
        plan.secret = keccak256(abi.encode("secret", plan.id));
        plan.terms = hex"0b0c";
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.BadData.selector));
    }

    function test_propose_countsForTheSignedDrawOnly() public {
        Plan memory plan = planOf(2, 1, 2);
        lock(plan);
        passSeedBlock();
        bytes32 inner = innerOf(plan);
        bytes32 seed = plan.seed;
        ILedgerBatches.Quorum memory quorum = signed(proposalHash(plan));
        vm.setBlockhash(batchAt(plan.id).seedBlock, keccak256("another block in its place"));
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.WrongSeed.selector, seed));
        ledger.proposeBatch(plan.id, inner, plan.secret, seed, plan.votes, quorum);
        plan.seed = seedOf(plan);
        assertTrue(plan.seed != seed, "another draw");
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.proposeBatch(plan.id, inner, plan.secret, plan.seed, plan.votes, quorum);
        expectProposal(plan, "");
    }

    function test_propose_needsVotesForEveryItem() public {
        Plan memory plan = planOf(2, 1, 2);
        lock(plan);
        passSeedBlock();
        plan.votes = hex"55";
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.BadData.selector));
        plan.votes = hex"555555";
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.BadData.selector));
        plan.votes = hex"5555";
        expectProposal(plan, "");
    }

    function test_propose_takesTwoBytesAnItemForMoreThanFourDraws() public {
        (rules.draws, rules.minVotes) = (5, 3);
        setRules();
        Plan memory plan = planOf(2, 1, 2);
        lock(plan);
        passSeedBlock();
        plan.votes = hex"5555";
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.BadData.selector));
        plan.votes = hex"55015501";
        expectProposal(plan, "");
    }

    function test_propose_happensOnce() public {
        Plan memory plan = planOf(1, 1, 1);
        lock(plan);
        propose(plan);
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, 2));
        plan.id += 1;
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, 0));
    }

    function test_propose_comparesTheIdNotTheRingSlotOnly() public {
        Plan memory plan = planOf(1, 1, 1);
        lock(plan);
        passSeedBlock();
        plan.id += LedgerWords.RING;
        expectProposal(plan, abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, 1));
    }

    function test_pauseStopsLockAndProposeOnly() public {
        Plan memory first = planOf(1, 1, 1);
        lock(first);
        propose(first);
        Plan memory second = planOf(1, 1, 1);
        lock(second);
        Plan memory third = planOf(1, 1, 1);
        uint256 until = vm.getBlockTimestamp() + 1 days;
        ledger.setPausedUntil(until);
        ILedgerBatches.Quorum memory quorum = signed(lockHash(third));
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Paused.selector, until));
        ledger.lockBatch(third.id, lockRequest(third), quorum);
        passSeedBlock();
        bytes32 inner = innerOf(second);
        quorum = signed(proposalHash(second));
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Paused.selector, until));
        ledger.proposeBatch(second.id, inner, second.secret, second.seed, second.votes, quorum);
        settle(first);
        assertTrue(batchAt(first.id).state != LedgerWords.STATE_PROPOSED, "settled");
        vm.warp(until);
        lock(third);
    }

    // --------------------------------------------------------------- support

    function expectProposal(Plan memory plan, bytes memory failure) internal {
        ILedgerBatches.Quorum memory quorum = signed(proposalHash(plan));
        bytes32 inner = innerOf(plan);
        if (failure.length > 0) vm.expectRevert(failure);
        ledger.proposeBatch(plan.id, inner, plan.secret, plan.seed, plan.votes, quorum);
    }
}
