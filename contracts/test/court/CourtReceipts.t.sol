// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IReviewCourt} from "../../src/interfaces/IReviewCourt.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {CourtTest} from "../base/CourtTest.sol";

/// @dev Proofs that a proposal omits or contradicts a vote an operator confirmed.
contract CourtReceiptsTest is CourtTest {
    function _proposed() private returns (Plan memory plan) {
        plan = lockedPlan(2);
        voteAll(plan, 1, [1, 1, 1, 0]);
        propose(plan);
    }

    function _receipt(uint256 batch, uint256 item, uint256 account, uint8 code)
        private
        view
        returns (IReviewCourt.Receipt memory)
    {
        return IReviewCourt.Receipt(batch, item, account, code, uint64(vm.getBlockTimestamp()));
    }

    function _proof(IReviewCourt.Receipt memory receipt, uint256 index)
        private
        view
        returns (IReviewCourt.ReceiptProof memory)
    {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Receipt(uint256 batch,uint256 item,uint256 account,uint8 code,uint64 at)"),
                receipt.batch,
                receipt.item,
                receipt.account,
                receipt.code,
                receipt.signedAt
            )
        );
        return IReviewCourt.ReceiptProof(operators, index, signPlain(keys[index], structHash));
    }

    function _operator(uint256 index) private view returns (address) {
        return address(this.slice(operators, index * 20));
    }

    // ----------------------------------------------------------------- proofs

    function test_omittedVoteOpensTheItemAndSlashesWhoSignedBoth() public {
        Plan memory plan = _proposed();
        uint256 voter = voterOf(plan, 1, 3);
        IReviewCourt.Receipt memory receipt = _receipt(plan.id, 1, voter, 2);
        (uint256 free, uint256 budget) = (freeOf(voter), balanceOf());
        IReviewCourt.ReceiptProof memory proof = _proof(receipt, 0);
        address operator = _operator(0);
        vm.expectEmit(address(court));
        emit IReviewCourt.ReceiptProven(plan.id, 1, voter, operator, true);
        court.proveReceipt(receipt, proof, settlementOf(plan));
        assertEq(ledger.bondOf(_operator(0)), BOND_OF_OPERATOR - RECEIPT_PENALTY, "who signed both");
        assertEq(ledger.bondOf(_operator(2)), BOND_OF_OPERATOR, "not who signed the proposal only");
        assertEq(freeOf(voter), free + RECEIPT_PENALTY / 2, "half to the person");
        assertEq(balanceOf(), budget + RECEIPT_PENALTY / 2, "half to the project");
        assertTrue(review.isFlagged(plan.id, 1, 1), "the item is open");
        assertTrue(!review.isFlagged(plan.id, 2, 1), "for a panel");
    }

    function test_contradictedVoteByWhoDidNotSignOnlyOpensTheItem() public {
        Plan memory plan = _proposed();
        uint256 voter = voterOf(plan, 1, 0);
        IReviewCourt.Receipt memory receipt = _receipt(plan.id, 1, voter, 3);
        IReviewCourt.ReceiptProof memory proof = _proof(receipt, 1);
        address operator = _operator(1);
        vm.expectEmit(address(court));
        emit IReviewCourt.ReceiptProven(plan.id, 1, voter, operator, false);
        court.proveReceipt(receipt, proof, settlementOf(plan));
        assertEq(ledger.bondOf(operator), BOND_OF_OPERATOR, "either side may lie");
        assertTrue(review.isFlagged(plan.id, 1, 1), "the item is open");
    }

    function test_afterTheWindowTheOperatorStillPays() public {
        Plan memory plan = _proposed();
        vm.warp(batchAt(plan.id).end);
        IReviewCourt.Receipt memory receipt = _receipt(plan.id, 1, voterOf(plan, 1, 3), 1);
        court.proveReceipt(receipt, _proof(receipt, 2), settlementOf(plan));
        assertEq(ledger.bondOf(_operator(2)), BOND_OF_OPERATOR - RECEIPT_PENALTY, "slashed");
        assertTrue(!review.isFlagged(plan.id, 1, 1), "too late for the item");
    }

    function test_anItemThatIsOpenAlreadyIsNotFlaggedAgain() public {
        Plan memory plan = _proposed();
        IReviewCourt.Receipt memory first = _receipt(plan.id, 1, voterOf(plan, 1, 3), 1);
        court.proveReceipt(first, _proof(first, 0), settlementOf(plan));
        IReviewCourt.Receipt memory second = _receipt(plan.id, 1, voterOf(plan, 1, 2), 2);
        court.proveReceipt(second, _proof(second, 0), settlementOf(plan));
        assertEq(batchAt(plan.id).open, 1, "flagged once");
        assertEq(ledger.bondOf(_operator(0)), BOND_OF_OPERATOR - 2 * RECEIPT_PENALTY, "two votes");
    }

    function test_aReceiptIsProvenOnce() public {
        Plan memory plan = _proposed();
        IReviewCourt.Receipt memory receipt = _receipt(plan.id, 1, voterOf(plan, 1, 3), 1);
        court.proveReceipt(receipt, _proof(receipt, 0), settlementOf(plan));
        _expectFailure(receipt, 0, plan, abi.encodeWithSelector(IReviewCourt.NothingProven.selector));
        receipt.signedAt += 1;
        _expectFailure(receipt, 2, plan, abi.encodeWithSelector(IReviewCourt.NothingProven.selector));
    }

    function test_panelVotesHaveReceiptsToo() public {
        Plan memory plan = lockedPlan(2);
        tie(plan, 1);
        propose(plan);
        Review memory open = settleOpen(plan);
        votePanelHeads(open, 0, 6, 0);
        proposePanel(open);
        uint256 voter = FIRST_VALIDATOR + panelSeats(open, 0)[6];
        IReviewCourt.Receipt memory receipt = _receipt(plan.id, 1, voter, 2);
        court.provePanelReceipt(receipt, _proof(receipt, 0), panelData(open));
        assertTrue(review.isFlagged(plan.id, 2, 1), "goes to the experts");
        assertEq(ledger.bondOf(_operator(0)), BOND_OF_OPERATOR - RECEIPT_PENALTY, "slashed");

        receipt = _receipt(plan.id, 0, voter, 2);
        IReviewCourt.ReceiptProof memory proof = _proof(receipt, 0);
        vm.expectRevert(IReviewCourt.BadData.selector);
        court.provePanelReceipt(receipt, proof, panelData(open));
    }

    // --------------------------------------------------------------- refusals

    function test_aReceiptThatAgreesProvesNothing() public {
        Plan memory plan = _proposed();
        IReviewCourt.Receipt memory receipt = _receipt(plan.id, 1, voterOf(plan, 1, 0), 1);
        _expectFailure(receipt, 0, plan, abi.encodeWithSelector(IReviewCourt.NothingProven.selector));
    }

    function test_onlyDrawnAndEligibleSeatsCanBeOmitted() public {
        Plan memory plan = _proposed();
        uint256 voter = voterOf(plan, 1, 3);
        IReviewCourt.Receipt memory receipt = _receipt(plan.id, 1, FIRST_ACCOUNT, 1);
        _expectFailure(receipt, 0, plan, _notParticipant(FIRST_ACCOUNT));
        receipt = _receipt(plan.id, 1, 0, 1);
        _expectFailure(receipt, 0, plan, _notParticipant(0));
        LedgerWords.Seat memory seat = seatAt(voter - FIRST_VALIDATOR);
        seat.joinedBlock = 999_999;
        ledger.setSeatWord(voter - FIRST_VALIDATOR, LedgerWords.packSeat(seat));
        receipt = _receipt(plan.id, 1, voter, 1);
        _expectFailure(receipt, 0, plan, _notParticipant(voter));
    }

    function test_aReceiptIsOfAVote() public {
        Plan memory plan = _proposed();
        uint256 voter = voterOf(plan, 1, 3);
        bytes memory failure = abi.encodeWithSelector(IReviewCourt.BadData.selector);
        _expectFailure(_receipt(plan.id, 1, voter, 0), 0, plan, failure);
        _expectFailure(_receipt(plan.id, 1, voter, 4), 0, plan, failure);
        _expectFailure(_receipt(plan.id, 2, voter, 1), 0, plan, failure);
    }

    function test_aReceiptIsSignedByTheOperatorInFull() public {
        Plan memory plan = _proposed();
        uint256 voter = voterOf(plan, 1, 3);
        IReviewCourt.Receipt memory receipt = _receipt(plan.id, 1, voter, 1);
        for (uint256 i = 0; i < 7; ++i) {
            IReviewCourt.Receipt memory other = _receipt(plan.id, 1, voter, 1);
            if (i == 0) ++other.batch;
            if (i == 1) --other.item;
            if (i == 2) ++other.account;
            if (i == 3) ++other.code;
            if (i == 4) ++other.signedAt;
            IReviewCourt.ReceiptProof memory proof = _proof(other, 0);
            if (i == 5) proof.index = 1;
            if (i == 6) proof.index = 3;
            vm.expectRevert(IReviewCourt.BadSignature.selector);
            court.proveReceipt(receipt, proof, settlementOf(plan));
        }
        IReviewCourt.ReceiptProof memory wrongList = _proof(receipt, 0);
        wrongList.operators[3] ^= 0x01;
        vm.expectRevert(IReviewCourt.BadData.selector);
        court.proveReceipt(receipt, wrongList, settlementOf(plan));
    }

    function test_itemsOfASkippedAnnotatorHaveNoVotes() public {
        Plan memory plan = planOf(2, FIRST_ACCOUNT, 2);
        LedgerWords.Account memory poor = accountAt(FIRST_ACCOUNT + 1);
        (poor.free, poor.unvested) = (10, 0);
        ledger.setAccountWord(FIRST_ACCOUNT + 1, LedgerWords.packAccount(poor));
        expectTerms(plan);
        plan.terms[1] = 0;
        ledger.lockBatch(plan.id, lockRequest(plan), signed(lockHash(plan)));
        plan.seed = seedOf(plan);
        voteAll(plan, 0, [1, 1, 1, 1]);
        propose(plan);
        IReviewCourt.Receipt memory receipt = _receipt(plan.id, 1, voterOf(plan, 1, 3), 1);
        _expectFailure(receipt, 0, plan, abi.encodeWithSelector(IReviewCourt.NothingProven.selector));
    }

    // ---------------------------------------------------------------- helpers

    function _expectFailure(
        IReviewCourt.Receipt memory receipt,
        uint256 index,
        Plan memory plan,
        bytes memory failure
    ) private {
        IReviewCourt.ReceiptProof memory proof = _proof(receipt, index);
        vm.expectRevert(failure);
        court.proveReceipt(receipt, proof, settlementOf(plan));
    }

    function _notParticipant(uint256 account) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IReviewCourt.NotParticipant.selector, account);
    }
}
