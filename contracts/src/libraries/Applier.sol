// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Applier
/// @notice The inner loops of locking and settling, and the only assembly of the ledger: take stakes; draw, count and
/// decide items; change the word of each person once. Every rule here is also written in plain Solidity, in Draw, Verdict,
/// Record, Vesting and test/reference, and differential fuzz tests hold this file to that, word by word.
/// @dev Blocks are memory-safe: they write to the arrays of the round, to its fields and to scratch space. Nothing can
/// overflow: amounts are below 2^40, and at most 1000 items of at most 8 draws a round are counted. Shifts of words are
/// those of LedgerWords, which assembly cannot name.
library Applier {
    // Who decides.
    uint256 private constant BATCH = 1;
    uint256 private constant PANEL = 2;
    uint256 private constant EXPERTS = 3;

    /// @notice A batch while items of it are decided. Its fields are read by their offset, 32 bytes each.
    struct Round {
        /// 0x00
        bytes32 seed;
        /// 0x20 Seats among which the first draw chooses, and, 0x40, how many draws there are.
        uint256 left;
        uint256 count;
        /// 0x60 Votes needed (when so many can vote), and, 0x80, the project's rules.
        uint256 minVotes;
        uint256 params;
        /// 0xa0 Block of the lock, 0xc0 its record epoch, 0xe0 the present one, 0x100 hours since TIME_ZERO.
        uint256 lockBlock;
        uint256 epoch;
        uint256 epochNow;
        uint256 hour;
        /// 0x120 One counter per annotator: account 32 | term 8 | accepted 16 | rejected 16 | void 16; 0x140 how many
        /// there are.
        uint256[] annotators;
        uint256 annotatorCount;
        /// 0x160 One counter per seat, 0 until an item draws it: head 16 (1 if eligible) | weight 16 | class 24 | against
        /// the verdict 16 | with it 16 | shares 64 | next 16 | loaded 1 | owner 32 at bit 224. `next` is the eligible seat
        /// loaded before, plus one. A seat that is not eligible has nothing but `loaded`.
        uint256[] seats;
        /// 0x180 The eligible seat loaded last, plus one.
        uint256 lastSeat;
        /// 0x1a0 What is left open, one word an item in round one and two in a panel; 0x1c0 how many words.
        uint256[] open;
        uint256 openCount;
        /// 0x1e0 Bit map of the items the court flagged, and, 0x200, whether there are any.
        uint256[4] flags;
        bool flagged;
        /// 0x220 Slashed units that do not divide evenly among winners.
        uint256 dust;
        /// 0x240 Rewards paid, and, 0x260, what of them went to the sponsor fund.
        uint256 paid;
        uint256 repaid;
        /// 0x280 In a panel the verdict of each open item.
        uint256[] verdicts;
        /// From here on only this library writes. 0x2a0 Where items and, 0x2c0, votes are in the calldata.
        uint256 itemsAt;
        uint256 votesAt;
        /// 0x2e0 Slot of seat 0.
        uint256 seatsSlot;
        /// 0x300 A mask for the codes of one item.
        uint256 codeMask;
        /// 0x320 The memory place of the counter of seat 0, once per draw, 32 bits each.
        uint256 places;
        /// 0x340 Slot of account 0.
        uint256 accountsSlot;
    }

    /// @notice Locks the stake of every annotator that can cover all its items under its session; what has vested by now
    /// counts as free. Accounts must ascend strictly and every index of `items` be below their number.
    /// @param params The project's rules.
    /// @param hour Hours since TIME_ZERO.
    /// @return terms Per annotator one byte: 0 if it cannot or has no items, else its record class plus one.
    /// @return locked How many items have their stake locked.
    /// @return sound Whether accounts and indexes are as they must be.
    function lock(
        bytes calldata annotators,
        bytes calldata items,
        uint256 params,
        uint256 hour,
        uint256[1 << 32] storage accounts
    ) internal returns (bytes memory terms, uint256 locked, bool sound) {
        uint256[] memory counts = new uint256[](annotators.length / 4);
        terms = new bytes(counts.length);
        assembly ("memory-safe") {
            // Counts the items of each annotator into `table`; 0 if an index is too large.
            function count(table, item, end) -> good {
                let limit := mload(table)
                table := add(table, 0x20)
                for {} lt(item, end) { item := add(item, 1) } {
                    let index := byte(0, calldataload(item))
                    if iszero(lt(index, limit)) { leave }
                    let place := add(table, shl(5, index))
                    mstore(place, add(mload(place), 1))
                }
                good := 1
            }

            // The word with what has vested moved to the free units.
            function release(word, now_) -> next {
                let unvested := and(shr(80, word), 0xffffffffff)
                let length := and(shr(138, word), 0xfff)
                let end := add(and(shr(120, word), 0x3ffff), length)
                let left := mul(sub(end, now_), gt(end, now_))
                let rest := 0
                if left {
                    let extra := mod(unvested, length)
                    if gt(extra, left) { extra := left }
                    rest := add(mul(div(unvested, length), left), extra)
                }
                next := or(or(rest, shl(40, now_)), shl(58, left))
                next := or(and(word, not(shl(80, 0x3fffffffffffffffff))), shl(80, next))
                next := add(next, sub(unvested, rest))
            }

            // Locks the stake of `labels` labels at `slot`, if stake and session allow it.
            function stake(slot, labels, each, now_) -> term {
                let word := sload(slot)
                let units := mul(labels, each)
                if iszero(lt(now_, and(shr(174, word), 0x3ffff))) { leave }
                if gt(each, mul(10, and(shr(216, word), 0xfffff))) { leave }
                let risked := add(and(shr(40, word), 0xffffffffff), units)
                if gt(risked, mul(10, and(shr(192, word), 0xffffff))) { leave }
                word := release(word, now_)
                if gt(units, and(word, 0xffffffffff)) { leave }
                sstore(slot, add(sub(word, units), shl(40, units)))
                let record := shr(150, word)
                term := add(1, div(shl(4, and(record, 0xfff)), add(and(shr(12, record), 0xfff), 2)))
            }

            sound := count(counts, items.offset, add(items.offset, items.length))
            params := and(params, 0xfffff)
            let last := 0
            for { let i := 0 } lt(i, mload(counts)) { i := add(i, 1) } {
                let account := shr(224, calldataload(add(annotators.offset, shl(2, i))))
                sound := and(sound, gt(account, last))
                last := account
                let labels := mload(add(counts, shl(5, add(i, 1))))
                if labels {
                    let term := stake(add(accounts.slot, account), labels, params, hour)
                    if term {
                        mstore8(add(add(terms, 0x20), i), term)
                        locked := add(locked, labels)
                    }
                }
            }
        }
    }

    /// @notice Makes the counters of annotators.
    /// @param terms One byte for each of the annotators, which have four bytes each.
    function prepare(Round memory round, bytes calldata annotators, bytes calldata terms) internal pure {
        uint256[] memory counters = new uint256[](terms.length);
        assembly ("memory-safe") {
            for { let i := 0 } lt(i, terms.length) { i := add(i, 1) } {
                let account := shr(224, calldataload(add(annotators.offset, shl(2, i))))
                let term := byte(0, calldataload(add(terms.offset, i)))
                mstore(add(counters, shl(5, add(i, 1))), or(account, shl(32, term)))
            }
        }
        (round.annotators, round.annotatorCount) = (counters, counters.length);
    }

    /// @notice Draws and decides the items of a batch and counts them for everybody who had a part in them.
    /// @param items Index of its annotator per item; every index is below the number of annotators.
    /// @param votes Codes of the draws of each item.
    function decide(
        Round memory round,
        bytes calldata items,
        bytes calldata votes,
        uint256[1 << 16] storage seats
    ) internal view {
        assembly ("memory-safe") {
            mstore(add(round, 0x2a0), items.offset)
            mstore(add(round, 0x2c0), votes.offset)
        }
        _decide(round, BATCH, items.length, seats);
    }

    /// @notice The same for a panel on open items: their voters in round one are counted by its verdict too.
    /// @param items The first word of each open item; `round.verdicts` is as long.
    function decideOpen(
        Round memory round,
        uint256[] calldata items,
        bytes calldata votes,
        uint256[1 << 16] storage seats
    ) internal view {
        assembly ("memory-safe") {
            mstore(add(round, 0x2a0), items.offset)
            mstore(add(round, 0x2c0), votes.offset)
        }
        _decide(round, PANEL, items.length, seats);
    }

    /// @notice Counts open items as experts decided them, for everybody who had a part in either round.
    /// @param items Both words of each open item.
    /// @param verdicts Per item one byte: 1 accepted, 2 rejected, 3 void.
    function applyVerdicts(
        Round memory round,
        uint256[] calldata items,
        bytes calldata verdicts,
        uint256[1 << 16] storage seats
    ) internal view {
        assembly ("memory-safe") {
            mstore(add(round, 0x2a0), items.offset)
            mstore(add(round, 0x2c0), verdicts.offset)
        }
        _decide(round, EXPERTS, verdicts.length, seats);
    }

    /// @notice Counts open items that nobody decided: their stakes only go back.
    /// @param items Both words of each open item.
    function voidAll(Round memory round, uint256[] calldata items, uint256[1 << 16] storage seats)
        internal
        view
    {
        assembly ("memory-safe") {
            mstore(add(round, 0x2a0), items.offset)
        }
        _decide(round, EXPERTS, items.length / 2, seats);
    }

    function _decide(Round memory round, uint256 stage, uint256 count, uint256[1 << 16] storage seats)
        private
        view
    {
        assembly ("memory-safe") {
            // Makes the counter of a seat from its word and writes it to `place`.
            function load(ctx, place) -> counter {
                let seat := sub(shr(5, sub(place, mload(add(ctx, 0x160)))), 1)
                let word := sload(add(mload(add(ctx, 0x2e0)), seat))
                counter := shl(168, 1)
                // Eligible: owned, and joined by the lock if it stays, or began to leave after the lock.
                let joined := iszero(gt(and(shr(174, word), 0xffffffff), mload(add(ctx, 0xa0))))
                let owner := and(shr(207, word), 0xffffffff)
                if and(iszero(iszero(owner)), xor(joined, and(shr(206, word), 1))) {
                    let class := and(shr(239, word), 15)
                    let kept := shr(247, word)
                    if iszero(eq(kept, mload(add(ctx, 0xc0)))) {
                        let record := and(shr(150, word), 0xffffff)
                        class := div(shl(4, and(record, 0xfff)), add(shr(12, record), 2))
                        if eq(kept, mload(add(ctx, 0xe0))) { class := and(shr(243, word), 15) }
                    }
                    counter := or(counter, or(1, shl(16, and(shr(shl(2, class), 0xe975432111111111), 15))))
                    counter := or(or(counter, shl(224, owner)), shl(32, class))
                    counter := or(counter, shl(152, mload(add(ctx, 0x180))))
                    mstore(add(ctx, 0x180), add(seat, 1))
                }
                mstore(place, counter)
            }

            // Four draws. Each is a rank among the seats not drawn yet, which becomes a seat by stepping over the
            // drawn ones in ascending order: low and high, then low, middle and high. Lanes of 32 bits, the first
            // draw lowest.
            function drawFour(left, numbers) -> drawn {
                let low := shr(32, mul(and(numbers, 0xffffffff), left))
                let high := shr(32, mul(and(shr(32, numbers), 0xffffffff), sub(left, 1)))
                high := add(high, iszero(lt(high, low)))
                drawn := or(low, shl(32, high))
                let swapped := mul(xor(low, high), lt(high, low))
                low := xor(low, swapped)
                high := xor(high, swapped)

                let next := shr(32, mul(and(shr(64, numbers), 0xffffffff), sub(left, 2)))
                next := add(next, iszero(lt(next, low)))
                next := add(next, iszero(lt(next, high)))
                drawn := or(drawn, shl(64, next))
                swapped := mul(xor(low, next), lt(next, low))
                low := xor(low, swapped)
                next := xor(next, swapped)
                swapped := mul(xor(high, next), lt(high, next))
                high := xor(high, swapped)
                let middle := xor(next, swapped)

                next := shr(32, mul(and(shr(96, numbers), 0xffffffff), sub(left, 3)))
                next := add(next, iszero(lt(next, low)))
                next := add(next, iszero(lt(next, middle)))
                next := add(next, iszero(lt(next, high)))
                drawn := or(drawn, shl(96, next))
            }

            // Any number of draws. `picks` holds the seats that cannot be drawn any more, ascending in lanes of 16
            // bits, each less its index (unused lanes are large): so as many of them lie below the seat of a rank as
            // there are lanes <= rank, and one comparison of all lanes counts them.
            function drawMany(ctx, numbers, picks) -> drawn {
                let ones := 0x0001000100010001000100010001000100010001000100010001000100010001
                let left := mload(add(ctx, 0x20))
                let end := shl(5, mload(add(ctx, 0x40)))
                for { let lane := 0 } lt(lane, end) { lane := add(lane, 32) } {
                    let rank := shr(32, mul(and(shr(lane, numbers), 0xffffffff), left))
                    let below := and(sub(or(mul(rank, ones), shl(15, ones)), picks), shl(15, ones))
                    below := shr(240, mul(shr(15, below), ones))
                    drawn := or(drawn, shl(lane, add(rank, below)))
                    picks := insert(picks, rank, shl(4, below))
                    left := sub(left, 1)
                }
            }

            // The picks with one more whose rank among the seats not picked is `rank`, in the lane at bit `lane`.
            function insert(picks, rank, lane) -> next {
                let ones := 0x0001000100010001000100010001000100010001000100010001000100010001
                let upper := shl(16, sub(shr(lane, picks), ones))
                next := or(and(picks, sub(shl(lane, 1), 1)), shl(lane, or(rank, upper)))
            }

            // A ballot has a lane of 32 bits per draw, the first one lowest: the place of the seat's counter, whose
            // last five bits are free, and in these the code.

            // Adds `step` to the counter of every eligible seat that approved; counts them.
            function approve(ctx, ballot, annotator, step) -> heads {
                for {} ballot { ballot := shr(32, ballot) } {
                    let place := and(ballot, 0xffffffe0)
                    let counter := mload(place)
                    if iszero(counter) { counter := load(ctx, place) }
                    let head := and(and(counter, ballot), iszero(eq(shr(224, counter), annotator)))
                    mstore(place, add(counter, mul(step, head)))
                    heads := add(heads, head)
                }
            }

            // Counts a ballot of one item; what is left of it are the codes of eligible seats.
            // tally: 32 bits per code: heads 16 | weight 16.
            function cast(ctx, ballot, annotator) -> valid, tally {
                for { let lane := 0 } ballot { lane := add(lane, 32) } {
                    let place := and(ballot, 0xffffffe0)
                    let counter := mload(place)
                    if iszero(counter) { counter := load(ctx, place) }
                    let head := mul(and(counter, 0xffffffff), iszero(eq(shr(224, counter), annotator)))
                    let code := and(ballot, 3)
                    tally := add(tally, shl(shl(5, code), head))
                    valid := or(valid, shl(lane, or(place, mul(code, and(head, 1)))))
                    ballot := shr(32, ballot)
                }
            }

            // The side with both keys, 1 or 2, or 0.
            function outcome(ctx, tally) -> verdict {
                let approved := and(shr(32, tally), 0xffff)
                let rejected := and(shr(64, tally), 0xffff)
                let eligible := add(add(tally, shr(32, tally)), add(shr(64, tally), shr(96, tally)))
                eligible := and(eligible, 0xffff)
                let needed := mload(add(ctx, 0x60))
                if lt(eligible, needed) { needed := eligible }
                if lt(needed, 2) { needed := 2 }
                if or(lt(add(approved, rejected), needed), eq(approved, rejected)) { leave }
                verdict := add(1, gt(rejected, approved))
                let weight := and(shr(add(16, shl(5, verdict)), tally), 0xffff)
                let both := add(and(shr(48, tally), 0xffff), and(shr(80, tally), 0xffff))
                let threshold := and(shr(100, mload(add(ctx, 0x80))), 0x3fff)
                if lt(mul(weight, 10000), mul(threshold, both)) { verdict := 0 }
            }

            // What the seat with the counter at `place` holds; it does not change before all items are decided.
            function heldAt(ctx, place) -> units {
                let seat := sub(shr(5, sub(place, mload(add(ctx, 0x160)))), 1)
                let word := sload(add(mload(add(ctx, 0x2e0)), seat))
                units := add(and(word, 0xffffffffff), and(shr(40, word), 0xffffffffff))
                units := add(units, and(shr(80, word), 0xffffffffff))
            }

            // Counts the votes of a ballot on the losing side; `pool` is what their seats pay. A seat pays only as
            // many slashes as it can in full.
            function lose(ctx, ballot, loser) -> pool {
                let each := and(shr(80, mload(add(ctx, 0x80))), 0xfffff)
                for {} ballot { ballot := shr(32, ballot) } {
                    if eq(and(ballot, 3), loser) {
                        let place := and(ballot, 0xffffffe0)
                        let counter := mload(place)
                        let units := mul(add(and(shr(56, counter), 0xffff), 1), each)
                        if iszero(gt(units, heldAt(ctx, place))) { pool := add(pool, each) }
                        mstore(place, add(counter, shl(56, 1)))
                    }
                }
            }

            // Adds `won` to the counters of the votes of a ballot on the winning side.
            function win(ballot, winner, won) {
                for {} ballot { ballot := shr(32, ballot) } {
                    if eq(and(ballot, 3), winner) {
                        let place := and(ballot, 0xffffffe0)
                        mstore(place, add(mload(place), won))
                    }
                }
            }

            // What a winner gets: a vote with the verdict, and its share of the pool. What does not divide is dust, and
            // so is all of it when nobody voted with the verdict.
            function wonOf(ctx, pool, winners) -> won {
                won := shl(72, 1)
                if pool {
                    let dust := pool
                    if winners {
                        won := or(won, shl(88, div(pool, winners)))
                        dust := mod(pool, winners)
                    }
                    mstore(add(ctx, 0x220), add(mload(add(ctx, 0x220)), dust))
                }
            }

            // The annotator's part of the pool.
            function poolOf(ctx, verdict) -> pool {
                pool := mul(and(shr(20, mload(add(ctx, 0x80))), 0xfffff), eq(verdict, 2))
            }

            // Whether the court flagged the item.
            function flagOf(ctx, item) -> flag {
                flag := mload(add(ctx, 0x200))
                if flag {
                    flag := mload(add(mload(add(ctx, 0x1e0)), shl(5, shr(8, item))))
                    flag := and(shr(and(item, 0xff), flag), 1)
                }
            }

            // The entries of a ballot, the first one at bit `shift` and the next ones below: seat + 1 u16 | class and
            // code u8.
            function entriesOf(ctx, ballot, shift) -> entries {
                let table := mload(add(ctx, 0x160))
                for {} ballot { ballot := shr(32, ballot) } {
                    let place := and(ballot, 0xffffffe0)
                    let entry := shl(3, sub(place, table))
                    entry := or(entry, shl(2, and(shr(32, mload(place)), 15)))
                    entries := or(entries, shl(shift, or(entry, and(ballot, 3))))
                    shift := sub(shift, 24)
                }
            }

            // Appends a word to what is left open.
            function keep(ctx, word) {
                let index := mload(add(ctx, 0x1c0))
                mstore(add(add(mload(add(ctx, 0x1a0)), 0x20), shl(5, index)), word)
                mstore(add(ctx, 0x1c0), add(index, 1))
            }

            // Decides an item of a batch; the counter of its annotator is at `place`.
            function decideItem(ctx, place, item, ballot) {
                let counter := mload(place)
                let annotator := and(counter, 0xffffffff)
                let flag := flagOf(ctx, item)
                // Nobody rejects or is unsure: with enough approvals both keys hold and there is nothing to share.
                if iszero(
                    or(flag, and(ballot, 0x0000000200000002000000020000000200000002000000020000000200000002))
                ) {
                    let heads := approve(ctx, ballot, annotator, shl(72, 1))
                    if iszero(lt(heads, mload(add(ctx, 0x60)))) {
                        mstore(place, add(counter, shl(40, 1)))
                        leave
                    }
                    heads := approve(ctx, ballot, annotator, sub(0, shl(72, 1)))
                }
                let tally
                ballot, tally := cast(ctx, ballot, annotator)
                let verdict := mul(outcome(ctx, tally), iszero(flag))
                if verdict {
                    mstore(place, add(counter, shl(add(24, shl(4, verdict)), 1)))
                    let pool := poolOf(ctx, verdict)
                    let loser := sub(3, verdict)
                    if and(shr(shl(5, loser), tally), 0xffff) {
                        pool := add(pool, lose(ctx, ballot, loser))
                    }
                    let winners := and(shr(shl(5, verdict), tally), 0xffff)
                    win(ballot, verdict, wonOf(ctx, pool, winners))
                    leave
                }
                let head := or(shl(16, annotator), and(shr(24, counter), 0xff00))
                head := or(or(shl(48, item), flag), head)
                keep(ctx, or(shl(192, head), entriesOf(ctx, ballot, 168)))
            }

            // The seats of round one, as picks, and its valid ballot, from the first word of an open item.
            function firstRound(ctx, word) -> picks, ballot {
                // Lane i holds i: picks and these together are seats.
                let indexes := 0x000f000e000d000c000b000a0009000800070006000500040003000200010000
                let ones := 0x0001000100010001000100010001000100010001000100010001000100010001
                picks := mul(ones, 0x7000)
                let table := mload(add(ctx, 0x160))
                let lane := 0
                for { let rest := shl(64, word) } rest { rest := shl(24, rest) } {
                    let seat := sub(shr(240, rest), 1)
                    let below := add(picks, indexes)
                    below := and(sub(or(mul(seat, ones), shl(15, ones)), below), shl(15, ones))
                    below := shr(240, mul(shr(15, below), ones))
                    picks := insert(picks, sub(seat, below), shl(4, below))
                    let place := add(table, shl(5, shr(240, rest)))
                    let code := and(shr(232, rest), 3)
                    if and(iszero(mload(place)), gt(code, 0)) { pop(load(ctx, place)) }
                    ballot := or(ballot, shl(lane, or(place, code)))
                    lane := add(lane, 32)
                }
            }

            // Counts an open item that ends as `verdict` for its annotator.
            function credit(ctx, word, verdict) {
                let account := and(shr(208, word), 0xffffffff)
                let place := add(mload(add(ctx, 0x120)), 0x20)
                let end := add(place, shl(5, mload(add(ctx, 0x140))))
                for {} lt(place, end) { place := add(place, 0x20) } {
                    if eq(and(mload(place), 0xffffffff), account) { break }
                }
                if eq(place, end) {
                    mstore(place, or(account, shl(32, and(shr(200, word), 0xff))))
                    mstore(add(ctx, 0x140), add(mload(add(ctx, 0x140)), 1))
                }
                mstore(place, add(mload(place), shl(add(24, shl(4, verdict)), 1)))
            }

            function headsOf(ballot, code) -> heads {
                for {} ballot { ballot := shr(32, ballot) } {
                    heads := add(heads, eq(and(ballot, 3), code))
                }
            }

            // Decides an open item by the votes of its panel.
            function decidePanel(ctx, index, word, codes) {
                mstore(0x20, shr(240, word))
                let picks, first := firstRound(ctx, word)
                let ballot := drawMany(ctx, keccak256(0x00, 0x40), picks)
                ballot := or(add(shl(5, ballot), mload(add(ctx, 0x320))), codes)
                let verdict
                ballot, verdict := cast(ctx, ballot, and(shr(208, word), 0xffffffff))
                verdict := outcome(ctx, verdict)
                let flag := flagOf(ctx, shr(240, word))
                if or(flag, iszero(verdict)) {
                    keep(ctx, or(word, shl(192, flag)))
                    keep(ctx, entriesOf(ctx, ballot, 232))
                    leave
                }
                credit(ctx, word, verdict)
                mstore(add(mload(add(ctx, 0x280)), shl(5, add(index, 1))), verdict)
                share(ctx, first, ballot, verdict)
            }

            // Counts an item for the voters of both rounds: losers fill the pool, winners share it.
            function share(ctx, first, panel, verdict) {
                let loser := sub(3, verdict)
                let pool := add(poolOf(ctx, verdict), add(lose(ctx, first, loser), lose(ctx, panel, loser)))
                let won := wonOf(ctx, pool, add(headsOf(first, verdict), headsOf(panel, verdict)))
                win(first, verdict, won)
                win(panel, verdict, won)
            }

            // The ballot of entries, the first of which is highest. Voters not counted yet get a counter with the class
            // of the entry.
            function ballotOf(ctx, entries) -> ballot {
                let table := mload(add(ctx, 0x160))
                for { let lane := 0 } entries { lane := add(lane, 32) } {
                    let place := add(table, shl(5, shr(240, entries)))
                    let code := and(shr(232, entries), 3)
                    if and(iszero(mload(place)), gt(code, 0)) {
                        let class := and(shr(234, entries), 15)
                        let link := or(shl(168, 1), shl(152, mload(add(ctx, 0x180))))
                        mstore(place, or(link, shl(32, class)))
                        mstore(add(ctx, 0x180), shr(240, entries))
                    }
                    ballot := or(ballot, shl(lane, or(place, code)))
                    entries := shl(24, entries)
                }
            }

            // Counts an open item as the experts decided it.
            function applyVerdict(ctx, index) {
                let items := add(mload(add(ctx, 0x2a0)), shl(6, index))
                let verdicts := mload(add(ctx, 0x2c0))
                let verdict := 3
                if verdicts { verdict := byte(0, calldataload(add(verdicts, index))) }
                let word := calldataload(items)
                credit(ctx, word, verdict)
                if lt(verdict, 3) {
                    let first := ballotOf(ctx, shl(64, word))
                    share(ctx, first, ballotOf(ctx, calldataload(add(items, 0x20))), verdict)
                }
            }

            // The codes of the item at `index`, one byte for up to four draws or two, spread over lanes of 32 bits.
            function codesAt(ctx, index, wide) -> lanes {
                let codes := calldataload(add(mload(add(ctx, 0x2c0)), shl(wide, index)))
                if iszero(wide) {
                    codes := and(byte(0, codes), mload(add(ctx, 0x300)))
                    lanes := or(and(codes, 3), shl(30, and(codes, 12)))
                    lanes := or(or(lanes, shl(60, and(codes, 48))), shl(90, and(codes, 192)))
                    leave
                }
                codes := and(or(byte(0, codes), shl(8, byte(1, codes))), mload(add(ctx, 0x300)))
                for { let shift := 0 } codes { shift := add(shift, 32) } {
                    lanes := or(lanes, shl(shift, and(codes, 3)))
                    codes := shr(2, codes)
                }
            }

            // Decides the items of a batch one by one.
            function decideBatch(ctx, end, wide) {
                let items := mload(add(ctx, 0x2a0))
                for { let item := 0 } lt(item, end) { item := add(item, 1) } {
                    let place := shl(5, add(1, byte(0, calldataload(add(items, item)))))
                    place := add(mload(add(ctx, 0x120)), place)
                    if and(mload(place), 0xff00000000) {
                        mstore(0x20, item)
                        let ballot := keccak256(0x00, 0x40)
                        switch mload(add(ctx, 0x40))
                        case 4 { ballot := drawFour(mload(add(ctx, 0x20)), ballot) }
                        default {
                            let none := 0x7000700070007000700070007000700070007000700070007000700070007000
                            ballot := drawMany(ctx, ballot, none)
                        }
                        ballot := or(add(shl(5, ballot), mload(add(ctx, 0x320))), codesAt(ctx, item, wide))
                        decideItem(ctx, place, item, ballot)
                    }
                }
            }

            mstore(0x00, mload(round))
            mstore(add(round, 0x2e0), seats.slot)
            let draws := mload(add(round, 0x40))
            mstore(add(round, 0x300), sub(shl(shl(1, draws), 1), 1))
            {
                let ones := 0x0000000100000001000000010000000100000001000000010000000100000001
                ones := shr(sub(256, shl(5, draws)), ones)
                mstore(add(round, 0x320), mul(add(mload(add(round, 0x160)), 0x20), ones))
            }
            let params := mload(add(round, 0x80))
            switch stage
            case 1 { decideBatch(round, count, gt(and(shr(114, params), 15), 4)) }
            case 2 {
                let wide := gt(and(shr(122, params), 15), 4)
                for { let index := 0 } lt(index, count) { index := add(index, 1) } {
                    let word := calldataload(add(mload(add(round, 0x2a0)), shl(5, index)))
                    decidePanel(round, index, word, codesAt(round, index, wide))
                }
            }
            default {
                for { let index := 0 } lt(index, count) { index := add(index, 1) } {
                    applyVerdict(round, index)
                }
            }
        }
    }

    /// @notice Changes the words of all annotators and seats that were counted.
    function pay(Round memory round, uint256[1 << 32] storage accounts, uint256[1 << 16] storage seats)
        internal
    {
        assembly ("memory-safe") {
            mstore(add(round, 0x340), accounts.slot)
            mstore(add(round, 0x2e0), seats.slot)
            function least(a, b) -> c {
                c := xor(a, mul(xor(a, b), lt(b, a)))
            }

            // A reward for the record class, rounded down.
            function reward(base, class) -> units {
                units := shr(6, mul(and(base, 0xfffff), add(34, shl(2, class))))
            }

            // Adds decisions to the record; both counters are halved first when they do not fit.
            function decisions(word, good, all) -> next {
                let record := and(shr(150, word), 0xffffff)
                next := add(record, or(good, shl(12, all)))
                if gt(add(shr(12, record), all), 0xfff) {
                    next := add(and(shr(1, record), 0x7ff7ff), or(good, shl(12, all)))
                }
                next := or(and(word, not(shl(150, 0xffffff))), shl(150, next))
            }

            // Moves what has vested to the free units and lets `income` vest.
            function vest(ctx, word, income) -> next {
                next := word
                if iszero(income) { leave }
                let unvested := and(shr(80, word), 0xffffffffff)
                let length := and(shr(138, word), 0xfff)
                let hour := mload(add(ctx, 0x100))
                let end := add(and(shr(120, word), 0x3ffff), length)
                let left := mul(sub(end, hour), gt(end, hour))
                let rest := 0
                if left {
                    let extra := mod(unvested, length)
                    if gt(extra, left) { extra := left }
                    rest := add(mul(div(unvested, length), left), extra)
                }
                let sum := add(rest, income)
                income := mul(income, and(shr(142, mload(add(ctx, 0x80))), 0xfff))
                length := div(add(add(mul(rest, left), income), sub(sum, 1)), sum)
                next := or(or(sum, shl(40, hour)), shl(58, length))
                next := or(and(word, not(shl(80, 0x3fffffffffffffffff))), shl(80, next))
                next := add(next, sub(unvested, rest))
            }

            function account(ctx, counter) {
                let good := and(shr(40, counter), 0xffff)
                let bad := and(shr(56, counter), 0xffff)
                if iszero(shr(40, counter)) { leave }
                let params := mload(add(ctx, 0x80))
                let slot := add(mload(add(ctx, 0x340)), and(counter, 0xffffffff))
                let word := decisions(sload(slot), good, add(good, bad))

                let units := mul(add(add(good, bad), shr(72, counter)), and(params, 0xfffff))
                word := add(sub(word, shl(40, units)), units)
                if bad {
                    units := mul(bad, and(shr(20, params), 0xfffff))
                    word := sub(word, units)
                    word := sub(word, shl(192, least(div(add(units, 9), 10), and(shr(192, word), 0xffffff))))
                }

                units := mul(good, reward(shr(40, params), sub(and(shr(32, counter), 0xff), 1)))
                mstore(add(ctx, 0x240), add(mload(add(ctx, 0x240)), units))
                let repaid := least(shr(236, word), units)
                if repaid {
                    mstore(add(ctx, 0x260), add(mload(add(ctx, 0x260)), repaid))
                    word := sub(word, shl(236, repaid))
                }
                sstore(slot, vest(ctx, word, sub(units, repaid)))
            }

            // Keeps the classes of this epoch and the one before when the record changes first in an epoch.
            function freeze(ctx, word) -> next {
                let epoch := mload(add(ctx, 0xe0))
                next := word
                if eq(shr(247, word), epoch) { leave }
                let record := and(shr(150, word), 0xffffff)
                let class := div(shl(4, and(record, 0xfff)), add(shr(12, record), 2))
                let before := class
                if eq(shr(247, word), and(sub(epoch, 1), 511)) { before := and(shr(239, word), 15) }
                next := and(word, sub(shl(239, 1), 1))
                next := or(next, shl(239, or(class, or(shl(4, before), shl(8, epoch)))))
            }

            // Takes as many slashes as the seat can pay in full from unvested, then locked, then free units.
            function slash(word, count, each) -> next {
                let unvested := and(shr(80, word), 0xffffffffff)
                let locked := and(shr(40, word), 0xffffffffff)
                let held := add(and(word, 0xffffffffff), add(locked, unvested))
                let units := mul(least(count, div(held, each)), each)
                let taken := least(units, unvested)
                next := sub(word, shl(80, taken))
                units := sub(units, taken)
                taken := least(units, locked)
                next := sub(sub(next, shl(40, taken)), sub(units, taken))
            }

            function seat(ctx, index, counter) {
                let good := and(shr(72, counter), 0xffff)
                let bad := and(shr(56, counter), 0xffff)
                if iszero(or(good, bad)) { leave }
                let params := mload(add(ctx, 0x80))
                let slot := add(mload(add(ctx, 0x2e0)), index)
                let word := decisions(freeze(ctx, sload(slot)), good, add(good, bad))
                if bad { word := slash(word, bad, and(shr(80, params), 0xfffff)) }
                let units := mul(good, reward(shr(60, params), and(shr(32, counter), 0xff)))
                mstore(add(ctx, 0x240), add(mload(add(ctx, 0x240)), units))
                sstore(slot, vest(ctx, word, add(units, and(shr(88, counter), 0xffffffffffffffff))))
            }

            let place := mload(add(round, 0x120))
            for { let end := add(place, shl(5, mload(add(round, 0x140)))) } lt(place, end) {} {
                place := add(place, 0x20)
                account(round, mload(place))
            }
            let counters := mload(add(round, 0x160))
            for { let next := mload(add(round, 0x180)) } next {} {
                let counter := mload(add(counters, shl(5, next)))
                seat(round, sub(next, 1), counter)
                next := and(shr(152, counter), 0xffff)
            }
        }
    }
}
