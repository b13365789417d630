// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {BatchTest} from "../base/BatchTest.sol";

contract LedgerBatchesOperatorsTest is BatchTest {
    function setUp() public override {
        super.setUp();
        prepareAccounts(1, 5);
        prepareSeats(12, 100);
    }

    function test_quorum_rejectsEverythingButKListedSigners() public {
        Plan memory plan = planOf(1, 1, 1);
        bytes32 hash = lockHash(plan);
        bytes memory one = signatureOf(0, hash);
        bytes memory two = signatureOf(1, hash);
        expectBadSignature(plan, "");
        expectBadSignature(plan, one);
        expectBadSignature(plan, bytes.concat(one, one));
        expectBadSignature(plan, bytes.concat(two, one));
        expectBadSignature(plan, bytes.concat(one, two, hex"00"));
        expectBadSignature(plan, bytes.concat(one, signatureOf(1, keccak256("another message"))));
        bytes memory outside = signatureOf(1, hash);
        outside[0] = 0x03;
        expectBadSignature(plan, bytes.concat(one, outside));
        bytes memory swapped = signatureOf(1, hash);
        swapped[0] = 0x02;
        expectBadSignature(plan, bytes.concat(one, swapped));
        bytes memory broken = signatureOf(1, hash);
        for (uint256 i = 1; i < 33; ++i) {
            broken[i] = 0xff;
        }
        expectBadSignature(plan, bytes.concat(one, broken));
    }

    function test_quorum_rejectsAnotherList() public {
        Plan memory plan = planOf(1, 1, 1);
        ILedgerBatches.Quorum memory quorum = signed(lockHash(plan));
        quorum.operators = bytes.concat(quorum.operators, bytes20(address(this)));
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.lockBatch(plan.id, lockRequest(plan), quorum);
    }

    function test_quorum_coversEveryArgumentOfALock() public {
        Plan memory plan = planOf(2, 1, 2);
        ILedgerBatches.Quorum memory quorum = signed(lockHash(plan));
        ILedgerBatches.LockRequest memory request = lockRequest(plan);
        request.labelsRoot = keccak256("other");
        expectBadSignature(plan.id, request, quorum);
        request = lockRequest(plan);
        request.secretHash = keccak256("other");
        expectBadSignature(plan.id, request, quorum);
        request = lockRequest(plan);
        request.items = hex"0001";
        request.annotators = hex"0000000100000003";
        expectBadSignature(plan.id, request, quorum);
        request = lockRequest(plan);
        request.items = hex"0100";
        expectBadSignature(plan.id, request, quorum);
        request = lockRequest(plan);
        request.project = PROJECT + 1;
        expectBadSignature(plan.id, request, quorum);
    }

    function test_operate_standsForTheSignaturesOfItsCalls() public {
        Plan memory plan = planOf(2, 1, 2);
        lock(plan);
        passSeedBlock();
        Plan memory next = planOf(1, 3, 1);
        bytes[] memory calls = new bytes[](2);
        plan.seed = seedOf(plan);
        calls[0] = abi.encodeCall(
            ledger.proposeBatch, (plan.id, innerOf(plan), plan.secret, plan.seed, plan.votes, none())
        );
        calls[1] = abi.encodeCall(ledger.lockBatch, (next.id, lockRequest(next), none()));
        ledger.operate(calls, signed(operationHash(calls)));
        assertEq(batchAt(plan.id).state, LedgerWords.STATE_PROPOSED, "proposed");
        assertEq(batchAt(plan.id).signers, 5, "signers of the operation");
        assertEq(batchAt(next.id).state, LedgerWords.STATE_LOCKED, "locked");
        assertEq(batchAt(next.id).opsVersion, 5, "list of the operation");
    }

    function test_operate_endsWithItsCalls() public {
        bytes[] memory calls = new bytes[](0);
        bytes[] memory both = new bytes[](2);
        Plan memory plan = planOf(1, 1, 1);
        both[0] = abi.encodeCall(ledger.operate, (calls, signed(operationHash(calls))));
        both[1] = abi.encodeCall(ledger.lockBatch, (plan.id, lockRequest(plan), none()));
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.multicall(both);
    }

    function test_operate_cannotBeNestedOrChanged() public {
        bytes[] memory calls = new bytes[](1);
        Plan memory plan = planOf(1, 1, 1);
        calls[0] = abi.encodeCall(ledger.lockBatch, (plan.id, lockRequest(plan), none()));
        bytes[] memory outer = new bytes[](1);
        outer[0] = abi.encodeCall(ledger.operate, (calls, none()));
        ILedgerBatches.Quorum memory quorum = signed(operationHash(outer));
        vm.expectRevert(bytes4(keccak256("ReentrancyGuardReentrantCall()")));
        ledger.operate(outer, quorum);
        quorum = signed(operationHash(calls));
        plan.labelsRoot = keccak256("changed by the relayer");
        calls[0] = abi.encodeCall(ledger.lockBatch, (plan.id, lockRequest(plan), none()));
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.operate(calls, quorum);
    }

    function test_operate_revertsAsAWhole() public {
        Plan memory plan = planOf(1, 1, 1);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(ledger.lockBatch, (plan.id, lockRequest(plan), none()));
        calls[1] = calls[0];
        ILedgerBatches.Quorum memory quorum = signed(operationHash(calls));
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, plan.id + 1));
        ledger.operate(calls, quorum);
        assertEq(accountAt(1).locked, 0, "nothing happened");
    }

    // --------------------------------------------------------------- support

    function expectBadSignature(Plan memory plan, bytes memory signatures) internal {
        expectBadSignature(plan.id, lockRequest(plan), ILedgerBatches.Quorum(operators, signatures));
    }

    function expectBadSignature(
        uint256 batch,
        ILedgerBatches.LockRequest memory request,
        ILedgerBatches.Quorum memory quorum
    ) internal {
        vm.expectRevert(ILedgerErrors.BadSignature.selector);
        ledger.lockBatch(batch, request, quorum);
    }
}
