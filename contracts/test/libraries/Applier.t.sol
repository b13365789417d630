// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {DifferentialTest} from "../base/DifferentialTest.sol";

/// @dev The ledger and its reference get the same words and the same batch; then every word must be equal.
contract ApplierTest is DifferentialTest {
    /// forge-config: default.fuzz.runs = 500
    function testFuzz_settlesLikeTheReference(uint256 seed) public {
        dice = seed;
        uint256 annotators = roll(1, MAX_PEOPLE);
        uint256 items = roll(1, 40);
        uint256 seats = roll(0, 3) == 0 ? roll(0, 9) : roll(0, 60);
        randomRules();
        copyProject();
        randomSeats(seats, annotators);
        Plan memory plan = randomPlan(items, annotators);
        for (uint256 i = 0; i < annotators; ++i) {
            randomAccount(accountOf(plan, i), itemsOf(plan, i));
        }
        plan.seed = keccak256(abi.encode(seed, "seed"));
        putProposed(plan, seats);
        compareSettlement(plan, seats);
    }

    /// @dev All seats are empty, so that every item stays open and names whom it drew.
    function testFuzz_drawsAmongManySeatsLikeTheReference(uint256 seed) public {
        dice = seed;
        randomRules();
        rules.draws = roll(3, 8);
        copyProject();
        Plan memory plan = randomPlan(8, 1);
        plan.terms[0] = 0x01;
        randomAccount(accountOf(plan, 0), 8);
        plan.seed = keccak256(abi.encode(seed, "seed"));
        putProposed(plan, roll(0, 1) == 0 ? LedgerWords.MAX_SEATS : roll(60, LedgerWords.MAX_SEATS));
        compareSettlement(plan, 0);
        assertEq(batchAt(plan.id).open, 8, "all are open");
    }

    /// forge-config: default.fuzz.runs = 500
    function testFuzz_locksLikeTheReference(uint256 seed) public {
        dice = seed;
        randomRules();
        copyProject();
        uint256 annotators = roll(1, MAX_PEOPLE);
        Plan memory plan = randomPlan(roll(1, 40), annotators);
        if (roll(0, 9) == 0) plan.items[roll(0, plan.items.length - 1)] = bytes1(uint8(annotators));
        if (roll(0, 9) == 0) plan.annotators[roll(0, plan.annotators.length - 1)] = 0;
        for (uint256 i = 0; i < annotators; ++i) {
            randomFreeAccount(accountOf(plan, i));
        }
        compareLock(plan);
    }

    // ------------------------------------------------------------- comparing

    function compareSettlement(Plan memory plan, uint256 seats) internal {
        uint256 held = unitsHeld(plan, seats, plan.id);
        vm.recordLogs();
        ledger.settleBatch(plan.id, settlementOf(plan));
        bytes memory open = vm.getRecordedLogs()[0].data;
        vm.recordLogs();
        plain.settleBatch(plan.id, settlementOf(plan));
        assertEq(unitsHeld(plan, seats, plan.id), held, "every unit is somewhere");
        assertTrue(keccak256(open) == keccak256(vm.getRecordedLogs()[0].data), "open items");
        compareAccounts(plan);
        compareSeats(seats);
        compareBatch(plan.id);
        (, uint256 balance) = plain.projectOf(PROJECT);
        assertEq(balanceOf(), balance, "project");
        assertEq(ledger.sponsorFund(), plain.sponsorFund(), "sponsor fund");
    }

    function compareLock(Plan memory plan) internal {
        ILedgerBatches.LockRequest memory request = lockRequest(plan);
        try plain.lockStakes(request) returns (bytes memory terms, uint256) {
            plan.terms = terms;
            ledger.lockBatch(plan.id, request, signed(lockHash(plan)));
            (, bytes32 commitment) = ledger.batchWord(plan.id);
            bytes32 expected = keccak256(abi.encode(innerOf(plan), keccak256(abi.encode(plan.secret))));
            assertTrue(commitment == expected, "terms");
            compareAccounts(plan);
        } catch {
            ILedgerBatches.Quorum memory quorum = signed(lockHash(plan));
            vm.expectRevert(ILedgerErrors.BadData.selector);
            ledger.lockBatch(plan.id, request, quorum);
        }
    }

    function compareBatch(uint256 batch) internal view {
        (uint256 word, bytes32 commitment) = ledger.batchWord(batch);
        (uint256 plainWord, bytes32 plainCommitment) = plain.batchWord(batch);
        assertEq(word, plainWord, "batch");
        assertTrue(commitment == plainCommitment, "commitment");
    }

    function itemsOf(Plan memory plan, uint256 index) internal pure returns (uint256 count) {
        for (uint256 t = 0; t < plan.items.length; ++t) {
            if (uint8(plan.items[t]) == index) ++count;
        }
    }

    function randomPlan(uint256 items, uint256 annotators) internal returns (Plan memory plan) {
        plan = planOf(items, 1, annotators);
        plan.annotators = "";
        plan.terms = new bytes(annotators);
        uint256 account;
        for (uint256 i = 0; i < annotators; ++i) {
            account += roll(1, 3);
            plan.annotators = bytes.concat(plan.annotators, bytes4(uint32(account)));
            plan.terms[i] = bytes1(uint8(roll(0, 16)));
        }
        for (uint256 t = 0; t < items; ++t) {
            plan.items[t] = bytes1(uint8(roll(0, annotators - 1)));
        }
        uint256 mood = roll(0, 3);
        for (uint256 i = 0; i < plan.votes.length; ++i) {
            plan.votes[i] = bytes1(uint8(randomVotes(mood)));
        }
    }

    function randomVotes(uint256 mood) internal returns (uint256 votes) {
        if (mood == 1) return roll(0, 255) & 0x55;
        if (mood == 2) return roll(0, 255) & 0xaa;
        if (mood == 3 && roll(0, 2) > 0) return 0x55;
        return roll(0, 255);
    }

    /// @dev Puts the batch into both ledgers as if it had been proposed; sometimes with flags.
    function putProposed(Plan memory plan, uint256 seats) internal {
        uint256 perItem = LedgerWords.reservePerItem(LedgerWords.packParams(rules));
        uint256 epoch = LedgerWords.epochOf(vm.getBlockTimestamp());
        uint256 word = LedgerWords.packBatch(
            LedgerWords.Batch({
                id: plan.id,
                state: LedgerWords.STATE_PROPOSED,
                project: PROJECT,
                nItems: plan.items.length,
                seedBlock: 1004,
                end: vm.getBlockTimestamp(),
                nSeats: seats,
                reserved: plan.items.length * perItem,
                open: 0,
                signers: 3,
                opsVersion: 5,
                epoch: (epoch + 512 - roll(0, 1)) % 512
            })
        );
        bytes32 commitment = keccak256(abi.encode(innerOf(plan), keccak256(plan.votes), plan.seed));
        ledger.setBatchSlot(plan.id, word, commitment);
        plain.setBatchSlot(plan.id, word, commitment);
        if (roll(0, 2) > 0) return;
        for (uint256 i = 0; i < 3; ++i) {
            uint256 item = roll(0, plan.items.length - 1);
            if (ledger.isFlagged(plan.id, 1, item)) continue;
            ledger.flag(plan.id, item);
            plain.flag(plan.id, item);
        }
    }
}
