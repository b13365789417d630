// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {BatchTest} from "../base/BatchTest.sol";
import {PlainLedger} from "../reference/PlainLedger.sol";

/// @dev The ledger and its reference get the same words and the same batch; then every word must be equal.
contract ApplierTest is BatchTest {
    uint256 internal constant MAX_PEOPLE = 12;

    PlainLedger internal plain;
    uint256 internal dice;

    function setUp() public override {
        super.setUp();
        plain = new PlainLedger(config());
        (uint256 word,) = ledger.batchWord(0);
        require(word == 0);
    }

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
            randomAccount(accountOf(plan, i), plan, i);
        }
        plan.seed = keccak256(abi.encode(seed, "seed"));
        putProposed(plan, seats);
        compareSettlement(plan, seats);
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
        uint256 held = unitsHeld(plan, seats);
        vm.recordLogs();
        ledger.settleBatch(plan.id, settlementOf(plan));
        bytes memory open = vm.getRecordedLogs()[0].data;
        vm.recordLogs();
        plain.settleBatch(plan.id, settlementOf(plan));
        assertEq(unitsHeld(plan, seats), held, "every unit is somewhere");
        assertTrue(keccak256(open) == keccak256(vm.getRecordedLogs()[0].data), "open items");
        compareAccounts(plan);
        for (uint256 i = 0; i < seats; ++i) {
            assertEq(ledger.seatWord(i), plain.seatWord(i), "seat");
        }
        compareBatch(plan.id);
        (, uint256 balance) = plain.projectOf(PROJECT);
        assertEq(balanceOf(), balance, "project");
        assertEq(ledger.sponsorFund(), plain.sponsorFund(), "sponsor fund");
    }

    /// @dev Units of everybody who has a part in the batch.
    function unitsHeld(Plan memory plan, uint256 seats) internal view returns (uint256 units) {
        units = balanceOf() + batchAt(plan.id).reserved + ledger.sponsorFund();
        for (uint256 i = 0; i < plan.annotators.length / 4; ++i) {
            LedgerWords.Account memory account = accountAt(accountOf(plan, i));
            units += account.free + account.locked + account.unvested;
        }
        for (uint256 i = 0; i < seats; ++i) {
            LedgerWords.Seat memory seat = seatAt(i);
            units += seat.free + seat.locked + seat.unvested;
        }
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

    function compareAccounts(Plan memory plan) internal view {
        for (uint256 i = 0; i < plan.annotators.length / 4; ++i) {
            uint256 account = accountOf(plan, i);
            assertEq(ledger.accountWord(account), plain.accountWord(account), "account");
        }
    }

    function compareBatch(uint256 batch) internal view {
        (uint256 word, bytes32 commitment) = ledger.batchWord(batch);
        (uint256 plainWord, bytes32 plainCommitment) = plain.batchWord(batch);
        assertEq(word, plainWord, "batch");
        assertTrue(commitment == plainCommitment, "commitment");
    }

    // ----------------------------------------------------------- random words

    function roll(uint256 low, uint256 high) internal returns (uint256) {
        dice = uint256(keccak256(abi.encode(dice)));
        return bound(dice, low, high);
    }

    /// @dev Often the default of four draws; slashes large enough that seats run dry.
    function randomRules() internal {
        rules.draws = roll(0, 2) == 0 ? roll(3, 8) : 4;
        rules.minVotes = roll(2, rules.draws);
        rules.thresholdBp = roll(5001, 10_000);
        rules.labelStake = roll(100, 1000);
        rules.annotatorSlash = roll(1, rules.labelStake);
        rules.annotatorReward = roll(1, 1000);
        rules.validatorReward = roll(1, 200);
        rules.validatorSlash = roll(1, 3000);
        rules.panelMinVotes = roll(2, 7);
        rules.vestHours = roll(24, 4095);
    }

    function copyProject() internal {
        uint256 word = LedgerWords.packParams(rules);
        ledger.setProject(PROJECT, 1e12, word);
        plain.setProject(PROJECT, 1e12, word);
    }

    function setAccount(uint256 account, LedgerWords.Account memory fields) internal {
        uint256 word = LedgerWords.packAccount(fields);
        ledger.setAccountWord(account, word);
        plain.setAccountWord(account, word);
    }

    function randomVesting() internal returns (uint256 unvested, uint256 last, uint256 remaining) {
        unvested = roll(0, 3) == 0 ? 0 : roll(1, 100_000);
        last = LedgerWords.hourOf(vm.getBlockTimestamp()) - roll(0, 300);
        remaining = unvested == 0 ? roll(0, 1) * 50 : roll(1, 4095);
    }

    /// @dev Any account that has the stake of its items locked.
    function randomAccount(uint256 account, Plan memory plan, uint256 index) internal {
        LedgerWords.Account memory fields;
        fields.free = roll(0, 1e9);
        for (uint256 t = 0; t < plan.items.length; ++t) {
            if (uint8(plan.items[t]) == index) fields.locked += rules.labelStake;
        }
        fields.locked += roll(0, 5) * rules.labelStake;
        (fields.unvested, fields.vestLast, fields.vestRem) = randomVesting();
        fields.all = roll(0, 2) == 0 ? roll(4000, 4095) : roll(0, 200);
        fields.good = roll(0, fields.all);
        fields.sessionLoss = roll(0, 1) * roll(0, 5000);
        fields.sessionExpiry = roll(0, 200_000);
        fields.sessionLabel = roll(0, 200_000);
        fields.debt = roll(0, 1) * roll(0, 5000);
        setAccount(account, fields);
    }

    /// @dev An account that can or, by a little, cannot lock.
    function randomFreeAccount(uint256 account) internal {
        LedgerWords.Account memory fields;
        fields.free = roll(0, 8 * rules.labelStake);
        fields.locked = roll(0, 3) * rules.labelStake;
        (fields.unvested, fields.vestLast, fields.vestRem) = randomVesting();
        fields.all = roll(0, 100);
        fields.good = roll(0, fields.all);
        fields.sessionLoss = roll(0, rules.labelStake);
        fields.sessionExpiry = LedgerWords.hourOf(vm.getBlockTimestamp()) + roll(0, 3);
        fields.sessionLabel = roll(rules.labelStake / 10, rules.labelStake / 10 + 2);
        setAccount(account, fields);
    }

    /// @dev Seats that joined early or late, leave, are empty, poor, or an annotator's own.
    function randomSeats(uint256 count, uint256 annotators) internal {
        for (uint256 i = 0; i < count; ++i) {
            LedgerWords.Seat memory seat;
            seat.free = roll(0, 1) * roll(0, 2000);
            seat.locked = roll(0, 2) == 0 ? roll(0, 4000) : roll(0, 1e9);
            (seat.unvested, seat.vestLast, seat.vestRem) = randomVesting();
            seat.all = roll(0, 2) == 0 ? roll(4000, 4095) : roll(0, 200);
            seat.good = roll(0, seat.all);
            seat.joinedBlock = roll(990, 1010);
            seat.leaving = roll(0, 4) == 0 ? 1 : 0;
            seat.owner = roll(0, 9) == 0 ? 0 : roll(1, 4 * annotators + 50);
            seat.classNow = roll(0, 15);
            seat.classBefore = roll(0, 15);
            seat.epoch = (LedgerWords.epochOf(vm.getBlockTimestamp()) + 512 - roll(0, 3)) % 512;
            uint256 word = LedgerWords.packSeat(seat);
            ledger.setSeatWord(i, word);
            plain.setSeatWord(i, word);
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
