// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerCourtSide} from "../../src/interfaces/ILedgerCourtSide.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {IReviewCourt} from "../../src/interfaces/IReviewCourt.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {OpenItems} from "../../src/libraries/OpenItems.sol";
import {CourtTest} from "../base/CourtTest.sol";

/// @dev Operators question items whose verdict they do not trust.
contract CourtQuestionsTest is CourtTest {
    function _proposed() private returns (Plan memory plan) {
        plan = lockedPlan(4);
        propose(plan);
    }

    /// @dev Item 1 of four is approved by all of its panel, whose window runs.
    function _panel() private returns (Review memory open) {
        Plan memory plan = lockedPlan(4);
        tie(plan, 1);
        propose(plan);
        open = settleOpen(plan);
        votePanelHeads(open, 0, 7, 0);
        proposePanel(open);
    }

    function _hash(uint256 batch, uint256 round, bytes memory items) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("Question(uint256 batch,uint256 round,bytes32 itemsHash)"),
                batch,
                round,
                keccak256(items)
            )
        );
    }

    function _signature(uint256 index, bytes32 structHash) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[index], courtDigest(structHash));
        return abi.encodePacked(uint8(index), r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
    }

    function _quorum(bytes32 structHash) private view returns (ILedgerBatches.Quorum memory) {
        bytes memory signatures = bytes.concat(_signature(0, structHash), _signature(2, structHash));
        return ILedgerBatches.Quorum(operators, signatures);
    }

    function _question(uint256 batch, uint256 round, bytes memory items) private {
        ILedgerBatches.Quorum memory quorum = _quorum(_hash(batch, round, items));
        court.question(batch, items, quorum);
    }

    function _expectFails(uint256 batch, uint256 round, bytes memory items, bytes memory failure) private {
        ILedgerBatches.Quorum memory quorum = _quorum(_hash(batch, round, items));
        vm.expectRevert(failure);
        court.question(batch, items, quorum);
    }

    function _expectBadSignature(
        uint256 batch,
        bytes memory items,
        bytes memory list,
        bytes memory signatures
    ) private {
        vm.expectRevert(IReviewCourt.BadSignature.selector);
        court.question(batch, items, ILedgerBatches.Quorum(list, signatures));
    }

    // ------------------------------------------------------------------ rounds

    function test_question_leavesItemsToAPanelAndCostsNobodyABond() public {
        Plan memory plan = _proposed();
        vm.expectEmit(address(court));
        emit IReviewCourt.Questioned(plan.id, 1, hex"00000002");
        _question(plan.id, 1, hex"00000002");
        assertEq(review.disputeFund(), 0, "no bond");
        assertEq(batchAt(plan.id).open, 2, "two items");
        Review memory open = settleOpen(plan);
        assertEq(open.data.items.length, 2, "which stay open");
        assertEq(OpenItems.itemOf(open.data.items[1]), 2, "those");
        votePanelHeads(open, 0, 7, 0);
        votePanelHeads(open, 1, 0, 7);
        proposePanel(open);
        resolvePanel(open);
        assertEq(review.outcomeOf(plan.id, 0), 1, "the panel accepts one");
        assertEq(review.outcomeOf(plan.id, 2), 2, "and rejects the other");
    }

    function test_question_ofAPanelLeavesItemsToTheExperts() public {
        Review memory open = _panel();
        _question(open.id, 2, hex"0001");
        resolvePanel(open);
        assertEq(batchAt(open.id).state, LedgerWords.STATE_EXPERTS, "though all of it approved");
        submitVerdict(open, hex"04");
        assertEq(accountAt(FIRST_ACCOUNT + 1).locked, 0, "who say that it is unclear");
    }

    function test_question_passesOverWhatIsFlaggedAlready() public {
        Plan memory plan = _proposed();
        disputeAs(FIRST_ACCOUNT + 1, plan, 1, IReviewCourt.Kind.Appeal);
        _question(plan.id, 1, hex"00010003");
        assertEq(batchAt(plan.id).open, 2, "each is counted once");
        _question(plan.id, 1, hex"000000010003");
        assertEq(batchAt(plan.id).open, 3, "also in another question");
        assertEq(review.disputeFund(), BOND, "the dispute stands");
    }

    function test_question_isForItemsInTheirOrder() public {
        Plan memory plan = _proposed();
        bytes memory badData = abi.encodeWithSelector(IReviewCourt.BadData.selector);
        _expectFails(plan.id, 1, hex"", badData);
        _expectFails(plan.id, 1, hex"000100", badData);
        _expectFails(plan.id, 1, hex"00010001", badData);
        _expectFails(plan.id, 1, hex"00020001", badData);
        _expectFails(plan.id, 1, hex"00000004", abi.encodeWithSelector(ILedgerErrors.BadData.selector));
        _question(plan.id, 1, hex"0000000100020003");
    }

    function test_question_isForAWindow() public {
        Plan memory plan = lockedPlan(4);
        bytes memory failure =
            abi.encodeWithSelector(IReviewCourt.BadState.selector, plan.id, LedgerWords.STATE_LOCKED);
        _expectFails(plan.id, 1, hex"0000", failure);
        propose(plan);
        uint256 other = plan.id + LedgerWords.RING;
        failure = abi.encodeWithSelector(IReviewCourt.BadState.selector, other, LedgerWords.STATE_PROPOSED);
        _expectFails(other, 1, hex"0000", failure);
        uint256 end = batchAt(plan.id).end;
        vm.warp(end);
        _expectFails(plan.id, 1, hex"0000", abi.encodeWithSelector(ILedgerErrors.TooLate.selector, end));
        vm.warp(end - 1);
        _question(plan.id, 1, hex"0000");
        Review memory open = settleOpen(plan);
        failure = abi.encodeWithSelector(IReviewCourt.BadState.selector, open.id, LedgerWords.STATE_ESCALATED);
        _expectFails(open.id, 2, hex"0000", failure);
    }

    function test_question_isNotForABatchWhoseSlotIsUsedAgain() public {
        Plan memory plan = _proposed();
        _question(plan.id, 1, hex"0001");
        (uint256 word, bytes32 commitment) = ledger.batchWord(plan.id);
        word = LedgerWords.withField(word, LedgerWords.BATCH_ID, 32, plan.id + LedgerWords.RING);
        ledger.setBatchSlot(plan.id, word, commitment);
        bytes memory failure =
            abi.encodeWithSelector(IReviewCourt.BadState.selector, plan.id, LedgerWords.STATE_PROPOSED);
        _expectFails(plan.id, 1, hex"0001", failure);
    }

    // -------------------------------------------------------------- signatures

    function test_question_coversBatchRoundAndItems() public {
        Plan memory plan = _proposed();
        bytes32[3] memory hashes =
            [_hash(plan.id + 1, 1, hex"0001"), _hash(plan.id, 2, hex"0001"), _hash(plan.id, 1, hex"0002")];
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory signatures = _quorum(hashes[i]).signatures;
            _expectBadSignature(plan.id, hex"0001", operators, signatures);
        }
    }

    function test_question_needsEnoughDistinctOperatorsInOrder() public {
        Plan memory plan = _proposed();
        bytes32 hash = _hash(plan.id, 1, hex"0001");
        bytes memory first = _signature(0, hash);
        bytes memory second = _signature(1, hash);
        _expectBadSignature(plan.id, hex"0001", operators, "");
        _expectBadSignature(plan.id, hex"0001", operators, first);
        _expectBadSignature(plan.id, hex"0001", operators, bytes.concat(first, first));
        _expectBadSignature(plan.id, hex"0001", operators, bytes.concat(second, first));
        _expectBadSignature(plan.id, hex"0001", operators, bytes.concat(first, second, hex"00"));
        bytes memory all = bytes.concat(first, second, _signature(2, hash));
        court.question(plan.id, hex"0001", ILedgerBatches.Quorum(operators, all));
    }

    function test_question_needsTheListOfOperators() public {
        Plan memory plan = _proposed();
        bytes32 hash = _hash(plan.id, 1, hex"0001");
        bytes memory byThem = bytes.concat(expertSignature(0, hash), expertSignature(1, hash));
        _expectBadSignature(plan.id, hex"0001", experts, byThem);
        _expectBadSignature(plan.id, hex"0001", experts, "");
    }

    // ---------------------------------------------------------------- disputes

    function test_question_leavesItToPeopleToSayNotMine() public {
        Plan memory plan = _proposed();
        _question(plan.id, 1, hex"0001");
        IReviewCourt.Claim memory claim = claimOf(FIRST_ACCOUNT + 1, plan.id, 1, IReviewCourt.Kind.Appeal);
        vm.prank(claim.account);
        vm.expectRevert(abi.encodeWithSelector(ILedgerCourtSide.AlreadyFlagged.selector, plan.id, uint256(1)));
        court.dispute(claim, settlementOf(plan));
        disputeAs(FIRST_ACCOUNT + 1, plan, 1, IReviewCourt.Kind.NotMine);
        Review memory open = settleOpen(plan);
        skipPanel(open);
        submitVerdict(open, hex"03");
        uint256 free = freeOf(FIRST_ACCOUNT + 1);
        court.closeDispute(plan.id, 1, operators);
        assertEq(freeOf(FIRST_ACCOUNT + 1), free + BOND + NOT_MINE_PENALTY, "upheld");
    }

    function test_question_ofAPanelLeavesItToItsVotersToSayNotMine() public {
        Review memory open = _panel();
        _question(open.id, 2, hex"0001");
        uint256 voter = FIRST_VALIDATOR + panelSeats(open, 0)[3];
        disputePanelAs(voter, open, 1, IReviewCourt.Kind.NotMine);
        resolvePanel(open);
        IReviewCourt.ExpertQuorum memory quorum = byExperts(verdictHash(open, hex"04"), 0, 2);
        vm.expectRevert(abi.encodeWithSelector(ILedgerCourtSide.SaidNotMine.selector, open.id, 1));
        court.submitVerdict(open.id, open.data, hex"04", quorum);
        submitVerdict(open, hex"01");
    }

    function test_appeal_ofAnUnclearItemGetsItsBondBack() public {
        Plan memory plan = _proposed();
        disputeAs(FIRST_ACCOUNT + 1, plan, 1, IReviewCourt.Kind.Appeal);
        Review memory open = settleOpen(plan);
        votePanelHeads(open, 0, 0, 7);
        proposePanel(open);
        uint256 voter = voterOf(plan, 1, 0);
        vm.prank(ownerOf(OWNER_ACCOUNT));
        court.disputePanel(claimOf(OWNER_ACCOUNT, open.id, 1, IReviewCourt.Kind.Appeal), panelData(open));
        resolvePanel(open);
        submitVerdict(open, hex"04");
        (uint256 first, uint256 second) = (freeOf(FIRST_ACCOUNT + 1), freeOf(OWNER_ACCOUNT));
        court.closeDispute(plan.id, 1, "");
        assertEq(freeOf(FIRST_ACCOUNT + 1), first + BOND, "of the first appeal");
        assertEq(freeOf(OWNER_ACCOUNT), second + 2 * BOND, "and of the second");
        assertEq(freeOf(voter), freeOf(FIRST_VALIDATOR), "nobody won");
    }
}
