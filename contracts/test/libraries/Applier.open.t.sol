// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerPanel} from "../../src/interfaces/ILedgerPanel.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Draw} from "../../src/libraries/Draw.sol";
import {OpenItems} from "../../src/libraries/OpenItems.sol";
import {DifferentialTest} from "../base/DifferentialTest.sol";

/// @dev Panels and verdicts of experts, in the ledger and in its reference.
contract ApplierOpenTest is DifferentialTest {
    uint256 private constant BATCH = 9;
    bytes32 private constant SETTLED = keccak256("settled");
    bytes32 private constant SEED = keccak256("panel");
    uint256 private constant MOST_ITEMS = 20;

    uint256 private seats;
    uint256 private epoch;

    /// forge-config: default.fuzz.runs = 500
    function testFuzz_panelsDecideLikeTheReference(uint256 seed) public {
        (Plan memory people, uint256[] memory items) = prepare(seed);
        bytes memory votes = new bytes(items.length * LedgerWords.voteBytes(rules.panelDraws));
        for (uint256 i = 0; i < votes.length; ++i) {
            votes[i] = bytes1(uint8(roll(0, 2) == 0 ? 0x55 : roll(0, 255)));
        }
        bytes32 commitment = keccak256(abi.encode(SETTLED, SEED, hashOf(items), keccak256(votes)));
        uint256 flagged = putFlags(items);
        putBatch(LedgerWords.STATE_PANEL, items.length, flagged, commitment);
        uint256 held = unitsHeld(people, seats, BATCH);
        vm.recordLogs();
        review.resolvePanel(BATCH, ILedgerPanel.Open(SETTLED, SEED, 0, items), votes);
        uint256[] memory left = abi.decode(vm.getRecordedLogs()[0].data, (uint256[]));
        (uint256[] memory expected, uint256 paid, uint256 dust) =
            plain.resolvePanel(BATCH, SEED, items, votes);
        assertTrue(hashOf(left) == hashOf(expected), "left to the experts");
        compare(people, paid, dust, items.length, left.length / 2);
        assertEq(unitsHeld(people, seats, BATCH), held, "every unit is somewhere");
        commitment = keccak256(abi.encode(SETTLED, SEED, hashOf(left)));
        checkEnd(left.length == 0 ? SETTLED : commitment, left.length / 2);
        checkOutcomes(items, left);
    }

    /// @dev All seats are empty, so that every item goes to the experts with those its panel drew.
    function testFuzz_panelsDrawAmongManySeatsLikeTheReference(uint256 seed) public {
        dice = seed;
        randomRules();
        copyProject();
        seats = roll(0, 1) == 0 ? LedgerWords.MAX_SEATS : roll(60, LedgerWords.MAX_SEATS);
        randomAccount(1, 4);
        uint256[] memory items = new uint256[](4);
        for (uint256 i = 0; i < 4; ++i) {
            items[i] = (i << 240) | (uint256(1) << 208) | (uint256(1) << 200) | firstEntries(i, 1);
        }
        bytes memory votes = new bytes(4 * LedgerWords.voteBytes(rules.panelDraws));
        bytes32 commitment = keccak256(abi.encode(SETTLED, SEED, hashOf(items), keccak256(votes)));
        putBatch(LedgerWords.STATE_PANEL, 4, 0, commitment);
        vm.recordLogs();
        review.resolvePanel(BATCH, ILedgerPanel.Open(SETTLED, SEED, 0, items), votes);
        uint256[] memory left = abi.decode(vm.getRecordedLogs()[0].data, (uint256[]));
        (uint256[] memory expected,,) = plain.resolvePanel(BATCH, SEED, items, votes);
        assertEq(left.length, 8, "all are left");
        assertTrue(hashOf(left) == hashOf(expected), "whom the panel drew");
    }

    /// forge-config: default.fuzz.runs = 500
    function testFuzz_expertsDecideLikeTheReference(uint256 seed) public {
        (Plan memory people, uint256[] memory firsts) = prepare(seed);
        uint256[] memory items = new uint256[](2 * firsts.length);
        bytes memory verdicts = new bytes(firsts.length);
        for (uint256 i = 0; i < firsts.length; ++i) {
            (items[2 * i], items[2 * i + 1]) = (firsts[i], panelWord(firsts[i]));
            verdicts[i] = bytes1(uint8(roll(1, 4)));
        }
        putBatch(
            LedgerWords.STATE_EXPERTS, firsts.length, 0, keccak256(abi.encode(SETTLED, SEED, hashOf(items)))
        );
        uint256 held = unitsHeld(people, seats, BATCH);
        if (roll(0, 4) == 0) {
            verdicts = endedInSilence(items);
            vm.warp(vm.getBlockTimestamp() + 1);
            uint256 taken = someSeatWasTakenSince();
            review.voidOpen(BATCH, ILedgerPanel.Open(SETTLED, SEED, 0, items));
            withoutVotesOf(items, taken);
        } else {
            review.resolveVerdict(BATCH, ILedgerPanel.Open(SETTLED, SEED, 0, items), verdicts);
        }
        (uint256 paid, uint256 dust) = plain.resolveVerdict(BATCH, items, verdicts);
        compare(people, paid, dust, firsts.length, 0);
        assertEq(unitsHeld(people, seats, BATCH), held, "every unit is somewhere");
        checkEnd(SETTLED, 0);
    }

    // --------------------------------------------------------------- checking

    function compare(Plan memory people, uint256 paid, uint256 dust, uint256 items, uint256 left)
        private
        view
    {
        compareAccounts(people);
        compareSeats(seats);
        assertEq(balanceOf(), 1e12 + (items - left) * perItem() - paid + dust, "project");
        assertEq(ledger.sponsorFund(), plain.sponsorFund(), "sponsor fund");
    }

    function checkEnd(bytes32 commitment, uint256 left) private view {
        (uint256 word, bytes32 actual) = ledger.batchWord(BATCH);
        assertTrue(actual == commitment, "commitment");
        LedgerWords.Batch memory batch = LedgerWords.unpackBatch(word);
        assertEq(batch.state, left == 0 ? LedgerWords.STATE_CLOSED : LedgerWords.STATE_EXPERTS, "state");
        assertEq(batch.open, left, "open");
        assertEq(batch.reserved, left * perItem(), "reserved");
    }

    /// @dev Of a flagged item that was decided the outcome is kept, of others it is not.
    function checkOutcomes(uint256[] memory items, uint256[] memory left) private view {
        for (uint256 i = 0; i < items.length; ++i) {
            bool open;
            for (uint256 j = 0; j < left.length; j += 2) {
                if (OpenItems.itemOf(left[j]) == OpenItems.itemOf(items[i])) open = true;
            }
            bool known = review.outcomeOf(BATCH, OpenItems.itemOf(items[i])) != 0;
            assertTrue(known == (OpenItems.isFlagged(items[i]) && !open), "outcome");
        }
    }

    // -------------------------------------------------------------- preparing

    function prepare(uint256 seed) private returns (Plan memory people, uint256[] memory items) {
        dice = seed;
        randomRules();
        copyProject();
        uint256 annotators = roll(1, MAX_PEOPLE);
        // Often so few that round one drew the first seats of all.
        seats = rules.draws + rules.panelMinVotes;
        if (roll(0, 1) == 0) seats = roll(seats, 50);
        randomSeats(seats, annotators);
        epoch = (LedgerWords.epochOf(vm.getBlockTimestamp()) + 512 - roll(0, 1)) % 512;
        people.annotators = "";
        for (uint256 i = 0; i < annotators; ++i) {
            people.annotators = bytes.concat(people.annotators, bytes4(uint32(i + 1)));
            randomAccount(i + 1, MOST_ITEMS);
        }
        items = new uint256[](roll(1, MOST_ITEMS));
        uint256 item = roll(0, 250);
        for (uint256 i = 0; i < items.length; ++i) {
            uint256 annotator = roll(1, annotators);
            items[i] = (item << 240) | (annotator << 208) | (uint256(1 + annotator % 16) << 200);
            items[i] |= (roll(0, 4) == 0 ? uint256(1) << 192 : 0) | firstEntries(item, annotator);
            item += roll(1, 5);
        }
    }

    /// @dev The entries of round one, with random votes of those who may vote.
    function firstEntries(uint256 item, uint256 annotator) private returns (uint256 entries) {
        (uint256 drawn, uint256 count) =
            Draw.pick(Draw.wordOf(keccak256("first"), item), seats, rules.draws, 0, 0);
        for (uint256 d = 0; d < count; ++d) {
            entries |= entryOf(Draw.seatAt(drawn, d), annotator) << (168 - 24 * d);
        }
    }

    function panelWord(uint256 first) private returns (uint256 word) {
        if (roll(0, 3) == 0) return 0;
        (uint256 drawn, uint256 count) = OpenItems.panelOf(first, SEED, seats, rules.panelDraws);
        for (uint256 d = 0; d < count; ++d) {
            word |= entryOf(Draw.seatAt(drawn, d), OpenItems.annotatorOf(first)) << (232 - 24 * d);
        }
    }

    function entryOf(uint256 seat, uint256 annotator) private returns (uint256 entry) {
        uint256 word = ledger.seatWord(seat);
        entry = (seat + 1) << 8;
        if (LedgerWords.isEligible(word, 1000, 0)) entry |= plain.classIn(word, epoch) << 2;
        if (LedgerWords.isEligible(word, 1000, annotator)) entry |= roll(0, 3);
    }

    function putBatch(uint256 state, uint256 items, uint256 open, bytes32 commitment) private {
        uint256 word = LedgerWords.packBatch(
            LedgerWords.Batch({
                id: BATCH,
                state: state,
                project: PROJECT,
                nItems: 400,
                seedBlock: 1004,
                end: vm.getBlockTimestamp(),
                nSeats: seats,
                reserved: items * perItem(),
                open: open,
                signers: 3,
                opsVersion: 5,
                epoch: epoch
            })
        );
        ledger.setBatchSlot(BATCH, word, commitment);
        plain.setBatchSlot(BATCH, word, commitment);
    }

    /// @dev Flags some items for the experts; often none.
    /// @return count How many of them in the window of the panel, which the batch counts; the others in round one.
    function putFlags(uint256[] memory items) private returns (uint256 count) {
        bool window = roll(0, 2) > 0;
        for (uint256 i = 0; i < items.length; ++i) {
            if (roll(0, 5) > 0 || !(window || OpenItems.isFlagged(items[i]))) continue;
            if (!OpenItems.isFlagged(items[i])) ++count;
            ledger.flagIn(BATCH, 2, OpenItems.itemOf(items[i]));
            plain.flagIn(BATCH, 2, OpenItems.itemOf(items[i]));
        }
    }

    /// @dev Somebody else holds a seat by now.
    function someSeatWasTakenSince() private returns (uint256 seat) {
        seat = roll(0, seats - 1);
        review.setSeatOf(1, seat, vm.getBlockTimestamp() - 1);
    }

    /// @dev What the reference is told: it knows nothing of seats that were left.
    function withoutVotesOf(uint256[] memory items, uint256 seat) private pure {
        for (uint256 i = 0; i < items.length; ++i) {
            for (uint256 entry = 0; entry < 8; ++entry) {
                uint256 shift = (i % 2 == 0 ? 168 : 232) - 24 * entry;
                if ((items[i] >> (shift + 8)) % (1 << 16) == seat + 1) items[i] &= ~(3 << shift);
            }
        }
    }

    /// @dev Somebody says of some items that they are not theirs: those end void, the others unclear.
    function endedInSilence(uint256[] memory items) private returns (bytes memory outcomes) {
        outcomes = new bytes(items.length / 2);
        for (uint256 i = 0; i < outcomes.length; ++i) {
            bool notMine = roll(0, 3) == 0;
            if (notMine) review.sayNotMine(BATCH, OpenItems.itemOf(items[2 * i]));
            outcomes[i] = notMine ? bytes1(0x03) : bytes1(0x04);
        }
    }

    function perItem() private view returns (uint256) {
        return LedgerWords.reservePerItem(LedgerWords.packParams(rules));
    }

    function hashOf(uint256[] memory words) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(words));
    }
}
