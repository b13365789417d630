// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {BatchTest} from "../base/BatchTest.sol";

contract LedgerBatchesLockTest is BatchTest {
    function setUp() public override {
        super.setUp();
        prepareAccounts(1, 5);
        prepareSeats(12, 100);
    }

    function test_lock_movesStakeAndReserves() public {
        uint256 balance = balanceOf();
        Plan memory plan = planOf(7, 1, 2);
        lock(plan);
        assertEq(accountAt(1).locked, 4 * LABEL_STAKE, "stake of items 0, 2, 4, 6");
        assertEq(accountAt(2).locked, 3 * LABEL_STAKE, "stake of items 1, 3, 5");
        // 94/64 of 100 and of 30, rounded up, the latter for 4 + 7 draws
        uint256 reserved = 7 * (147 + 11 * 45);
        assertEq(balance - balanceOf(), reserved, "taken from the budget");
        LedgerWords.Batch memory batch = batchAt(plan.id);
        assertEq(batch.id, plan.id, "id");
        assertEq(batch.state, LedgerWords.STATE_LOCKED, "state");
        assertEq(batch.project, PROJECT, "project");
        assertEq(batch.nItems, 7, "items");
        assertEq(batch.seedBlock, vm.getBlockNumber() + 4, "seed block");
        assertEq(batch.end, vm.getBlockTimestamp() + 2 days, "deadline");
        assertEq(batch.nSeats, 12, "seats");
        assertEq(batch.reserved, reserved, "reserved");
        assertEq(batch.signers, 5, "first and third operator");
        assertEq(batch.opsVersion, 5, "list");
        assertEq(batch.epoch, 45, "365 days are 45 epochs");
        assertEq(ledger.nextBatch(), plan.id + 1, "next id");
    }

    function test_lock_commitsToTermsItComputed() public {
        Plan memory plan = planOf(3, 1, 3);
        lock(plan);
        (, bytes32 commitment) = ledger.batchWord(plan.id);
        // 16 * 8 / (10 + 2) = class 10, plus one
        assertEq(uint8(plan.terms[0]), 11, "term");
        assertTrue(
            commitment == keccak256(abi.encode(innerOf(plan), keccak256(abi.encode(plan.secret)))),
            "commitment"
        );
    }

    function test_lock_countsWhatHasVested() public {
        LedgerWords.Account memory account = accountAt(1);
        (account.free, account.unvested, account.vestRem) = (900, 500, 10);
        ledger.setAccountWord(1, LedgerWords.packAccount(account));
        lock(planOf(1, 1, 1));
        account = accountAt(1);
        assertEq(account.free, 150, "900 free + 250 vested - 1000 locked");
        assertEq(account.unvested, 250, "half of ten hours is over");
        assertEq(account.vestRem, 5, "hours left");
        assertEq(account.locked, 1000, "locked");
    }

    function test_lock_skipsWhoeverCannotCoverAllItems() public {
        setAccount(1, FREE, 1_000_000, 200, 100 days); // can
        setAccount(2, 2 * LABEL_STAKE - 1, 1_000_000, 200, 100 days); // too little stake
        setAccount(3, FREE, 199, 200, 100 days); // would risk more than the session's 1990 units
        setAccount(4, FREE, 1_000_000, 99, 100 days); // 990 units a label
        setAccount(5, FREE, 1_000_000, 200, 0); // expired
        uint256 balance = balanceOf();
        Plan memory plan = planOf(10, 1, 5);
        ledger.lockBatch(plan.id, lockRequest(plan), signed(lockHash(plan)));
        plan.terms = hex"0100000000";
        (, bytes32 commitment) = ledger.batchWord(plan.id);
        assertTrue(
            commitment == keccak256(abi.encode(innerOf(plan), keccak256(abi.encode(plan.secret)))), "terms"
        );
        assertEq(accountAt(1).locked, 2 * LABEL_STAKE, "locked");
        for (uint256 i = 2; i <= 5; ++i) {
            assertEq(accountAt(i).locked, 0, "skipped");
        }
        assertEq(
            balance - balanceOf(), 2 * LedgerWords.reservePerItem(LedgerWords.packParams(rules)), "reserved"
        );
    }

    function test_lock_allowsExactlyWhatTheSessionAllows() public {
        setAccount(1, 2 * LABEL_STAKE, 200, 100, 1 hours);
        lock(planOf(2, 1, 1));
        assertEq(accountAt(1).locked, 2 * LABEL_STAKE, "locked");
        assertEq(accountAt(1).free, 0, "free");
    }

    function test_lock_boundsWhatIsLockedAtOnce() public {
        setAccount(1, FREE, 200, 200, 100 days);
        lock(planOf(2, 1, 1));
        Plan memory plan = planOf(1, 1, 1);
        ledger.lockBatch(plan.id, lockRequest(plan), signed(lockHash(plan)));
        assertEq(accountAt(1).locked, 2 * LABEL_STAKE, "the third label is skipped");
    }

    function test_lock_skipsAnAnnotatorWithoutItems() public {
        Plan memory plan = planOf(2, 1, 2);
        plan.items = hex"0000";
        uint256 before = ledger.accountWord(2);
        ledger.lockBatch(plan.id, lockRequest(plan), signed(lockHash(plan)));
        assertEq(ledger.accountWord(2), before, "untouched");
    }

    function test_lock_rejectsMalformedData() public {
        Plan memory plan = planOf(3, 1, 3);
        plan.annotators = hex"000000010000000200000002";
        expectBadLock(plan, "twice the same account");
        plan.annotators = hex"000000020000000100000003";
        expectBadLock(plan, "not ascending");
        plan.annotators = hex"000000000000000100000002";
        expectBadLock(plan, "account 0");
        plan.annotators = hex"0000000100000002000000";
        expectBadLock(plan, "half an account");
        plan.annotators = hex"0000000100000002";
        expectBadLock(plan, "index out of range");
        plan.annotators = "";
        expectBadLock(plan, "nobody");
        plan.annotators = hex"000000010000000200000003";
        plan.items = "";
        expectBadLock(plan, "no items");
        plan.items = new bytes(LedgerWords.MAX_ITEMS + 1);
        expectBadLock(plan, "too many items");
        plan.items = hex"00";
        plan.annotators = new bytes(4 * 257);
        expectBadLock(plan, "too many annotators");
    }

    function test_lock_rejectsAnUnknownProject() public {
        Plan memory plan = planOf(1, 1, 1);
        ILedgerBatches.LockRequest memory request = lockRequest(plan);
        request.project = 77;
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "Lock(uint256 batch,uint256 project,bytes32 labelsRoot,bytes32 annotatorsHash,bytes32 itemsHash,bytes32 secretHash)"
                ),
                plan.id,
                request.project,
                plan.labelsRoot,
                keccak256(plan.annotators),
                keccak256(plan.items),
                request.secretHash
            )
        );
        ILedgerBatches.Quorum memory quorum = signed(structHash);
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.lockBatch(plan.id, request, quorum);
    }

    function test_lock_needsTheNextId() public {
        Plan memory plan = planOf(1, 1, 1);
        lock(plan);
        ILedgerBatches.Quorum memory quorum = signed(lockHash(plan));
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, plan.id + 1));
        ledger.lockBatch(plan.id, lockRequest(plan), quorum);
        plan.id += 2;
        quorum = signed(lockHash(plan));
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, plan.id - 1));
        ledger.lockBatch(plan.id, lockRequest(plan), quorum);
    }

    function test_lock_needsAFreeRingSlot() public {
        for (uint256 state = 1; state <= 6; ++state) {
            Plan memory plan = planOf(1, 1, 1);
            ledger.setBatchSlot(plan.id, state << LedgerWords.STATE, 0);
            ILedgerBatches.Quorum memory quorum = signed(lockHash(plan));
            if (state != LedgerWords.STATE_CLOSED) {
                vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, state));
            }
            ledger.lockBatch(plan.id, lockRequest(plan), quorum);
        }
    }

    function test_lock_needsTheProjectsMoney() public {
        uint256 needed = 2 * LedgerWords.reservePerItem(LedgerWords.packParams(rules));
        ledger.setProject(PROJECT, needed - 1, LedgerWords.packParams(rules));
        Plan memory plan = planOf(2, 1, 2);
        ILedgerBatches.Quorum memory quorum = signed(lockHash(plan));
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, needed - 1, needed));
        ledger.lockBatch(plan.id, lockRequest(plan), quorum);
        ledger.setProject(PROJECT, needed, LedgerWords.packParams(rules));
        lock(plan);
        assertEq(balanceOf(), 0, "all of it");
    }

    // --------------------------------------------------------------- support

    function setAccount(uint256 id, uint256 free, uint256 loss, uint256 perLabel, uint256 validFor) internal {
        LedgerWords.Account memory account;
        account.free = free;
        (account.sessionLoss, account.sessionLabel) = (loss, perLabel);
        account.sessionExpiry = LedgerWords.hourOf(START + validFor);
        ledger.setAccountWord(id, LedgerWords.packAccount(account));
    }

    function expectBadLock(Plan memory plan, string memory why) internal {
        ILedgerBatches.Quorum memory quorum = signed(lockHash(plan));
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.lockBatch(plan.id, lockRequest(plan), quorum);
        assertEq(ledger.nextBatch(), plan.id, why);
    }
}
