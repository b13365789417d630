// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerLens} from "../src/interfaces/ILedgerLens.sol";
import {LedgerWords} from "../src/ledger/LedgerWords.sol";
import {Verdict} from "../src/libraries/Verdict.sol";
import {ReviewActions} from "./world/ReviewActions.sol";
import {Rules} from "./world/Rules.sol";

/// @dev What the lens tells of the whole ledger, compared with words read by hand and with the rules in plain words.
contract LedgerLensTest is ReviewActions {
    function setUp() public {
        buildWorld();
        for (uint256 id = 1; id <= PEOPLE; ++id) {
            _sessionChanged(id, 15_000);
        }
    }

    /// @dev Locks and proposes until a batch of project 1 with open items is proposed.
    function _proposed() private returns (uint256 batch) {
        this.lock(uint256(keccak256("lens")), 0);
        batch = ledger.totals().nextBatch - 1;
        this.advance(0, uint256(keccak256("votes 3")));
    }

    // ------------------------------------------------------------------ words

    function test_person_isEverythingAboutAnAddress() public {
        ILedgerLens.Person memory ana = lens.personOf(person(0));
        assertEq(ana.id, 1, "id");
        assertEq(ana.account.free, 40_000, "free");
        assertEq(ana.freeNow, 40_000, "free now");
        assertEq(ana.withdrawable, 40_000, "withdrawable");
        assertEq(ana.seatPlusOne, 0, "no seat");
        assertEq(ana.nonce, 1, "one session was opened");
        vm.prank(person(0));
        ledger.requestWithdraw(500);
        ana = lens.personOf(person(0));
        assertEq(ana.withdrawing, 500, "withdrawing");
        assertEq(ana.withdrawReadyAt, clock + 10 days, "ready");
        assertEq(ana.withdrawable, 39_500, "less");
        assertEq(lens.personOf(person(FIRST_VALIDATOR + 2)).seatPlusOne, 3, "third seat");
        assertEq(lens.personOf(address(0xdead)).id, 0, "a stranger");
    }

    function test_words_areTakenApart() public {
        LedgerWords.Seat memory seat = lens.seatAt(2);
        assertEq(seat.owner, idOf(FIRST_VALIDATOR + 2), "owner");
        assertEq(seat.locked, SEAT_STAKE, "stake");
        LedgerWords.Params memory params = lens.paramsAt(2);
        assertEq(params.thresholdBp, 7500, "threshold");
        assertEq(params.vestHours, 672, "vesting");
        uint256 batch = _proposed();
        (LedgerWords.Batch memory word, bytes32 commitment) = lens.batchAt(batch);
        assertEq(word.id, batch, "id");
        assertEq(word.state, LedgerWords.STATE_PROPOSED, "state");
        assertTrue(commitment == runs[batch].settled, "commitment");
        assertEq(address(lens.ledger()) == address(ledger) ? 1 : 0, 1, "ledger");
    }

    // ---------------------------------------------------------- draws, previews

    function test_draw_andPreviewAreWhatTheSettlementDoes() public {
        uint256 batch = _proposed();
        ILedgerLens.Preview[] memory items = lens.previewBatch(batch, settlementOf(batch));
        assertEq(items.length, runs[batch].items.length, "items");
        for (uint256 t = 0; t < items.length; ++t) {
            Rules.Vote[] memory votes = votesOf(batch, t);
            uint256[] memory drawn = lens.drawOf(batch, runs[batch].seed, t);
            assertEq(drawn.length, votes.length, "draws");
            for (uint256 d = 0; d < drawn.length; ++d) {
                assertEq(drawn[d], votes[d].seat, "seat");
            }
            assertEq(items[t].item, t, "item");
            assertEq(items[t].annotator, annotatorOf(batch, t), "annotator");
            assertEq(items[t].verdict, Rules.verdict(votes, 2, 6666), "verdict");
            assertTrue(!items[t].flagged && !items[t].skipped, "nothing special");
        }
        this.advance(0, 0);
        assertTrue(runs[batch].open.length > 0, "this batch leaves something open");
        this.advance(0, uint256(keccak256("panel")));
        items = lens.previewPanel(batch, openOf(batch), runs[batch].panelVotes);
        for (uint256 i = 0; i < items.length; ++i) {
            Rules.Vote[] memory votes = panelVotesOf(batch, i);
            uint256[] memory drawn = lens.panelOf(batch, runs[batch].openSeed, runs[batch].open[i]);
            for (uint256 d = 0; d < drawn.length; ++d) {
                assertEq(drawn[d], votes[d].seat, "seat of the panel");
            }
            assertEq(items[i].item, runs[batch].open[i] >> 240, "open item");
            assertEq(items[i].verdict, Rules.verdict(votes, 2, 6666), "verdict of the panel");
        }
    }

    function test_preview_tellsFlaggedAndSkippedItems() public {
        vm.prank(person(0));
        ledger.revokeSession();
        uint256 batch = _proposed();
        ILedgerLens.Preview[] memory items = lens.previewBatch(batch, settlementOf(batch));
        uint256 contested = items.length;
        for (uint256 t = 0; t < items.length; ++t) {
            assertTrue(items[t].skipped == (items[t].annotator == 1), "without a session");
            if (!items[t].skipped && items[t].verdict != Verdict.OPEN) contested = t;
        }
        // An appeal opens the item in this round only.
        this.contest(0, 0, contested, 1);
        items = lens.previewBatch(batch, settlementOf(batch));
        assertTrue(items[contested].flagged, "flagged");
        assertTrue(!ledger.isFlagged(batch, 2, contested), "not in the next round");
    }

    // --------------------------------------------------------------- solvency

    function test_sums_addUpToWhatIsOwed() public {
        _proposed();
        address person = ledger.ownerOf(1);
        vm.prank(person);
        ledger.requestWithdraw(5);
        uint256 seats = ledger.totals().seats;
        uint256 sum = lens.accountUnits(1, PEOPLE) + lens.seatUnits(0, seats - 1);
        sum += lens.projectUnits(1, PROJECTS) + lens.reservedUnits(1, 1) + bondsHeld();
        sum += ledger.totals().sponsorFund + ledger.totals().disputeFund;
        (uint256 held, uint256 owed) = lens.solvency();
        assertEq(owed, sum * LedgerWords.UNIT, "owed");
        assertEq(held, owed, "held");
        assertTrue(lens.reservedUnits(1, 1) > 0, "a batch reserves");
        assertEq(lens.reservedUnits(LedgerWords.RING + 1, LedgerWords.RING + 1), 0, "another batch's slot");
    }
}
