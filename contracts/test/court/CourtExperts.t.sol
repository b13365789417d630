// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IReviewCourt} from "../../src/interfaces/IReviewCourt.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {OpenItems} from "../../src/libraries/OpenItems.sol";
import {CourtTest} from "../base/CourtTest.sol";

/// @dev Experts: who they are, what they sign, and which of them may not judge.
contract CourtExpertsTest is CourtTest {
    /// @dev Item 1 of two waits for the experts, after a panel that could not decide it.
    function _waiting() private returns (Review memory open) {
        Plan memory plan = lockedPlan(2);
        tie(plan, 1);
        propose(plan);
        open = settleOpen(plan);
        votePanelHeads(open, 0, 3, 3);
        proposePanel(open);
        resolvePanel(open);
    }

    // --------------------------------------------------------------- verdicts

    function test_verdict_ofAQuorumIsFinal() public {
        Review memory open = _waiting();
        vm.expectEmit(address(court));
        emit IReviewCourt.VerdictSubmitted(open.id, hex"01");
        submitVerdict(open, hex"01");
        assertEq(batchAt(open.id).state, LedgerWords.STATE_CLOSED, "closed");
        assertEq(accountAt(FIRST_ACCOUNT + 1).good, 9, "accepted");
    }

    function test_verdict_needsEnoughDistinctExpertsInOrder() public {
        Review memory open = _waiting();
        bytes32 hash = verdictHash(open, hex"01");
        bytes memory first = expertSignature(0, hash);
        bytes memory second = expertSignature(1, hash);
        _expectBadSignature(open, hex"01", "");
        _expectBadSignature(open, hex"01", first);
        _expectBadSignature(open, hex"01", bytes.concat(first, first));
        _expectBadSignature(open, hex"01", bytes.concat(second, first));
        _expectBadSignature(open, hex"01", bytes.concat(first, second, hex"00"));
        _expectBadSignature(open, hex"02", bytes.concat(first, second));
        bytes memory mislabelled = bytes.concat(first, second);
        mislabelled[65] = 0x02;
        _expectBadSignature(open, hex"01", mislabelled);
        mislabelled[65] = 0x03;
        _expectBadSignature(open, hex"01", mislabelled);
        mislabelled[65] = 0x01;
        mislabelled[66] ^= 0x01;
        _expectBadSignature(open, hex"01", mislabelled);
        bytes memory all = bytes.concat(first, second, expertSignature(2, hash));
        court.submitVerdict(open.id, open.data, hex"01", IReviewCourt.ExpertQuorum(experts, all));
    }

    function test_verdict_coversTheBatchAndTheItems() public {
        Review memory open = _waiting();
        Review memory other = abi.decode(abi.encode(open), (Review));
        ++other.id;
        IReviewCourt.ExpertQuorum memory quorum = byExperts(verdictHash(other, hex"01"), 0, 1);
        vm.expectRevert(IReviewCourt.BadSignature.selector);
        court.submitVerdict(open.id, open.data, hex"01", quorum);
        --other.id;
        other.data.items[0] ^= 1;
        quorum = byExperts(verdictHash(other, hex"01"), 0, 1);
        vm.expectRevert(IReviewCourt.BadSignature.selector);
        court.submitVerdict(open.id, open.data, hex"01", quorum);
    }

    function test_verdict_needsTheListOfExperts() public {
        Review memory open = _waiting();
        IReviewCourt.ExpertQuorum memory quorum = byExperts(verdictHash(open, hex"01"), 0, 1);
        quorum.experts[45] ^= 0x01;
        vm.expectRevert(IReviewCourt.BadSignature.selector);
        court.submitVerdict(open.id, open.data, hex"01", quorum);
    }

    function test_verdict_whoAnsweredDoesNotJudge() public {
        Review memory open = _waiting();
        review.setOwner(FIRST_ACCOUNT + 1, vm.addr(expertKeys[2]));
        _expectTookPart(open);
        review.setOwner(FIRST_ACCOUNT, vm.addr(expertKeys[2]));
        submitVerdict(open, hex"01");
    }

    function test_verdict_whoVotedDoesNotJudge() public {
        Review memory open = _waiting();
        uint256 first = OpenItems.seatOf(OpenItems.firstEntry(open.data.items[0], 3));
        uint256 panel = OpenItems.seatOf(OpenItems.panelEntry(open.data.items[1], 5));
        uint256 silent = OpenItems.seatOf(OpenItems.panelEntry(open.data.items[1], 6));
        review.setOwner(FIRST_VALIDATOR + first, vm.addr(expertKeys[2]));
        _expectTookPart(open);
        review.setOwner(FIRST_VALIDATOR + panel, vm.addr(expertKeys[2]));
        _expectTookPart(open);
        review.setOwner(FIRST_VALIDATOR + silent, vm.addr(expertKeys[2]));
        submitVerdict(open, hex"01");
    }

    function test_verdict_whoDisputedDoesNotJudge() public {
        Plan memory plan = lockedPlan(2);
        propose(plan);
        disputeAs(OWNER_ACCOUNT, plan, 1, IReviewCourt.Kind.Appeal);
        Review memory open = settleOpen(plan);
        skipPanel(open);
        review.setOwner(OWNER_ACCOUNT, vm.addr(expertKeys[2]));
        _expectTookPart(open);
    }

    function test_verdict_whoDisputedThePanelDoesNotJudge() public {
        Plan memory plan = lockedPlan(2);
        tie(plan, 1);
        propose(plan);
        Review memory open = settleOpen(plan);
        votePanelHeads(open, 0, 7, 0);
        proposePanel(open);
        disputePanelAs(OWNER_ACCOUNT, open, 1, IReviewCourt.Kind.Appeal);
        resolvePanel(open);
        review.setOwner(OWNER_ACCOUNT, vm.addr(expertKeys[2]));
        _expectTookPart(open);
        review.setOwner(OWNER_ACCOUNT + 1, vm.addr(expertKeys[2]));
        submitVerdict(open, hex"01");
    }

    // ----------------------------------------------------------------- audits

    function _auditHash(uint256 batch, uint256 item, uint256 draw) private pure returns (bytes32) {
        return keccak256(
            abi.encode(keccak256("AuditRuling(uint256 batch,uint256 item,uint256 draw)"), batch, item, draw)
        );
    }

    function _closed() private returns (Plan memory plan) {
        plan = lockedPlan(2);
        propose(plan);
        settle(plan);
    }

    function test_audit_takesBackByAQuorum() public {
        Plan memory plan = _closed();
        uint256 budget = balanceOf();
        IReviewCourt.ExpertQuorum memory quorum = byExperts(_auditHash(plan.id, 1, 255), 0, 1);
        vm.expectEmit(address(court));
        emit IReviewCourt.Audited(plan.id, 1, 255);
        court.audit(plan.id, settlementOf(plan), 1, 255, quorum);
        assertEq(balanceOf(), budget + 615, "to the project");
    }

    function test_audit_coversBatchItemAndDraw() public {
        Plan memory plan = _closed();
        bytes32[3] memory hashes =
            [_auditHash(plan.id + 1, 1, 255), _auditHash(plan.id, 0, 255), _auditHash(plan.id, 1, 0)];
        for (uint256 i = 0; i < 3; ++i) {
            IReviewCourt.ExpertQuorum memory quorum = byExperts(hashes[i], 0, 1);
            vm.expectRevert(IReviewCourt.BadSignature.selector);
            court.audit(plan.id, settlementOf(plan), 1, 255, quorum);
        }
    }

    function test_audit_whoTookPartDoesNotJudge() public {
        Plan memory plan = _closed();
        IReviewCourt.ExpertQuorum memory quorum = byExperts(_auditHash(plan.id, 1, 255), 0, 2);
        bytes memory failure = abi.encodeWithSelector(IReviewCourt.TookPart.selector, vm.addr(expertKeys[2]));
        review.setOwner(FIRST_ACCOUNT + 1, vm.addr(expertKeys[2]));
        vm.expectRevert(failure);
        court.audit(plan.id, settlementOf(plan), 1, 255, quorum);
        review.setOwner(voterOf(plan, 1, 3), vm.addr(expertKeys[2]));
        vm.expectRevert(failure);
        court.audit(plan.id, settlementOf(plan), 1, 255, quorum);
        review.setOwner(FIRST_ACCOUNT, vm.addr(expertKeys[2]));
        court.audit(plan.id, settlementOf(plan), 1, 255, quorum);
    }

    // ------------------------------------------------------------- governance

    function test_experts_areAtMostThirtyTwoAndAMajorityMustAgree() public {
        bytes memory most = new bytes(32 * 20);
        vm.expectEmit(address(court));
        emit IReviewCourt.ExpertsSet(keccak256(most), 17);
        court.setExperts(most, 17);
        (bytes32 listHash, uint256 threshold) = court.expertsOf();
        assertTrue(listHash == keccak256(most), "list");
        assertEq(threshold, 17, "threshold");
        _expectOutOfBounds(most, 16, 16);
        _expectOutOfBounds(most, 33, 33);
        _expectOutOfBounds(new bytes(33 * 20), 17, 33 * 20);
        _expectOutOfBounds(new bytes(59), 2, 59);
        _expectOutOfBounds("", 0, 0);
    }

    function test_penalties_haveABound() public {
        vm.expectEmit(address(court));
        emit IReviewCourt.PenaltiesSet(1e8, 1e8 - 1);
        court.setPenalties(1e8, 1e8 - 1);
        (uint256 notMine, uint256 receipt) = court.penalties();
        assertEq(notMine, 1e8, "not mine");
        assertEq(receipt, 1e8 - 1, "receipt");
        vm.expectRevert(abi.encodeWithSelector(IReviewCourt.OutOfBounds.selector, 1e8 + 1));
        court.setPenalties(1e8 + 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IReviewCourt.OutOfBounds.selector, 1e8 + 1));
        court.setPenalties(0, 1e8 + 1);
    }

    function test_settings_areForGovernance() public {
        address other = address(0xbad);
        bytes memory failure =
            abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, other);
        vm.prank(other);
        vm.expectRevert(failure);
        court.setExperts(experts, 2);
        vm.prank(other);
        vm.expectRevert(failure);
        court.setPenalties(1, 1);
        assertEq(court.ledger(), address(ledger), "ledger");
    }

    // ---------------------------------------------------------------- helpers

    function _expectBadSignature(Review memory open, bytes memory verdicts, bytes memory signatures) private {
        vm.expectRevert(IReviewCourt.BadSignature.selector);
        court.submitVerdict(open.id, open.data, verdicts, IReviewCourt.ExpertQuorum(experts, signatures));
    }

    function _expectTookPart(Review memory open) private {
        IReviewCourt.ExpertQuorum memory quorum = byExperts(verdictHash(open, hex"01"), 0, 2);
        vm.expectRevert(abi.encodeWithSelector(IReviewCourt.TookPart.selector, vm.addr(expertKeys[2])));
        court.submitVerdict(open.id, open.data, hex"01", quorum);
    }

    function _expectOutOfBounds(bytes memory list, uint256 threshold, uint256 value) private {
        vm.expectRevert(abi.encodeWithSelector(IReviewCourt.OutOfBounds.selector, value));
        court.setExperts(list, threshold);
    }
}
