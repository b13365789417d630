// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {SettlementTest} from "../base/SettlementTest.sol";

contract LedgerSettlementDecisionsTest is SettlementTest {
    // ---------------------------------------------------------------- verdict

    function test_decides_byHeadsThresholdAndQuorum() public {
        expectDecision("1111", true);
        expectDecision("1110", true);
        expectDecision("1112", true);
        expectDecision("1120", true);
        expectDecision("2221", true);
        expectDecision("1122", false);
        expectDecision("1100", false);
        expectDecision("1133", false);
        expectDecision("1230", false);
        expectDecision("0000", false);
        expectDecision("3333", false);
    }

    function test_decides_threeOfFourNeedTheThreshold() public {
        rules.thresholdBp = 7501;
        setRules();
        expectDecision("1112", false);
        rules.thresholdBp = 7500;
        setRules();
        expectDecision("1112", true);
        rules.thresholdBp = 10_000;
        setRules();
        expectDecision("1111", true);
        expectDecision("1112", false);
    }

    function test_decides_notByOneHeavyVoteAgainstTwoLight() public {
        Plan memory plan = lockedPlan(1);
        setRecord(drawnFor(plan, 0)[0], 1000, 1000);
        finish(plan, "1220");
        assertEq(batchAt(plan.id).open, 1, "the heavy vote keeps the light ones below the threshold");
        plan = lockedPlan(1);
        setRecord(drawnFor(plan, 0)[0], 1000, 1000);
        setRecord(drawnFor(plan, 0)[1], 1000, 1000);
        finish(plan, "1122");
        assertEq(batchAt(plan.id).open, 1, "weight alone does not decide between two heads and two");
    }

    function test_decides_withFewerVotesWhenFewerCanVote() public {
        Plan memory plan = lockedPlan(1);
        uint256[] memory drawn = drawnFor(plan, 0);
        vacate(drawn[2]);
        vacate(drawn[3]);
        finish(plan, "1111");
        assertEq(batchAt(plan.id).state, LedgerWords.STATE_CLOSED, "two of the two that can");
        assertEq(accountAt(1).good, 1, "accepted");
        plan = lockedPlan(1);
        drawn = drawnFor(plan, 0);
        for (uint256 d = 1; d < 4; ++d) {
            vacate(drawn[d]);
        }
        finish(plan, "1111");
        assertEq(batchAt(plan.id).open, 1, "never by one vote");
    }

    function test_decides_withEightDraws() public {
        (rules.draws, rules.minVotes, rules.panelDraws) = (8, 5, 8);
        setRules();
        expectDecision("11111222", false);
        expectDecision("11111122", true);
        expectDecision("11110000", false);
        expectDecision("00011111", true);
    }

    function test_decides_withThreeDraws() public {
        (rules.draws, rules.minVotes) = (3, 2);
        setRules();
        expectDecision("112", true);
        expectDecision("110", true);
        expectDecision("120", false);
    }

    // ------------------------------------------------------------ eligibility

    function test_ownSeatDoesNotCount() public {
        Plan memory plan = lockedPlan(1);
        uint256 own = drawnFor(plan, 0)[0];
        LedgerWords.Seat memory seat = seatAt(own);
        seat.owner = 1;
        ledger.setSeatWord(own, LedgerWords.packSeat(seat));
        finish(plan, "2112");
        assertEq(accountAt(1).good, 1, "two to one");
        assertEq(seatAt(own).all, 0, "own seat untouched");
    }

    function test_seatsThatJoinedLateOrLeftEarlyDoNotCount() public {
        Plan memory plan = lockedPlan(1);
        uint256 lockBlock = batchAt(plan.id).seedBlock - 4;
        uint256[] memory drawn = drawnFor(plan, 0);
        setJoined(drawn[0], lockBlock + 1, 0);
        setJoined(drawn[1], lockBlock, 1);
        finish(plan, "2211");
        assertEq(accountAt(1).good, 1, "accepted by the others");
        assertEq(seatAt(drawn[0]).all, 0, "joined after the lock");
        assertEq(seatAt(drawn[1]).all, 0, "left by the lock");
    }

    function test_seatsThatJoinedInTimeOrLeftLaterCount() public {
        Plan memory plan = lockedPlan(1);
        uint256 lockBlock = batchAt(plan.id).seedBlock - 4;
        uint256[] memory drawn = drawnFor(plan, 0);
        setJoined(drawn[0], lockBlock, 0);
        setJoined(drawn[1], lockBlock + 1, 1);
        finish(plan, "2222");
        assertEq(seatAt(drawn[0]).good, 1, "joined in the lock's block");
        assertEq(seatAt(drawn[1]).good, 1, "left after it");
        assertEq(seatAt(drawn[1]).leaving, 1, "still leaving");
    }

    function test_classIsThatOfTheLocksEpoch() public {
        // The epoch changes 5 days after START.
        vm.warp(LedgerWords.TIME_ZERO + 46 * 8 days - 12 hours - 1);
        Plan memory plan = lockedPlan(1);
        uint256 drawn = drawnFor(plan, 0)[0];
        LedgerWords.Seat memory seat = seatAt(drawn);
        (seat.good, seat.all) = (2000, 2000);
        (seat.classNow, seat.classBefore, seat.epoch) = (14, 3, 46);
        ledger.setSeatWord(drawn, LedgerWords.packSeat(seat));
        castVotes(plan, 0, "1111");
        propose(plan);
        vm.warp(vm.getBlockTimestamp() + 12 hours + 1);
        ledger.settleBatch(plan.id, settlementOf(plan));
        // 30 * (34 + 4 * 3) / 64, of the class before, because the seat was written in this epoch already
        assertEq(seatAt(drawn).unvested, 21, "reward of class 3");
        assertEq(seatAt(drawn).classNow, 14, "kept");
    }

    function test_classIsFrozenByTheFirstWriteOfAnEpoch() public {
        Plan memory plan = lockedPlan(1);
        uint256 drawn = drawnFor(plan, 0)[0];
        LedgerWords.Seat memory seat = seatAt(drawn);
        (seat.good, seat.all, seat.classNow, seat.classBefore, seat.epoch) = (14, 14, 5, 6, 44);
        ledger.setSeatWord(drawn, LedgerWords.packSeat(seat));
        finish(plan, "1111");
        seat = seatAt(drawn);
        assertEq(seat.classNow, 14, "16 * 14 / 16");
        assertEq(seat.classBefore, 5, "what it was in the epoch before");
        assertEq(seat.epoch, 45, "epoch");
        assertEq(seat.unvested, 42, "30 * (34 + 4 * 14) / 64");
    }

    // -------------------------------------------------------------- open items

    function test_openItemsGoToAPanel() public {
        Plan memory plan = lockedPlan(3);
        castVotes(plan, 0, "1111");
        castVotes(plan, 1, "1220");
        castVotes(plan, 2, "1302");
        setRecord(drawnFor(plan, 1)[0], 1000, 1000);
        bytes32 settled = settledHash(plan);
        propose(plan);
        uint256 balance = balanceOf();
        vm.recordLogs();
        settle(plan);
        uint256[] memory open = abi.decode(vm.getRecordedLogs()[0].data, (uint256[]));
        assertEq(open.length, 2, "open");
        assertEq(open[0], openWord(plan, 1, 0, [uint256(1), 2, 2, 0], [uint256(15), 0, 0, 0]), "first");
        assertEq(open[1], openWord(plan, 2, 0, [uint256(1), 3, 0, 2], classesOf(plan, 2)), "second");
        LedgerWords.Batch memory batch = batchAt(plan.id);
        assertEq(batch.state, LedgerWords.STATE_ESCALATED, "state");
        assertEq(batch.open, 2, "count");
        assertEq(batch.end, vm.getBlockTimestamp() + 1 days, "panel's deadline");
        uint256 perItem = LedgerWords.reservePerItem(LedgerWords.packParams(rules));
        assertEq(batch.reserved, 2 * perItem, "kept for the panel");
        assertEq(accountAt(1).locked, 2 * LABEL_STAKE, "their stake stays locked");
        (, bytes32 commitment) = ledger.batchWord(plan.id);
        bytes32 openHash = keccak256(abi.encodePacked(open));
        assertTrue(
            commitment == keccak256(abi.encode(settled, plan.seed, vm.getBlockNumber() + 4, openHash)),
            "commitment"
        );
        assertTrue(balanceOf() > balance, "the decided item's rest is back");
        assertTrue(balanceOf() < balance + perItem, "and nothing of the others");
    }

    function test_openItemsGoToExpertsWhenSeatsAreFew() public {
        ledger.setSeatCount(8);
        Plan memory plan = proposed(1, "1122");
        bytes32 settled = settledHash(plan);
        vm.recordLogs();
        settle(plan);
        uint256[] memory open = abi.decode(vm.getRecordedLogs()[0].data, (uint256[]));
        assertEq(open.length, 2, "two words an item");
        assertEq(open[1], 0, "no panel");
        assertEq(batchAt(plan.id).state, LedgerWords.STATE_EXPERTS, "state");
        assertEq(batchAt(plan.id).end, vm.getBlockTimestamp() + 2 days, "experts' deadline");
        (, bytes32 commitment) = ledger.batchWord(plan.id);
        bytes32 openHash = keccak256(abi.encodePacked(open));
        assertTrue(commitment == keccak256(abi.encode(settled, plan.seed, openHash)), "commitment");
    }

    function test_withoutSeatsEverythingGoesToExperts() public {
        ledger.setSeatCount(0);
        Plan memory plan = proposed(2, "1111");
        settle(plan);
        assertEq(batchAt(plan.id).state, LedgerWords.STATE_EXPERTS, "state");
        assertEq(batchAt(plan.id).open, 2, "both");
    }

    function test_withTwoSeatsTwoVotesDecide() public {
        ledger.setSeatCount(2);
        Plan memory plan = proposed(1, "1122");
        settle(plan);
        assertEq(accountAt(1).good, 1, "the third and fourth code have no seat");
    }

    function test_flaggedItemsStayOpen() public {
        Plan memory plan = proposed(300, "1111");
        ledger.flag(plan.id, 7);
        ledger.flag(plan.id, 299);
        vm.recordLogs();
        settle(plan);
        uint256[] memory open = abi.decode(vm.getRecordedLogs()[0].data, (uint256[]));
        assertEq(open.length, 2, "open");
        assertEq(open[0], openWord(plan, 7, 1, [uint256(1), 1, 1, 1], classesOf(plan, 7)), "first");
        assertEq(open[1] >> 240, 299, "second");
        assertEq(accountAt(1).good, 298, "the others are settled");
    }

    // ------------------------------------------------------------ when and what

    function test_settle_onlyInItsTime() public {
        Plan memory plan = proposed(1, "1111");
        uint256 end = batchAt(plan.id).end;
        vm.warp(end - 1);
        expectSettlement(plan, abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, end));
        vm.warp(end + 1 days + 1);
        expectSettlement(plan, abi.encodeWithSelector(ILedgerErrors.TooLate.selector, end + 1 days));
        vm.warp(end + 1 days);
        expectSettlement(plan, "");
    }

    function test_settle_onlyOnce() public {
        Plan memory plan = lockedPlan(1);
        expectSettlement(plan, abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, 1));
        finish(plan, "1111");
        expectSettlement(plan, abi.encodeWithSelector(ILedgerErrors.BadState.selector, plan.id, 6));
    }

    function test_settle_onlyWhatWasCommitted() public {
        Plan memory plan = proposed(2, "1111");
        vm.warp(batchAt(plan.id).end);
        ILedgerBatches.Settlement memory settlement = settlementOf(plan);
        settlement.labelsRoot = 0;
        expectBadData(plan.id, settlement);
        settlement = settlementOf(plan);
        settlement.seed = keccak256("another draw");
        expectBadData(plan.id, settlement);
        settlement = settlementOf(plan);
        settlement.annotators = hex"00000002";
        expectBadData(plan.id, settlement);
        settlement = settlementOf(plan);
        settlement.terms = hex"10";
        expectBadData(plan.id, settlement);
        settlement = settlementOf(plan);
        settlement.items = hex"00";
        expectBadData(plan.id, settlement);
        settlement = settlementOf(plan);
        settlement.votes = hex"5556";
        expectBadData(plan.id, settlement);
        settlement = settlementOf(plan);
        (settlement.terms, settlement.items) = (settlement.items, settlement.terms);
        expectBadData(plan.id, settlement);
    }

    // --------------------------------------------------------------- support

    function finish(Plan memory plan, string memory codes) internal {
        castVotes(plan, 0, codes);
        propose(plan);
        settle(plan);
    }

    function expectDecision(string memory codes, bool decided) internal {
        Plan memory plan = lockedPlan(1);
        finish(plan, codes);
        assertEq(batchAt(plan.id).open, decided ? 0 : 1, codes);
    }

    function expectSettlement(Plan memory plan, bytes memory failure) internal {
        if (failure.length > 0) vm.expectRevert(failure);
        ledger.settleBatch(plan.id, settlementOf(plan));
    }

    function expectBadData(uint256 batch, ILedgerBatches.Settlement memory settlement) internal {
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.settleBatch(batch, settlement);
    }

    function settledHash(Plan memory plan) internal pure returns (bytes32) {
        return keccak256(abi.encode(innerOf(plan), keccak256(plan.votes), plan.seed));
    }

    function setRecord(uint256 index, uint256 good, uint256 all) internal {
        LedgerWords.Seat memory seat = seatAt(index);
        (seat.good, seat.all) = (good, all);
        ledger.setSeatWord(index, LedgerWords.packSeat(seat));
    }

    function setJoined(uint256 index, uint256 blockNumber, uint256 leaving) internal {
        LedgerWords.Seat memory seat = seatAt(index);
        (seat.joinedBlock, seat.leaving) = (blockNumber, leaving);
        ledger.setSeatWord(index, LedgerWords.packSeat(seat));
    }

    function vacate(uint256 index) internal {
        ledger.setSeatWord(index, 0);
    }

    function classesOf(Plan memory plan, uint256 item) internal view returns (uint256[4] memory classes) {
        uint256[] memory drawn = drawnFor(plan, item);
        for (uint256 d = 0; d < 4; ++d) {
            LedgerWords.Seat memory seat = seatAt(drawn[d]);
            classes[d] = seat.epoch == 45 ? seat.classNow : 16 * seat.good / (seat.all + 2);
        }
    }

    /// @dev The word of an open item of account 1, a newcomer.
    function openWord(
        Plan memory plan,
        uint256 item,
        uint256 flagged,
        uint256[4] memory codes,
        uint256[4] memory classes
    ) internal view returns (uint256 word) {
        uint256[] memory drawn = drawnFor(plan, item);
        bytes memory packed = abi.encodePacked(uint16(item), uint32(1), uint8(1), uint8(flagged));
        for (uint256 d = 0; d < 4; ++d) {
            packed =
                bytes.concat(packed, bytes2(uint16(drawn[d] + 1)), bytes1(uint8(codes[d] + 4 * classes[d])));
        }
        return uint256(bytes32(packed));
    }
}
