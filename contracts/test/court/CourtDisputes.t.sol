// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerCourtSide} from "../../src/interfaces/ILedgerCourtSide.sol";
import {IReviewCourt} from "../../src/interfaces/IReviewCourt.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {CourtTest} from "../base/CourtTest.sol";

/// @dev Disputes: who may open one, and who gets the bonds.
contract CourtDisputesTest is CourtTest {
    IReviewCourt.Kind private constant APPEAL = IReviewCourt.Kind.Appeal;
    IReviewCourt.Kind private constant NOT_MINE = IReviewCourt.Kind.NotMine;

    /// @dev Four items; item 1 is rejected by three against one, the rest accepted.
    function _proposed() private returns (Plan memory plan) {
        plan = lockedPlan(4);
        voteAll(plan, 1, [2, 2, 2, 1]);
        propose(plan);
    }

    /// @dev The annotator of item 1 appeals, and the panel votes.
    function _appealed(uint256 approve, uint256 reject)
        private
        returns (Plan memory plan, Review memory open)
    {
        plan = _proposed();
        disputeAs(FIRST_ACCOUNT + 1, plan, 1, APPEAL);
        open = settleOpen(plan);
        votePanelHeads(open, 0, approve, reject);
        proposePanel(open);
    }

    // ---------------------------------------------------------------- opening

    function test_dispute_keepsWhatItNeedsToEnd() public {
        Plan memory plan = _proposed();
        uint256 free = freeOf(FIRST_ACCOUNT + 1);
        vm.expectEmit(address(court));
        emit IReviewCourt.Disputed(plan.id, 1, FIRST_ACCOUNT + 1, 1, APPEAL, BOND);
        disputeAs(FIRST_ACCOUNT + 1, plan, 1, APPEAL);
        IReviewCourt.Dispute memory opened = court.disputeOf(plan.id, 1, 1);
        assertEq(opened.account, FIRST_ACCOUNT + 1, "account");
        assertEq(opened.bond, BOND, "bond");
        assertEq(opened.panelCost, PANEL_COST, "panel cost");
        assertEq(opened.project, PROJECT, "project");
        assertTrue(opened.kind == APPEAL, "kind");
        assertEq(opened.verdict, 2, "what is contested");
        assertEq(opened.signers, 5, "who vouched for it");
        assertEq(opened.opsVersion, 5, "in which list");
        assertTrue(!opened.closed, "open");
        assertEq(freeOf(FIRST_ACCOUNT + 1), free - BOND, "the ledger holds the bond");
        assertTrue(review.isFlagged(plan.id, 1, 1), "flagged");
        assertTrue(!review.isFlagged(plan.id, 2, 1), "a panel can decide it");
    }

    function test_dispute_isForParticipants() public {
        Plan memory plan = _proposed();
        _expectDisputeFails(FIRST_ACCOUNT, plan, 1, APPEAL, _notParticipant(FIRST_ACCOUNT));
        uint256 silent = _notDrawn(plan, 1);
        _expectDisputeFails(silent, plan, 1, APPEAL, _notParticipant(silent));
        _expectDisputeFails(9, plan, 1, APPEAL, _notParticipant(0));
        disputeAs(voterOf(plan, 1, 3), plan, 1, APPEAL);
        disputeAs(OWNER_ACCOUNT, plan, 0, APPEAL);
        disputeAs(FIRST_ACCOUNT + 2, plan, 2, APPEAL);
    }

    function test_dispute_isNotForASeatThatDoesNotCount() public {
        Plan memory plan = _proposed();
        uint256 voter = voterOf(plan, 1, 0);
        LedgerWords.Seat memory late = seatAt(voter - FIRST_VALIDATOR);
        late.joinedBlock = vm.getBlockNumber();
        ledger.setSeatWord(voter - FIRST_VALIDATOR, LedgerWords.packSeat(late));
        _expectDisputeFails(voter, plan, 1, APPEAL, _notParticipant(voter));
    }

    function test_dispute_ofAVoteNeedsAVote() public {
        Plan memory plan = lockedPlan(1);
        voteAll(plan, 0, [1, 1, 1, 0]);
        propose(plan);
        uint256 silent = voterOf(plan, 0, 3);
        _expectDisputeFails(silent, plan, 0, NOT_MINE, _notParticipant(silent));
        disputeAs(voterOf(plan, 0, 2), plan, 0, NOT_MINE);
        assertTrue(review.isFlagged(plan.id, 2, 0), "goes past the panel");
    }

    function test_dispute_theOwnerHasGivenNothingThatCouldBeNotMine() public {
        Plan memory plan = _proposed();
        _expectDisputeFails(OWNER_ACCOUNT, plan, 1, NOT_MINE, _notParticipant(OWNER_ACCOUNT));
    }

    function test_dispute_anAppealNeedsADecision() public {
        Plan memory plan = lockedPlan(2);
        tie(plan, 1);
        propose(plan);
        bytes memory failure = abi.encodeWithSelector(IReviewCourt.NothingDecided.selector);
        _expectDisputeFails(FIRST_ACCOUNT + 1, plan, 1, APPEAL, failure);
        disputeAs(FIRST_ACCOUNT + 1, plan, 1, NOT_MINE);
    }

    function test_dispute_oneForEachItemAndRound() public {
        Plan memory plan = _proposed();
        disputeAs(FIRST_ACCOUNT + 1, plan, 1, APPEAL);
        bytes memory failure =
            abi.encodeWithSelector(ILedgerCourtSide.AlreadyFlagged.selector, plan.id, uint256(1));
        _expectDisputeFails(voterOf(plan, 1, 3), plan, 1, APPEAL, failure);
        _expectDisputeFails(voterOf(plan, 1, 3), plan, 1, NOT_MINE, failure);
    }

    function test_dispute_needsTheDataThatWereProposed() public {
        Plan memory plan = _proposed();
        bytes memory badData = abi.encodeWithSelector(IReviewCourt.BadData.selector);
        _expectDisputeFails(FIRST_ACCOUNT + 1, plan, 4, APPEAL, badData);
        Plan memory locked = lockedPlan(1);
        bytes memory badState =
            abi.encodeWithSelector(IReviewCourt.BadState.selector, locked.id, LedgerWords.STATE_LOCKED);
        _expectDisputeFails(FIRST_ACCOUNT, locked, 0, APPEAL, badState);
        plan.id += LedgerWords.RING;
        badState = abi.encodeWithSelector(IReviewCourt.BadState.selector, plan.id, LedgerWords.STATE_PROPOSED);
        _expectDisputeFails(FIRST_ACCOUNT + 1, plan, 1, APPEAL, badState);
        plan.id -= LedgerWords.RING;
        plan.votes[1] = 0xff;
        _expectDisputeFails(FIRST_ACCOUNT + 1, plan, 1, APPEAL, badData);
    }

    function test_dispute_isNotForASkippedAnnotatorsItems() public {
        Plan memory plan = planOf(2, FIRST_ACCOUNT, 2);
        LedgerWords.Account memory poor = accountAt(FIRST_ACCOUNT + 1);
        uint256 rich = ledger.accountWord(FIRST_ACCOUNT + 1);
        (poor.free, poor.unvested) = (10, 0);
        ledger.setAccountWord(FIRST_ACCOUNT + 1, LedgerWords.packAccount(poor));
        expectTerms(plan);
        plan.terms[1] = 0;
        ledger.lockBatch(plan.id, lockRequest(plan), signed(lockHash(plan)));
        plan.seed = seedOf(plan);
        voteUnanimously(plan, 1);
        propose(plan);
        ledger.setAccountWord(FIRST_ACCOUNT + 1, rich);
        bytes memory badData = abi.encodeWithSelector(IReviewCourt.BadData.selector);
        _expectDisputeFails(FIRST_ACCOUNT + 1, plan, 1, APPEAL, badData);
    }

    // ------------------------------------------------------------- signatures

    function test_dispute_bySignatureWorksOnce() public {
        Plan memory plan = _proposed();
        IReviewCourt.Claim memory claim = claimOf(FIRST_ACCOUNT + 1, plan.id, 1, APPEAL);
        claim.signature = _signClaim(claim, 0);
        court.dispute(claim, settlementOf(plan));
        assertEq(court.disputeOf(plan.id, 1, 1).account, FIRST_ACCOUNT + 1, "disputed");
        assertEq(court.nonces(claim.account), 1, "nonce");
        vm.expectRevert(IReviewCourt.BadSignature.selector);
        court.dispute(claim, settlementOf(plan));
    }

    function test_dispute_bySignatureCoversEveryArgument() public {
        Plan memory plan = _proposed();
        IReviewCourt.Claim memory claim = claimOf(FIRST_ACCOUNT + 1, plan.id, 1, APPEAL);
        for (uint256 i = 0; i < 5; ++i) {
            IReviewCourt.Claim memory other = claimOf(FIRST_ACCOUNT + 1, plan.id, 1, APPEAL);
            if (i == 0) other.account = ownerOf(FIRST_ACCOUNT);
            if (i == 1) ++other.batch;
            if (i == 2) ++other.item;
            if (i == 3) other.kind = NOT_MINE;
            claim.signature = _signClaim(other, i == 4 ? 1 : 0);
            vm.expectRevert(IReviewCourt.BadSignature.selector);
            court.dispute(claim, settlementOf(plan));
        }
    }

    // ---------------------------------------------------------------- appeals

    function test_appeal_upheldByThePanelGivesTheBondBack() public {
        (Plan memory plan, Review memory open) = _appealed(7, 0);
        resolvePanel(open);
        uint256 free = freeOf(FIRST_ACCOUNT + 1);
        vm.expectEmit(address(court));
        emit IReviewCourt.DisputeClosed(plan.id, 1, FIRST_ACCOUNT + 1, 1, 1, true);
        court.closeDispute(plan.id, 1, "");
        assertEq(freeOf(FIRST_ACCOUNT + 1), free + BOND, "back");
        assertEq(review.disputeFund(), 0, "nothing held");
        assertTrue(court.disputeOf(plan.id, 1, 1).closed, "closed");
        vm.expectRevert(IReviewCourt.NotClosable.selector);
        court.closeDispute(plan.id, 1, "");
    }

    function test_appeal_lostGivesTheBondToTheProject() public {
        (Plan memory plan, Review memory open) = _appealed(0, 7);
        resolvePanel(open);
        (uint256 free, uint256 budget) = (freeOf(FIRST_ACCOUNT + 1), balanceOf());
        vm.expectEmit(address(court));
        emit IReviewCourt.DisputeClosed(plan.id, 1, FIRST_ACCOUNT + 1, 1, 2, false);
        court.closeDispute(plan.id, 1, "");
        assertEq(freeOf(FIRST_ACCOUNT + 1), free, "lost");
        assertEq(balanceOf(), budget + BOND, "to the project");
    }

    function test_appeal_secondRoundWinsTheFirstBond() public {
        (Plan memory plan, Review memory open) = _appealed(7, 0);
        uint256 panelVoter = FIRST_VALIDATOR + panelSeats(open, 0)[0];
        vm.expectEmit(address(court));
        emit IReviewCourt.Disputed(plan.id, 1, panelVoter, 2, APPEAL, 2 * BOND);
        disputePanelAs(panelVoter, open, 1, APPEAL);
        assertEq(court.disputeOf(plan.id, 1, 2).verdict, 1, "the panel's verdict is contested");
        resolvePanel(open);
        vm.expectRevert(IReviewCourt.NotClosable.selector);
        court.closeDispute(plan.id, 1, "");
        submitVerdict(open, hex"02");
        (uint256 loser, uint256 winner) = (freeOf(FIRST_ACCOUNT + 1), freeOf(panelVoter));
        uint256 budget = balanceOf();
        court.closeDispute(plan.id, 1, "");
        assertEq(freeOf(FIRST_ACCOUNT + 1), loser, "the first appeal lost");
        assertEq(freeOf(panelVoter), winner + 2 * BOND + BOND - PANEL_COST, "the second won both bonds");
        assertEq(balanceOf(), budget + PANEL_COST, "less the panel");
        assertEq(review.disputeFund(), 0, "nothing held");
    }

    function test_appeal_firstRoundWinsTheSecondBond() public {
        (Plan memory plan, Review memory open) = _appealed(7, 0);
        disputePanelAs(FIRST_VALIDATOR + panelSeats(open, 0)[0], open, 1, APPEAL);
        resolvePanel(open);
        submitVerdict(open, hex"01");
        (uint256 winner, uint256 budget) = (freeOf(FIRST_ACCOUNT + 1), balanceOf());
        court.closeDispute(plan.id, 1, "");
        assertEq(freeOf(FIRST_ACCOUNT + 1), winner + BOND + 2 * BOND - PANEL_COST, "won both");
        assertEq(balanceOf(), budget + PANEL_COST, "less the panel");
    }

    function test_appeal_bothLostGoToTheProject() public {
        (Plan memory plan, Review memory open) = _appealed(0, 7);
        disputePanelAs(FIRST_ACCOUNT + 1, open, 1, APPEAL);
        resolvePanel(open);
        submitVerdict(open, hex"02");
        (uint256 free, uint256 budget) = (freeOf(FIRST_ACCOUNT + 1), balanceOf());
        court.closeDispute(plan.id, 1, "");
        assertEq(freeOf(FIRST_ACCOUNT + 1), free, "lost twice");
        assertEq(balanceOf(), budget + 3 * BOND, "project");
    }

    function test_appeal_aVoidItemGivesTheBondsBack() public {
        (Plan memory plan, Review memory open) = _appealed(7, 0);
        uint256 panelVoter = FIRST_VALIDATOR + panelSeats(open, 0)[0];
        disputePanelAs(panelVoter, open, 1, APPEAL);
        resolvePanel(open);
        submitVerdict(open, hex"03");
        (uint256 first, uint256 second) = (freeOf(FIRST_ACCOUNT + 1), freeOf(panelVoter));
        court.closeDispute(plan.id, 1, "");
        assertEq(freeOf(FIRST_ACCOUNT + 1), first + BOND, "back");
        assertEq(freeOf(panelVoter), second + 2 * BOND, "back");
    }

    function test_appeal_ofAnExpiredBatchGivesTheBondBack() public {
        Plan memory plan = _proposed();
        disputeAs(FIRST_ACCOUNT + 1, plan, 1, APPEAL);
        vm.expectRevert(IReviewCourt.NotClosable.selector);
        court.closeDispute(plan.id, 1, "");
        (uint256 word, bytes32 commitment) = ledger.batchWord(plan.id);
        word = LedgerWords.withField(word, LedgerWords.STATE, 4, LedgerWords.STATE_CLOSED);
        ledger.setBatchSlot(plan.id, word, commitment);
        uint256 free = freeOf(FIRST_ACCOUNT + 1);
        court.closeDispute(plan.id, 1, "");
        assertEq(freeOf(FIRST_ACCOUNT + 1), free + BOND, "back");
    }

    function test_appeal_ofABatchWhoseSlotIsUsedAgainGivesTheBondBack() public {
        Plan memory plan = _proposed();
        disputeAs(FIRST_ACCOUNT + 1, plan, 1, APPEAL);
        (uint256 word, bytes32 commitment) = ledger.batchWord(plan.id);
        ledger.setBatchSlot(plan.id, word + LedgerWords.RING, commitment);
        uint256 free = freeOf(FIRST_ACCOUNT + 1);
        court.closeDispute(plan.id, 1, "");
        assertEq(freeOf(FIRST_ACCOUNT + 1), free + BOND, "back");
    }

    function test_close_needsADispute() public {
        Plan memory plan = _proposed();
        settle(plan);
        vm.expectRevert(IReviewCourt.NotClosable.selector);
        court.closeDispute(plan.id, 1, "");
    }

    function test_panelDispute_needsTheProposedPanelAndItsItems() public {
        (, Review memory open) = _appealed(7, 0);
        IReviewCourt.PanelData memory data = panelData(open);
        _expectPanelDisputeFails(FIRST_ACCOUNT, open.id, 0, data, IReviewCourt.BadData.selector);
        data.votes[0] ^= 0x01;
        _expectPanelDisputeFails(FIRST_ACCOUNT + 1, open.id, 1, data, IReviewCourt.BadData.selector);
        data.votes[0] ^= 0x01;
        resolvePanel(open);
        _expectPanelDisputeFails(FIRST_ACCOUNT + 1, open.id, 1, data, IReviewCourt.BadState.selector);
    }

    // --------------------------------------------------------------- not mine

    /// @dev The account (or the second voter, when 0) says that item 1 is not its own; the experts are asked.
    function _notMine(uint256 account) private returns (Plan memory plan, Review memory open) {
        plan = _proposed();
        disputeAs(account == 0 ? voterOf(plan, 1, 1) : account, plan, 1, NOT_MINE);
        open = settleOpen(plan);
        proposePanel(open);
        resolvePanel(open);
    }

    function test_notMine_upheldSlashesEveryOperatorThatSigned() public {
        (Plan memory plan, Review memory open) = _notMine(0);
        submitVerdict(open, hex"03");
        uint256 account = voterOf(plan, 1, 1);
        (uint256 free, uint256 budget) = (freeOf(account), balanceOf());
        vm.expectRevert(IReviewCourt.BadData.selector);
        court.closeDispute(plan.id, 1, "");
        court.closeDispute(plan.id, 1, operators);
        assertEq(freeOf(account), free + BOND + NOT_MINE_PENALTY, "the bond and half of two penalties");
        assertEq(balanceOf(), budget + NOT_MINE_PENALTY, "the other halves");
        for (uint256 i = 0; i < 3; ++i) {
            uint256 bond = ledger.bondOf(address(this.slice(operators, i * 20)));
            assertEq(bond, BOND_OF_OPERATOR - (i == 1 ? 0 : NOT_MINE_PENALTY), "signers only");
        }
    }

    function test_notMine_aPanelsSignersAnswerForAPanelsVote() public {
        (Plan memory plan, Review memory open) = _appealed(7, 0);
        uint256 voter = FIRST_VALIDATOR + panelSeats(open, 0)[2];
        disputePanelAs(voter, open, 1, NOT_MINE);
        resolvePanel(open);
        submitVerdict(open, hex"03");
        uint256 free = freeOf(voter);
        court.closeDispute(plan.id, 1, operators);
        assertEq(freeOf(voter), free + 2 * BOND + NOT_MINE_PENALTY, "upheld");
    }

    function test_notMine_lostGivesTheBondToTheProject() public {
        (Plan memory plan, Review memory open) = _notMine(FIRST_ACCOUNT + 1);
        submitVerdict(open, hex"01");
        uint256 budget = balanceOf();
        court.closeDispute(plan.id, 1, "");
        assertEq(balanceOf(), budget + BOND, "lost, whatever the verdict");
    }

    function test_notMine_silentExpertsGiveTheBondBackAndSlashNobody() public {
        (Plan memory plan, Review memory open) = _notMine(FIRST_ACCOUNT + 1);
        vm.warp(batchAt(open.id).end + 1);
        review.voidOpen(open.id, open.data);
        uint256 free = freeOf(FIRST_ACCOUNT + 1);
        court.closeDispute(plan.id, 1, "");
        assertEq(freeOf(FIRST_ACCOUNT + 1), free + BOND, "back");
        assertEq(ledger.bondOf(address(this.slice(operators, 0))), BOND_OF_OPERATOR, "nobody is slashed");
    }

    // ---------------------------------------------------------------- helpers

    function _expectDisputeFails(
        uint256 account,
        Plan memory plan,
        uint256 item,
        IReviewCourt.Kind kind,
        bytes memory failure
    ) private {
        IReviewCourt.Claim memory claim = claimOf(account, plan.id, item, kind);
        vm.prank(claim.account);
        vm.expectRevert(failure);
        court.dispute(claim, settlementOf(plan));
    }

    function _expectPanelDisputeFails(
        uint256 account,
        uint256 batch,
        uint256 item,
        IReviewCourt.PanelData memory data,
        bytes4 selector
    ) private {
        IReviewCourt.Claim memory claim = claimOf(account, batch, item, APPEAL);
        vm.prank(claim.account);
        vm.expectPartialRevert(selector);
        court.disputePanel(claim, data);
    }

    function _notParticipant(uint256 account) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IReviewCourt.NotParticipant.selector, account);
    }

    function _notDrawn(Plan memory plan, uint256 item) private view returns (uint256) {
        uint256[] memory seats = drawnFor(plan, item);
        for (uint256 seat = 0; seat < SEATS; ++seat) {
            bool drawn = false;
            for (uint256 d = 0; d < seats.length; ++d) {
                if (seats[d] == seat) drawn = true;
            }
            if (!drawn) return FIRST_VALIDATOR + seat;
        }
        revert("all are drawn");
    }

    function _signClaim(IReviewCourt.Claim memory claim, uint256 nonce) private view returns (bytes memory) {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Dispute(address account,uint256 batch,uint256 item,uint8 kind,uint256 nonce)"),
                claim.account,
                claim.batch,
                claim.item,
                uint8(claim.kind),
                nonce
            )
        );
        return signPlain(keyOf(FIRST_ACCOUNT + 1), structHash);
    }
}
