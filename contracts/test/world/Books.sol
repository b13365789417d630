// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Rules} from "./Rules.sol";
import {World} from "./World.sol";

/// @dev What the invariants remember besides the ledger, and what each step should have done to everybody.
abstract contract Books is World {
    /// @dev A batch as its operators know it.
    struct Run {
        uint256 project;
        bytes32 labelsRoot;
        bytes32 secret;
        bytes32 seed;
        bytes32 settled;
        uint256 panelBlock;
        bytes annotators;
        bytes terms;
        bytes items;
        bytes votes;
        bytes32 openSeed;
        uint256[] open;
        bytes panelVotes;
    }

    /// @dev How an item ended; each ends once.
    enum End {
        Live,
        Accepted,
        Rejected,
        Void,
        Unclear,
        Expired
    }

    /// @dev What one step should do to an account or a seat. Amounts in units.
    struct Change {
        uint256 income;
        uint256 slashed;
        uint256 unlocked;
        uint256 good;
        uint256 all;
        uint256 against;
    }

    /// @dev Everybody's words before a step, and what the step should change.
    struct Page {
        uint256 batch;
        LedgerWords.Params rules;
        LedgerWords.Account[] accounts;
        LedgerWords.Seat[] seats;
        Change[] accountChanges;
        Change[] seatChanges;
        uint256 balance;
        uint256 reserved;
        uint256 sponsorFund;
        uint256 paid;
        uint256 dust;
    }

    mapping(uint256 batch => Run) internal runs;
    mapping(uint256 batch => mapping(uint256 item => End)) internal ends;
    mapping(uint256 batch => mapping(uint256 item => bool)) internal flagged;
    mapping(uint256 batch => mapping(uint256 item => bool)) internal flaggedForExperts;
    /// @dev Of which somebody said that it is not theirs.
    mapping(uint256 batch => mapping(uint256 item => bool)) internal notMine;
    /// @dev Stake that open items bind.
    mapping(uint256 account => uint256) internal atStake;
    /// @dev The most the session may cost, and what it has cost.
    mapping(uint256 account => uint256) internal sessionLimit;
    mapping(uint256 account => uint256) internal sessionCost;
    /// @dev Batches that are not closed.
    uint256[] internal liveBatches;
    /// @dev Items whose stake was locked, and how many ended in each way.
    uint256 public lockedItems;
    uint256[6] public endedItems;
    /// @dev How often the later steps were reached: panels resolved and skipped, verdicts, voids, disputes closed, audits,
    /// questions of a round.
    uint256[8] public reached;

    // -------------------------------------------------------------------- items

    function annotatorOf(uint256 batch, uint256 item) internal view returns (uint256 account) {
        bytes storage list = runs[batch].annotators;
        uint256 index = uint8(runs[batch].items[item]);
        for (uint256 i = 0; i < 4; ++i) {
            account = (account << 8) | uint8(list[4 * index + i]);
        }
    }

    function termOf(uint256 batch, uint256 item) internal view returns (uint256) {
        return uint8(runs[batch].terms[uint8(runs[batch].items[item])]);
    }

    function endItem(uint256 batch, uint256 item, End end) internal {
        assertTrue(ends[batch][item] == End.Live, "I5: an item ends once");
        ends[batch][item] = end;
        ++endedItems[uint256(end)];
        uint256 account = annotatorOf(batch, item);
        LedgerWords.Params memory rules = rulesOf(runs[batch].project);
        atStake[account] -= rules.labelStake;
        if (end == End.Rejected) sessionCost[account] += rules.annotatorSlash;
    }

    // -------------------------------------------------------------------- votes

    /// @dev The votes of an item in round one, as anybody can recompute them.
    function votesOf(uint256 batch, uint256 item) internal view returns (Rules.Vote[] memory) {
        LedgerWords.Batch memory word = batchAt(batch);
        uint256 draws = rulesOf(word.project).draws;
        uint256[] memory drawn =
            Rules.draw(runs[batch].seed, item, word.nSeats, draws, new bool[](word.nSeats));
        return _votes(word, drawn, annotatorOf(batch, item), runs[batch].votes, item * ((draws + 3) / 4));
    }

    /// @dev The panel's votes on the open item at `index`.
    function panelVotesOf(uint256 batch, uint256 index) internal view returns (Rules.Vote[] memory) {
        LedgerWords.Batch memory word = batchAt(batch);
        uint256 item = runs[batch].open[index] >> 240;
        bool[] memory gone = new bool[](word.nSeats);
        Rules.Vote[] memory first = entriesOf(runs[batch].open[index], 168);
        for (uint256 i = 0; i < first.length; ++i) {
            gone[first[i].seat] = true;
        }
        uint256 draws = rulesOf(word.project).panelDraws;
        uint256[] memory drawn = Rules.draw(runs[batch].openSeed, item, word.nSeats, draws, gone);
        bytes memory codes = runs[batch].panelVotes;
        return _votes(word, drawn, annotatorOf(batch, item), codes, index * ((draws + 3) / 4));
    }

    function _votes(
        LedgerWords.Batch memory word,
        uint256[] memory drawn,
        uint256 annotator,
        bytes memory codes,
        uint256 start
    ) private view returns (Rules.Vote[] memory votes) {
        votes = new Rules.Vote[](drawn.length);
        uint256 present = ((clock - LedgerWords.TIME_ZERO) / 8 days) % 512;
        for (uint256 d = 0; d < drawn.length; ++d) {
            LedgerWords.Seat memory seat = seatAt(drawn[d]);
            votes[d].seat = drawn[d];
            votes[d].eligible = Rules.isEligible(seat, word.seedBlock - 4, annotator);
            if (Rules.isEligible(seat, word.seedBlock - 4, 0)) {
                votes[d].class = Rules.classIn(seat, present, word.epoch);
            }
            if (votes[d].eligible) votes[d].code = (uint8(codes[start + d / 4]) >> (2 * (d % 4))) % 4;
        }
    }

    /// @dev The entries of an open item's word, the first one at bit `shift`.
    function entriesOf(uint256 word, uint256 shift) internal pure returns (Rules.Vote[] memory votes) {
        uint256 count;
        while (count < 8 && (word >> (shift - 24 * count)) % (1 << 24) != 0) ++count;
        votes = new Rules.Vote[](count);
        for (uint256 d = 0; d < count; ++d) {
            uint256 entry = (word >> (shift - 24 * d)) % (1 << 24);
            votes[d] = Rules.Vote((entry >> 8) - 1, (entry >> 2) % 16, entry % 4, true);
        }
    }

    function assertEntries(uint256 word, uint256 shift, Rules.Vote[] memory votes) internal pure {
        Rules.Vote[] memory entries = entriesOf(word, shift);
        assertEq(entries.length, votes.length, "draws of an open item");
        for (uint256 d = 0; d < votes.length; ++d) {
            assertEq(entries[d].seat, votes[d].seat, "seat of an open item");
            assertEq(entries[d].code, votes[d].code, "vote on an open item");
            if (votes[d].eligible) assertEq(entries[d].class, votes[d].class, "class of a voter");
        }
    }

    // -------------------------------------------------------------------- books

    function openPage(uint256 batch) internal view returns (Page memory page) {
        page.batch = batch;
        LedgerWords.Batch memory word = batchAt(batch);
        page.rules = rulesOf(word.project);
        page.reserved = word.reserved;
        (, page.balance) = ledger.projectOf(word.project);
        page.sponsorFund = ledger.totals().sponsorFund;
        page.accounts = new LedgerWords.Account[](PEOPLE + 1);
        page.accountChanges = new Change[](PEOPLE + 1);
        for (uint256 id = 1; id <= PEOPLE; ++id) {
            page.accounts[id] = accountAt(id);
        }
        uint256 seats = ledger.totals().seats;
        page.seats = new LedgerWords.Seat[](seats);
        page.seatChanges = new Change[](seats);
        for (uint256 i = 0; i < seats; ++i) {
            page.seats[i] = seatAt(i);
        }
    }

    /// @dev Notes that an item ended, by the votes of both rounds.
    function note(
        Page memory page,
        uint256 item,
        End end,
        Rules.Vote[] memory first,
        Rules.Vote[] memory panel
    ) internal {
        endItem(page.batch, item, end);
        Change memory change = page.accountChanges[annotatorOf(page.batch, item)];
        change.unlocked += page.rules.labelStake;
        if (end == End.Void || end == End.Expired) return;
        if (end == End.Unclear) {
            uint256 income = Rules.premium(page.rules.annotatorReward, termOf(page.batch, item) - 1);
            change.income += income;
            page.paid += income;
            _noteUnclear(page, first);
            _noteUnclear(page, panel);
            return;
        }
        ++change.all;
        uint256 pool;
        if (end == End.Accepted) {
            ++change.good;
            uint256 reward = Rules.premium(page.rules.annotatorReward, termOf(page.batch, item) - 1);
            change.income += reward;
            page.paid += reward;
        } else {
            change.slashed += page.rules.annotatorSlash;
            pool = page.rules.annotatorSlash;
        }
        (uint256 winners, uint256 slashes) = _noteLosers(page, end, first);
        (uint256 panelWinners, uint256 panelSlashes) = _noteLosers(page, end, panel);
        winners += panelWinners;
        pool += slashes + panelSlashes;
        uint256 share = winners == 0 ? 0 : pool / winners;
        _noteWinners(page, end, first, share);
        _noteWinners(page, end, panel, share);
        page.dust += pool - share * winners;
    }

    /// @dev Who took a side is paid, and nothing is known of who was right.
    function _noteUnclear(Page memory page, Rules.Vote[] memory votes) private pure {
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i].code % 3 == 0) continue;
            uint256 reward = Rules.premium(page.rules.validatorReward, votes[i].class);
            page.seatChanges[votes[i].seat].income += reward;
            page.paid += reward;
        }
    }

    function _noteLosers(Page memory page, End end, Rules.Vote[] memory votes)
        private
        pure
        returns (uint256 winners, uint256 slashes)
    {
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i].code == uint256(end)) ++winners;
            if (votes[i].code != 3 - uint256(end)) continue;
            Change memory change = page.seatChanges[votes[i].seat];
            LedgerWords.Seat memory seat = page.seats[votes[i].seat];
            ++change.all;
            ++change.against;
            uint256 held = seat.free + seat.locked + seat.unvested;
            if (change.against > held / page.rules.validatorSlash) continue;
            change.slashed += page.rules.validatorSlash;
            slashes += page.rules.validatorSlash;
        }
    }

    function _noteWinners(Page memory page, End end, Rules.Vote[] memory votes, uint256 share) private pure {
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i].code != uint256(end)) continue;
            Change memory change = page.seatChanges[votes[i].seat];
            uint256 reward = Rules.premium(page.rules.validatorReward, votes[i].class);
            ++change.good;
            ++change.all;
            change.income += reward + share;
            page.paid += reward;
        }
    }

    /// @dev Compares the ledger with what was noted; `left` items stay open.
    function closePage(Page memory page, uint256 left, uint256 bonus) internal {
        uint256 repaid;
        for (uint256 id = 1; id <= PEOPLE; ++id) {
            repaid += _checkAccount(page.accounts[id], page.accountChanges[id], accountAt(id));
        }
        for (uint256 i = 0; i < page.seats.length; ++i) {
            _checkSeat(page.seats[i], page.seatChanges[i], seatAt(i));
        }
        LedgerWords.Params memory rules = page.rules;
        uint256 kept = left
            * ((94 * rules.annotatorReward + 63)
                / 64
                + (rules.draws + rules.panelDraws)
                * ((94 * rules.validatorReward + 63) / 64));
        LedgerWords.Batch memory word = batchAt(page.batch);
        assertEq(word.reserved, kept, "I8: reservation");
        assertTrue(page.paid + kept <= page.reserved, "I8: paid from the reservation");
        (, uint256 balance) = ledger.projectOf(word.project);
        assertEq(balance + page.paid + kept, page.balance + page.reserved + page.dust + bonus, "I8: project");
        assertEq(ledger.totals().sponsorFund, page.sponsorFund + repaid, "sponsor fund");
        _checkEnds(page.batch, word.state == LedgerWords.STATE_CLOSED, left);
    }

    /// @dev I5: the items that are left are open, and a batch without any is closed.
    function _checkEnds(uint256 batch, bool closed, uint256 left) private {
        uint256 live;
        for (uint256 t = 0; t < runs[batch].items.length; ++t) {
            if (termOf(batch, t) != 0 && ends[batch][t] == End.Live) ++live;
        }
        assertEq(live, left, "I5: open items");
        assertTrue(closed == (left == 0), "I5: closed without open items");
        if (!closed) return;
        uint256 index;
        while (liveBatches[index] != batch) ++index;
        liveBatches[index] = liveBatches[liveBatches.length - 1];
        liveBatches.pop();
    }

    function _checkAccount(
        LedgerWords.Account memory old,
        Change memory change,
        LedgerWords.Account memory now_
    ) private pure returns (uint256 repaid) {
        repaid = change.income < old.debt ? change.income : old.debt;
        uint256 before = old.free + old.locked + old.unvested;
        assertEq(
            now_.free + now_.locked + now_.unvested + change.slashed + repaid,
            before + change.income,
            "I4: account"
        );
        assertEq(now_.locked + change.unlocked, old.locked, "I2: unlocked");
        assertEq(now_.debt + repaid, old.debt, "debt");
        assertEq(now_.good, old.good + change.good, "I10: good");
        assertEq(now_.all, old.all + change.all, "I10: all");
        assertEq(now_.sessionExpiry, old.sessionExpiry, "I10: session expiry");
        assertEq(now_.sessionLabel, old.sessionLabel, "I10: session label");
        uint256 steps = (change.slashed + 9) / 10;
        assertEq(now_.sessionLoss, old.sessionLoss > steps ? old.sessionLoss - steps : 0, "I7: session loss");
        if (change.income == 0) assertTrue(now_.unvested <= old.unvested, "I12: unvested");
    }

    function _checkSeat(LedgerWords.Seat memory old, Change memory change, LedgerWords.Seat memory now_)
        private
        pure
    {
        uint256 before = old.free + old.locked + old.unvested;
        uint256 later = now_.free + now_.locked + now_.unvested;
        assertEq(later + change.slashed, before + change.income, "I4: seat");
        assertTrue(now_.locked <= old.locked, "I3: the stake of a seat only falls");
        assertEq(now_.good, old.good + change.good, "I10: good");
        assertEq(now_.all, old.all + change.all, "I10: all");
        assertEq(now_.joinedBlock, old.joinedBlock, "I10: block");
        assertEq(now_.leaving, old.leaving, "I10: leaving");
        assertEq(now_.owner, old.owner, "I10: owner");
        if (change.income == 0) assertTrue(now_.unvested <= old.unvested, "I12: unvested");
    }
}
