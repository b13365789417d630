// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Applier
/// @notice The inner loops of a settlement, and the only assembly of the ledger: draw, count and decide every item,
/// then change the word of each person once. Every rule here is also written in plain Solidity in Draw, Verdict, Record,
/// Vesting and Changes; test/reference/PlainSettlement.sol puts those together, and a differential fuzz test holds
/// this file to it, word by word.
/// @dev Blocks are memory-safe: they write to the arrays of the round, to its fields and to scratch space. Nothing can
/// overflow: amounts are below 2^40 and at most 1000 items of at most 8 draws are counted. Shifts of words are those of
/// LedgerWords, which assembly cannot name.
library Applier {
    /// @notice A batch while it is settled. Its fields are read by their offset, 32 bytes each.
    struct Round {
        /// 0x00
        bytes32 seed;
        /// 0x20 Seats that take part in the draw.
        uint256 seatCount;
        /// 0x40 min(draws, seatCount).
        uint256 count;
        /// 0x60 Block of the lock.
        uint256 lockBlock;
        /// 0x80 Record epoch of the lock, and 0xa0 of now.
        uint256 epoch;
        uint256 epochNow;
        /// 0xc0 Hours since TIME_ZERO.
        uint256 hour;
        /// 0xe0 The project's rules.
        uint256 params;
        /// 0x100 Storage slots of account 0 and, 0x120, of seat 0.
        uint256 accountsSlot;
        uint256 seatsSlot;
        /// 0x140 One counter per annotator: account 32 | term 8 | accepted 16 | rejected 16.
        uint256[] annotators;
        /// 0x160 One counter per seat, 0 until an item draws it: head 16 (1 if eligible) | weight 16 | class 8 |
        /// payable slashes 16 | against the verdict 16 | with it 16 | shares 64 | next 16 | loaded 1 | owner 32 at bit
        /// 224. `next` is the eligible seat loaded before, plus one. Only head, weight and owner are 0 if not eligible.
        uint256[] seats;
        /// 0x180 The word of each open item, and, 0x1a0, how many there are.
        uint256[] open;
        uint256 openCount;
        /// 0x1c0 Bit map of the items the court flagged, and, 0x1e0, whether there are any.
        uint256[4] flags;
        bool flagged;
        /// 0x200 The eligible seat loaded last, plus one.
        uint256 lastSeat;
        /// 0x220 Slashed units that do not divide evenly among winners.
        uint256 dust;
        /// 0x240 Rewards paid, and, 0x260, what of them went to the sponsor fund.
        uint256 paid;
        uint256 repaid;
        /// 0x280 The memory place of the counter of seat 0, once per draw, 32 bits each.
        uint256 places;
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

    /// @notice Draws and decides every item and counts it for everybody who had a part in it.
    /// @param items Index of its annotator per item; every index is below the number of annotators.
    /// @param votes Codes of the draws of each item.
    function decide(
        Round memory round,
        bytes calldata items,
        bytes calldata votes,
        uint256[1 << 16] storage seats
    ) internal view {
        assembly ("memory-safe") {
            // Makes the counter of a seat from its word and writes it to `place`.
            function load(ctx, place) -> counter {
                let seat := sub(shr(5, sub(place, mload(add(ctx, 0x160)))), 1)
                let word := sload(add(mload(add(ctx, 0x120)), seat))
                counter := shl(168, 1)
                // Eligible: owned, and joined by the lock if it stays, or began to leave after the lock.
                let joined := iszero(gt(and(shr(174, word), 0xffffffff), mload(add(ctx, 0x60))))
                let owner := and(shr(207, word), 0xffffffff)
                if and(iszero(iszero(owner)), xor(joined, and(shr(206, word), 1))) {
                    let record := and(shr(150, word), 0xffffff)
                    let class := div(shl(4, and(record, 0xfff)), add(shr(12, record), 2))
                    let kept := shr(247, word)
                    switch eq(kept, mload(add(ctx, 0x80)))
                    case 1 { class := and(shr(239, word), 15) }
                    default {
                        if eq(kept, mload(add(ctx, 0xa0))) { class := and(shr(243, word), 15) }
                    }
                    let held := and(word, 0xffffffffff)
                    held := add(held, and(shr(40, word), 0xffffffffff))
                    held := add(held, and(shr(80, word), 0xffffffffff))
                    let slashes := div(held, and(shr(80, mload(add(ctx, 0xe0))), 0xfffff))
                    if gt(slashes, 0xffff) { slashes := 0xffff }
                    counter := or(counter, or(1, shl(16, and(shr(shl(2, class), 0xe975432111111111), 15))))
                    counter := or(counter, or(shl(224, owner), or(shl(32, class), shl(40, slashes))))
                    counter := or(counter, shl(152, mload(add(ctx, 0x200))))
                    mstore(add(ctx, 0x200), add(seat, 1))
                }
                mstore(place, counter)
            }

            // Four draws. Each is a rank among the seats not drawn yet, which becomes a seat by stepping over the
            // drawn ones in ascending order: low and high, then low, middle and high.
            function drawFour(ctx, numbers) -> drawn {
                let left := mload(add(ctx, 0x20))
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

            // Any number of draws. `picks` holds the seats drawn so far, ascending in lanes of 16 bits, each less its
            // index (unused lanes are large): so as many drawn seats lie below the seat of a rank as there are lanes
            // <= rank, and one comparison of all lanes counts them.
            function drawMany(ctx, numbers) -> drawn {
                let ones := 0x0001000100010001000100010001000100010001000100010001000100010001
                let picks := 0x7fff7fff7fff7fff7fff7fff7fff7fff7fff7fff7fff7fff7fff7fff7fff7fff
                let left := mload(add(ctx, 0x20))
                let end := shl(5, mload(add(ctx, 0x40)))
                for { let lane := 0 } lt(lane, end) { lane := add(lane, 32) } {
                    let rank := shr(32, mul(and(shr(lane, numbers), 0xffffffff), left))
                    let below := and(sub(or(mul(rank, ones), shl(15, ones)), picks), shl(15, ones))
                    below := shr(240, mul(shr(15, below), ones))
                    drawn := or(drawn, shl(lane, add(rank, below)))
                    below := shl(4, below)
                    let upper := shl(16, sub(shr(below, picks), ones))
                    picks := or(and(picks, sub(shl(below, 1), 1)), shl(below, or(rank, upper)))
                    left := sub(left, 1)
                }
            }

            // Adds `step` to the counter of every eligible seat that approved; counts them.
            function approve(ctx, places, codes, annotator, step) -> heads {
                for {} places { places := shr(32, places) } {
                    let place := and(places, 0xffffffff)
                    let counter := mload(place)
                    if iszero(counter) { counter := load(ctx, place) }
                    let head := and(and(counter, codes), iszero(eq(shr(224, counter), annotator)))
                    mstore(place, add(counter, mul(step, head)))
                    heads := add(heads, head)
                    codes := shr(2, codes)
                }
            }

            // Casts the votes of one item.
            // ballot: 32 bits per draw, the first one lowest: code 2 (0 if not eligible) | place of the counter 30.
            // tally: 32 bits per code: heads 16 | weight 16, of eligible seats.
            function cast(ctx, places, codes, annotator) -> ballot, tally {
                for { let lane := 0 } places { lane := add(lane, 32) } {
                    let place := and(places, 0xffffffff)
                    let counter := mload(place)
                    if iszero(counter) { counter := load(ctx, place) }
                    let head := mul(and(counter, 0xffffffff), iszero(eq(shr(224, counter), annotator)))
                    let code := and(codes, 3)
                    tally := add(tally, shl(shl(5, code), head))
                    ballot := or(ballot, shl(lane, or(shl(2, place), mul(code, and(head, 1)))))
                    codes := shr(2, codes)
                    places := shr(32, places)
                }
            }

            // The side with both keys, 1 or 2, or 0.
            function outcome(params, tally) -> verdict {
                let approved := and(shr(32, tally), 0xffff)
                let rejected := and(shr(64, tally), 0xffff)
                let eligible := add(add(tally, shr(32, tally)), add(shr(64, tally), shr(96, tally)))
                eligible := and(eligible, 0xffff)
                let needed := and(shr(118, params), 15)
                if lt(eligible, needed) { needed := eligible }
                if lt(needed, 2) { needed := 2 }
                if or(lt(add(approved, rejected), needed), eq(approved, rejected)) { leave }
                verdict := add(1, gt(rejected, approved))
                let weight := and(shr(add(16, shl(5, verdict)), tally), 0xffff)
                let both := add(and(shr(48, tally), 0xffff), and(shr(80, tally), 0xffff))
                if lt(mul(weight, 10000), mul(and(shr(100, params), 0x3fff), both)) { verdict := 0 }
            }

            // Counts a decided item for its voters: losers fill the pool, winners share it.
            function settle(ctx, ballot, tally, verdict) {
                let params := mload(add(ctx, 0xe0))
                let won := shl(72, 1)
                let loser := sub(3, verdict)
                let pool := mul(and(shr(20, params), 0xfffff), eq(verdict, 2))
                if and(shr(shl(5, loser), tally), 0xffff) {
                    for { let rest := ballot } rest { rest := shr(32, rest) } {
                        if eq(and(rest, 3), loser) {
                            let place := and(shr(2, rest), 0x3fffffff)
                            let counter := mload(place)
                            if lt(and(shr(56, counter), 0xffff), and(shr(40, counter), 0xffff)) {
                                pool := add(pool, and(shr(80, params), 0xfffff))
                            }
                            mstore(place, add(counter, shl(56, 1)))
                        }
                    }
                }
                if pool {
                    let winners := and(shr(shl(5, verdict), tally), 0xffff)
                    won := or(won, shl(88, div(pool, winners)))
                    mstore(add(ctx, 0x220), add(mload(add(ctx, 0x220)), mod(pool, winners)))
                }
                for {} ballot { ballot := shr(32, ballot) } {
                    if eq(and(ballot, 3), verdict) {
                        let place := and(shr(2, ballot), 0x3fffffff)
                        mstore(place, add(mload(place), won))
                    }
                }
            }

            // Writes the word of an open item: head (item u16 | annotator u32 | term u8 | flag u8), then per draw, the
            // first one highest: seat + 1 u16 | class and code u8.
            function keep(ctx, head, ballot) {
                let word := shl(192, head)
                let table := mload(add(ctx, 0x160))
                for { let lane := 168 } ballot { lane := sub(lane, 24) } {
                    let place := and(shr(2, ballot), 0x3fffffff)
                    let entry := shl(3, sub(place, table))
                    entry := or(entry, shl(2, and(shr(32, mload(place)), 15)))
                    word := or(word, shl(lane, or(entry, and(ballot, 3))))
                    ballot := shr(32, ballot)
                }
                let index := mload(add(ctx, 0x1a0))
                mstore(add(add(mload(add(ctx, 0x180)), 0x20), shl(5, index)), word)
                mstore(add(ctx, 0x1a0), add(index, 1))
            }

            // Decides one item of the annotator whose counter is at `place`.
            function decideItem(ctx, place, item, places, codes) {
                let annotator := mload(place)
                let params := mload(add(ctx, 0xe0))
                let flag := mload(add(ctx, 0x1e0))
                if flag {
                    flag := mload(add(mload(add(ctx, 0x1c0)), shl(5, shr(8, item))))
                    flag := and(shr(and(item, 0xff), flag), 1)
                }
                // Nobody rejects or is unsure: with enough approvals both keys hold and there is nothing to share.
                if iszero(or(flag, and(codes, 0xaaaa))) {
                    let step := shl(72, 1)
                    let heads := approve(ctx, places, codes, and(annotator, 0xffffffff), step)
                    if iszero(lt(heads, and(shr(118, params), 15))) {
                        if gt(heads, 1) {
                            mstore(place, add(annotator, shl(40, 1)))
                            leave
                        }
                    }
                    heads := approve(ctx, places, codes, and(annotator, 0xffffffff), sub(0, step))
                }
                let ballot, tally := cast(ctx, places, codes, and(annotator, 0xffffffff))
                let verdict := mul(outcome(params, tally), iszero(flag))
                if verdict {
                    mstore(place, add(annotator, shl(add(24, shl(4, verdict)), 1)))
                    settle(ctx, ballot, tally, verdict)
                    leave
                }
                let head := or(shl(16, and(annotator, 0xffffffff)), and(shr(24, annotator), 0xff00))
                keep(ctx, or(or(shl(48, item), flag), head), ballot)
            }

            mstore(add(round, 0x120), seats.slot)
            mstore(0x00, mload(round))
            {
                let ones := 0x0000000100000001000000010000000100000001000000010000000100000001
                ones := shr(sub(256, shl(5, mload(add(round, 0x40)))), ones)
                mstore(add(round, 0x280), mul(add(mload(add(round, 0x160)), 0x20), ones))
            }
            let wide := gt(and(shr(114, mload(add(round, 0xe0))), 15), 4)
            for { let item := 0 } lt(item, items.length) { item := add(item, 1) } {
                let place := shl(5, add(1, byte(0, calldataload(add(items.offset, item)))))
                place := add(mload(add(round, 0x140)), place)
                if and(mload(place), 0xff00000000) {
                    mstore(0x20, item)
                    let codes := calldataload(add(votes.offset, shl(wide, item)))
                    codes := or(byte(0, codes), mul(wide, shl(8, byte(1, codes))))
                    let drawn := keccak256(0x00, 0x40)
                    switch mload(add(round, 0x40))
                    case 4 { drawn := drawFour(round, drawn) }
                    default { drawn := drawMany(round, drawn) }
                    let places := add(shl(5, drawn), mload(add(round, 0x280)))
                    decideItem(round, place, item, places, codes)
                }
            }
        }
    }

    /// @notice Changes the words of all annotators and seats that were counted.
    function pay(Round memory round, uint256[1 << 32] storage accounts, uint256[1 << 16] storage seats)
        internal
    {
        assembly ("memory-safe") {
            mstore(add(round, 0x100), accounts.slot)
            mstore(add(round, 0x120), seats.slot)
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
                let hour := mload(add(ctx, 0xc0))
                let end := add(and(shr(120, word), 0x3ffff), length)
                let left := mul(sub(end, hour), gt(end, hour))
                let rest := 0
                if left {
                    rest := add(mul(div(unvested, length), left), least(mod(unvested, length), left))
                }
                let sum := add(rest, income)
                income := mul(income, and(shr(142, mload(add(ctx, 0xe0))), 0xfff))
                length := div(add(add(mul(rest, left), income), sub(sum, 1)), sum)
                next := or(or(sum, shl(40, hour)), shl(58, length))
                next := or(and(word, not(shl(80, 0x3fffffffffffffffff))), shl(80, next))
                next := add(next, sub(unvested, rest))
            }

            function account(ctx, counter) {
                let good := and(shr(40, counter), 0xffff)
                let bad := shr(56, counter)
                if iszero(or(good, bad)) { leave }
                let params := mload(add(ctx, 0xe0))
                let slot := add(mload(add(ctx, 0x100)), and(counter, 0xffffffff))
                let word := decisions(sload(slot), good, add(good, bad))

                let units := mul(add(good, bad), and(params, 0xfffff))
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
                let epoch := mload(add(ctx, 0xa0))
                next := word
                if eq(shr(247, word), epoch) { leave }
                let record := and(shr(150, word), 0xffffff)
                let class := div(shl(4, and(record, 0xfff)), add(shr(12, record), 2))
                let before := class
                if eq(shr(247, word), and(sub(epoch, 1), 511)) { before := and(shr(239, word), 15) }
                next := and(word, sub(shl(239, 1), 1))
                next := or(next, shl(239, or(class, or(shl(4, before), shl(8, epoch)))))
            }

            // Takes units from unvested, then locked, then free.
            function slash(word, units) -> next {
                let taken := least(units, and(shr(80, word), 0xffffffffff))
                next := sub(word, shl(80, taken))
                units := sub(units, taken)
                taken := least(units, and(shr(40, word), 0xffffffffff))
                next := sub(sub(next, shl(40, taken)), sub(units, taken))
            }

            function seat(ctx, index, counter) {
                let good := and(shr(72, counter), 0xffff)
                let bad := and(shr(56, counter), 0xffff)
                if iszero(or(good, bad)) { leave }
                let params := mload(add(ctx, 0xe0))
                let slot := add(mload(add(ctx, 0x120)), index)
                let word := decisions(freeze(ctx, sload(slot)), good, add(good, bad))
                bad := least(bad, and(shr(40, counter), 0xffff))
                if bad { word := slash(word, mul(bad, and(shr(80, params), 0xfffff))) }
                let units := mul(good, reward(shr(60, params), and(shr(32, counter), 0xff)))
                mstore(add(ctx, 0x240), add(mload(add(ctx, 0x240)), units))
                sstore(slot, vest(ctx, word, add(units, and(shr(88, counter), 0xffffffffffffffff))))
            }

            let place := mload(add(round, 0x140))
            for { let end := add(place, shl(5, mload(place))) } lt(place, end) {} {
                place := add(place, 0x20)
                account(round, mload(place))
            }
            let counters := mload(add(round, 0x160))
            for { let next := mload(add(round, 0x200)) } next {} {
                let counter := mload(add(counters, shl(5, next)))
                seat(round, sub(next, 1), counter)
                next := and(shr(152, counter), 0xffff)
            }
        }
    }
}
