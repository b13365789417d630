// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Applier
/// @notice The inner loops of settling: draws, counts and decides items, and notes what they do to each person, whom
/// {Payments} then pays once. With {Stakes} and {Payments} it is the only assembly of the ledger, but for a few pointers in
/// {Rulings}. Every rule here is also
/// written in plain Solidity, in Draw, Verdict, Record and test/reference, and differential fuzz tests hold these files to
/// that, word by word.
/// @dev Blocks are memory-safe: they write to the arrays of the round, to its fields, to scratch space and to memory that
/// they allocate. Nothing can overflow: amounts are below 2^40, and at most 1000 items of at most 8 draws a round are
/// counted. Shifts of words are those of LedgerWords, which assembly cannot name. The file is long because functions of
/// assembly are known in their own block only, and all stages of deciding share most of them.
library Applier {
    // Who decides.
    uint256 private constant BATCH = 1;
    uint256 private constant PANEL = 2;

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
        /// 0x120 One counter per annotator: account 32 | term 8 | accepted 16 | rejected 16 | unclear 16; 0x140 how many
        /// there are. Open items find theirs by the account, so there it is a power of two, and some are 0.
        uint256[] annotators;
        uint256 annotatorCount;
        /// 0x160 One counter per seat, 0 until an item draws it: head 16 (1 if eligible) | weight 16 | class 24 | against
        /// the verdict 16 | with it 16 | shares 64 | loaded 1 at bit 168 | purse 17 | loaded word's place 24 | owner 32 at
        /// bit 224. `purse` is how many slashes the seat can pay, plus one, once it lost. A seat that is not eligible has
        /// nothing but `loaded`.
        uint256[] seats;
        /// 0x180 Where the words of eligible seats end that were loaded: two words each, the seat's own and the place of
        /// its counter.
        uint256 loadedEnd;
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
        /// 0x280 In a panel the verdict of each open item the court flagged before.
        uint256[] verdicts;
        /// From here on only Applier and Payments write. 0x2a0 Where items and, 0x2c0, votes are in the calldata.
        uint256 itemsAt;
        uint256 votesAt;
        /// 0x2e0 What makes the slot of a seat of the place of its counter divided by 32.
        uint256 seatsSlot;
        /// 0x300 A mask for the codes of one item in lanes of 32 bits.
        uint256 codeMask;
        /// 0x320 The memory place of the counter of seat 0, once per draw, 32 bits each.
        uint256 places;
        /// 0x340 Slot of account 0.
        uint256 accountsSlot;
        /// 0x360 Whether the court flagged an open item of a panel before.
        bool disputed;
        /// 0x380 Where the words of loaded seats begin.
        uint256 loadedStart;
        /// 0x3a0 The place of the list of seats, once per seat of round one, 32 bits each.
        uint256 firstPlaces;
        /// 0x3c0 How far the entries of round one are shifted, so that the last one is lowest.
        uint256 entryShift;
        /// 0x3e0 A mask for the numbers of the draws there are, 32 bits each, and, 0x400, a one in each lane of 32 bits.
        uint256 numberMask;
        uint256 ones;
        /// 0x420 Lanes above all seats that make those of round one four or eight.
        uint256 noSeats;
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

    function _decide(Round memory round, uint256 stage, uint256 count, uint256[1 << 16] storage seats)
        private
        view
    {
        // The compiler optimizes assembly only when it names no variable of Solidity: it finds them in memory.
        assembly ("memory-safe") {
            mstore(add(round, 0x2e0), sub(sub(seats.slot, 1), shr(5, mload(add(round, 0x160)))))
            let frame := mload(0x40)
            mstore(frame, round)
            mstore(add(frame, 0x20), stage)
            mstore(add(frame, 0x40), count)
            mstore(0x40, add(frame, 0x60))
        }
        assembly ("memory-safe") {
            // Keeps the word of a seat for its payment; `link` is its place in the seat's counter.
            function remember(ctx, place, word) -> link {
                link := mload(add(ctx, 0x180))
                mstore(link, word)
                mstore(add(link, 0x20), place)
                mstore(add(ctx, 0x180), add(link, 0x40))
                link := shl(186, link)
            }

            // Makes the counter of a seat from its word and writes it to `place`.
            function load(ctx, place) -> counter {
                let word := sload(add(mload(add(ctx, 0x2e0)), shr(5, place)))
                counter := shl(168, 1)
                // Eligible: owned, and joined by the lock if it stays, or began to leave after the lock.
                let owner := and(shr(207, word), 0xffffffff)
                let late := gt(and(shr(174, word), 0xffffffff), mload(add(ctx, 0xa0)))
                if mul(owner, eq(late, and(shr(206, word), 1))) {
                    let class := and(shr(239, word), 15)
                    let kept := shr(247, word)
                    if iszero(eq(kept, mload(add(ctx, 0xc0)))) {
                        class := and(shr(243, word), 15)
                        if iszero(eq(kept, mload(add(ctx, 0xe0)))) {
                            let record := shr(150, word)
                            class := div(shl(4, and(record, 0xfff)), add(and(shr(12, record), 0xfff), 2))
                        }
                    }
                    counter := or(add(counter, 1), or(shl(32, class), shl(224, owner)))
                    counter := or(counter, shl(16, and(shr(shl(2, class), 0xe975432111111111), 15)))
                    counter := or(counter, remember(ctx, place, word))
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

            // Up to eight draws, in lanes of 32 bits, the first one lowest, of seats that were not drawn before; `skips` has
            // a lane for each of those: how many seats that can be drawn are below it, plus one. All ranks are computed at once, of
            // even draws in one word and of odd ones in another. They become seats from the last draw to the first: a
            // rank rises by one if it is not below that of an earlier draw, and in the end for each of the skips that it
            // is not below. Draws that there are not have rank 0 and change none that there are.
            function drawMany(ctx, skips) -> drawn {
                drawn := and(keccak256(0x00, 0x40), mload(add(ctx, 0x3e0)))
                let left := mload(add(ctx, 0x20))
                let half := 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff
                let odd := and(shr(32, drawn), half)
                drawn := times(and(drawn, half), left)
                odd := times(odd, sub(left, 1))
                drawn := or(and(shr(32, drawn), half), and(odd, not(half)))
                // Bit 15 of a lane tells how comparisons end.
                let ones := mload(add(ctx, 0x400))
                drawn := or(drawn, shl(15, ones))
                drawn := rise(drawn, 192, shl(224, ones))
                drawn := rise(drawn, 160, shl(192, ones))
                drawn := rise(drawn, 128, shl(160, ones))
                drawn := rise(drawn, 96, shl(128, ones))
                drawn := rise(drawn, 64, shl(96, ones))
                drawn := rise(drawn, 32, shl(64, ones))
                drawn := rise(drawn, 0, shl(32, ones))
                if skips {
                    let above := add(drawn, ones)
                    odd := notBelow(above, skips, ones)
                    skips := shr(128, skips)
                    if skips { odd := add(odd, notBelow(above, skips, ones)) }
                    drawn := add(drawn, shr(15, odd))
                }
                drawn := and(drawn, and(mload(add(ctx, 0x3e0)), mul(ones, 0x7fff)))
            }

            // Numbers in lanes of 64 bits times `left`, `left` - 2, `left` - 4 and `left` - 6.
            function times(numbers, left) -> products {
                products := and(numbers, not(0xffffffffffffffff))
                products := add(products, and(numbers, not(0xffffffffffffffffffffffffffffffff)))
                products := add(products, shl(192, shr(192, numbers)))
                products := sub(mul(numbers, left), shl(1, products))
            }

            // Adds one to the lanes in `ones` that are not below the lane at bit `lane`.
            function rise(drawn, lane, ones) -> next {
                next := sub(drawn, mul(and(shr(lane, drawn), 0x7fff), ones))
                next := add(drawn, and(shr(15, next), ones))
            }

            // From bit 15 of each of `lanes` on how many of the lowest four of `others` it is not below.
            function notBelow(lanes, others, ones) -> counts {
                let highs := shl(15, ones)
                counts := and(sub(lanes, mul(and(others, 0xffff), ones)), highs)
                counts := add(counts, and(sub(lanes, mul(and(shr(32, others), 0xffff), ones)), highs))
                counts := add(counts, and(sub(lanes, mul(and(shr(64, others), 0xffff), ones)), highs))
                counts := add(counts, and(sub(lanes, mul(and(shr(96, others), 0xffff), ones)), highs))
            }

            // The ballot of the item at `index`, for which the seats in lanes of 32 bits are drawn. A code takes two bits; what
            // lies behind the item's codes belongs to others.
            function ballotOf(ctx, drawn, index, wide) -> ballot {
                ballot := calldataload(add(mload(add(ctx, 0x2c0)), shl(wide, index)))
                ballot := or(byte(0, ballot), shl(8, byte(1, ballot)))
                // Copies 30 bits apart have the code of draw i in lane i, among other bits.
                ballot := mul(ballot, 0x40000001000000040000001000000040000001000000040000001)
                ballot := and(ballot, mload(add(ctx, 0x300)))
                ballot := or(ballot, add(shl(5, drawn), mload(add(ctx, 0x320))))
            }

            // A ballot has a lane of 32 bits per draw, the first one lowest: the place of the seat's counter, whose
            // last five bits are free, and in these the code.

            // Lists have lanes of 32 bits, some of them empty: the place of the voter's counter, plus one.

            // Adds `step` to the counter of every eligible seat that approved; counts them. Who is silent stays unread.
            function approve(ctx, ballot, annotator, step) -> heads {
                for {} ballot { ballot := shr(32, ballot) } {
                    if and(ballot, 1) {
                        let place := and(ballot, 0xffffffe0)
                        let counter := mload(place)
                        if iszero(counter) { counter := load(ctx, place) }
                        if gt(and(counter, 1), eq(shr(224, counter), annotator)) {
                            mstore(place, add(counter, step))
                            heads := add(heads, 1)
                        }
                    }
                }
            }

            // Counts a ballot of one item; `voters` is the ballot without the codes of those who may not vote.
            // tally: 32 bits per code: heads 16 | weight 16.
            function cast(ctx, ballot, annotator) -> tally, voters {
                voters := ballot
                for {} ballot { ballot := shr(32, ballot) } {
                    let place := and(ballot, 0xffffffe0)
                    let counter := mload(place)
                    if iszero(gt(and(counter, 1), eq(shr(224, counter), annotator))) {
                        if iszero(counter) { counter := load(ctx, place) }
                        if iszero(gt(and(counter, 1), eq(shr(224, counter), annotator))) {
                            voters := silence(voters, ballot)
                            continue
                        }
                    }
                    tally := add(tally, shl(shl(5, and(ballot, 3)), and(counter, 0xffffffff)))
                }
            }

            // The ballot without the code of the lane from which on it is `rest`.
            function silence(ballot, rest) -> next {
                let lane := 0
                for {} xor(shr(lane, ballot), rest) {} { lane := add(lane, 32) }
                next := xor(ballot, shl(lane, and(rest, 3)))
            }

            // Who voted `code`, 1 or 2.
            function listOf(ballot, code, ones) -> list {
                // The last two bits are 0 where the code is the same.
                list := xor(ballot, mul(code, ones))
                list := and(not(or(list, shr(1, list))), ones)
                list := or(list, and(ballot, mul(list, 0xffffffe0)))
            }

            // The side with both keys, 1 or 2, or 0.
            function outcome(ctx, tally) -> verdict {
                let approved := and(shr(32, tally), 0xffff)
                let rejected := and(shr(64, tally), 0xffff)
                if eq(approved, rejected) { leave }
                let votes := add(approved, rejected)
                // Fewer than wanted, which is two or more, do only when all decide who could.
                if lt(votes, mload(add(ctx, 0x60))) {
                    if lt(votes, 2) { leave }
                    if and(tally, 0xffff00000000000000000000ffff) { leave }
                }
                let weight := and(shr(48, tally), 0xffff)
                let both := and(shr(80, tally), 0xffff)
                verdict := add(1, gt(rejected, approved))
                if eq(verdict, 2) {
                    both := weight
                    weight := and(shr(80, tally), 0xffff)
                }
                both := mul(add(weight, both), and(shr(100, mload(add(ctx, 0x80))), 0x3fff))
                if lt(mul(weight, 10000), both) { verdict := 0 }
            }

            // The purse of a seat in its counter: how many slashes it can pay in full, plus one. What it holds does not
            // change before all items are decided.
            function purseOf(ctx, counter) -> purse {
                let word := mload(and(shr(186, counter), 0xffffff))
                let held := add(and(word, 0xffffffffff), and(shr(40, word), 0xffffffffff))
                purse := div(add(held, and(shr(80, word), 0xffffffffff)), slashOf(ctx))
                if gt(purse, 0xffff) { purse := 0xffff }
                purse := shl(169, add(purse, 1))
            }

            // What a validator loses with a vote against the verdict.
            function slashOf(ctx) -> units {
                units := and(shr(80, mload(add(ctx, 0x80))), 0xfffff)
            }

            // Counts the votes of a list as lost, after `before` that were lost by seats that pay. A seat pays only as
            // many slashes as it can in full.
            function lose(ctx, list, before) -> payers {
                payers := before
                let marks := and(list, mload(add(ctx, 0x400)))
                for {} marks {} {
                    let mark := and(marks, sub(0, marks))
                    marks := xor(marks, mark)
                    let place := and(div(list, mark), 0xffffffe0)
                    let counter := add(mload(place), shl(56, 1))
                    if iszero(and(counter, shl(169, 0x1ffff))) {
                        counter := or(counter, purseOf(ctx, counter))
                    }
                    payers := add(payers, lt(and(shr(56, counter), 0xffff), and(shr(169, counter), 0x1ffff)))
                    mstore(place, counter)
                }
            }

            // Adds `won` to the counters of a list; what empty lanes get is for nobody.
            function win(list, won) {
                let kept := mload(0x00)
                for {} list { list := shr(128, list) } {
                    let place := and(list, 0xffffffe0)
                    mstore(place, add(mload(place), won))
                    place := and(shr(32, list), 0xffffffe0)
                    mstore(place, add(mload(place), won))
                    place := and(shr(64, list), 0xffffffe0)
                    mstore(place, add(mload(place), won))
                    place := and(shr(96, list), 0xffffffe0)
                    mstore(place, add(mload(place), won))
                }
                mstore(0x00, kept)
            }

            function lengthOf(list, ones) -> length {
                length := shr(224, mul(and(list, ones), ones))
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

            // Whether the court flagged the item.
            function flagOf(ctx, item) -> flag {
                flag := mload(add(ctx, 0x200))
                if flag {
                    flag := mload(add(mload(add(ctx, 0x1e0)), shl(5, shr(8, item))))
                    flag := and(shr(and(item, 0xff), flag), 1)
                }
            }

            // The entries of voters, the first one at bit `shift` and the next ones below: seat + 1 u16 | class and code u8.
            function entriesOf(ctx, voters, shift) -> entries {
                let table := mload(add(ctx, 0x160))
                for {} voters { voters := shr(32, voters) } {
                    let place := and(voters, 0xffffffe0)
                    let code := or(and(shr(30, mload(place)), 0x3c), and(voters, 3))
                    entries := or(shl(24, entries), or(shl(3, sub(place, table)), code))
                }
                entries := shl(sub(add(shift, 24), mul(24, mload(add(ctx, 0x40)))), entries)
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
                let verdict
                verdict, ballot := cast(ctx, ballot, annotator)
                verdict := mul(outcome(ctx, verdict), iszero(flag))
                if iszero(verdict) {
                    flag := or(or(shl(48, item), flag), or(shl(16, annotator), and(shr(24, counter), 0xff00)))
                    keep(ctx, or(shl(192, flag), entriesOf(ctx, ballot, 168)))
                    leave
                }
                mstore(place, add(counter, shl(add(24, shl(4, verdict)), 1)))
                let pool := 0
                if eq(verdict, 2) { pool := and(shr(20, mload(add(ctx, 0x80))), 0xfffff) }
                let ones := mload(add(ctx, 0x400))
                pool := add(pool, mul(lose(ctx, listOf(ballot, sub(3, verdict), ones), 0), slashOf(ctx)))
                ballot := listOf(ballot, verdict, ones)
                win(ballot, wonOf(ctx, pool, lengthOf(ballot, ones)))
            }

            // The ballot of round one and what its seats make draws skip, from the first word of an open item.
            function firstRound(ctx, word) -> ballot, skips {
                // Entries of 24 bits become lanes of 32, by halves.
                ballot := shr(mload(add(ctx, 0x3c0)), shr(64, shl(64, word)))
                skips := and(ballot, 0xffffffffffffffffffffffff000000000000000000000000)
                ballot := add(ballot, mul(skips, 0xffffffff))
                skips := and(ballot, 0xffffffffffff00000000000000000000ffffffffffff000000000000)
                ballot := add(ballot, mul(skips, 0xffff))
                skips := and(ballot, 0xffffff0000000000ffffff0000000000ffffff0000000000ffffff000000)
                ballot := add(ballot, mul(skips, 0xff))
                skips := and(
                    shr(8, ballot),
                    0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff
                )
                ballot := and(ballot, 0x0000000300000003000000030000000300000003000000030000000300000003)
                ballot := or(ballot, add(shl(5, skips), mload(add(ctx, 0x3a0))))

                // A seat's number, plus one, less the number of seats drawn that are below it.
                skips := or(skips, mload(add(ctx, 0x420)))
                let ones := mload(add(ctx, 0x400))
                let lanes := add(skips, mul(ones, 0x7fff))
                let counts := notBelow(lanes, skips, ones)
                if shr(128, skips) { counts := add(counts, notBelow(lanes, shr(128, skips), ones)) }
                skips := sub(skips, shr(15, counts))
            }

            // Loads the seats of a list that are not, four at a look.
            function ready(ctx, list) {
                for {} list { list := shr(128, list) } {
                    let missing := or(unread(list), unread(shr(32, list)))
                    missing := or(missing, or(unread(shr(64, list)), unread(shr(96, list))))
                    if missing {
                        for { let rest := list } rest { rest := shr(32, rest) } {
                            if unread(rest) { pop(load(ctx, and(rest, 0xffffffe0))) }
                        }
                    }
                }
            }

            // Whether the counter in the lowest lane of a list is not loaded.
            function unread(list) -> missing {
                missing := iszero(mload(and(list, 0xffffffe0)))
            }

            // Counts an open item that ends as `verdict` for its annotator.
            function credit(ctx, word, verdict) {
                let account := and(shr(208, word), 0xffffffff)
                let start := add(mload(add(ctx, 0x120)), 0x20)
                let last := sub(shl(5, mload(add(ctx, 0x140))), 1)
                let step := shl(5, account)
                let place := add(start, and(step, last))
                let counter := mload(place)
                for {} iszero(eq(and(counter, 0xffffffff), account)) {} {
                    if iszero(counter) {
                        counter := or(account, shl(32, and(shr(200, word), 0xff)))
                        break
                    }
                    step := add(step, 0x20)
                    place := add(start, and(step, last))
                    counter := mload(place)
                }
                mstore(place, add(counter, shl(add(24, shl(4, verdict)), 1)))
            }

            // Decides an open item by the votes of its panel.
            function decidePanel(ctx, word, index, wide) -> verdict {
                let first, panel := firstRound(ctx, word)
                mstore(0x20, shr(240, word))
                panel := ballotOf(ctx, drawMany(ctx, panel), index, wide)
                verdict, panel := cast(ctx, panel, and(shr(208, word), 0xffffffff))
                let flag := flagOf(ctx, shr(240, word))
                verdict := mul(outcome(ctx, verdict), iszero(flag))
                if verdict {
                    credit(ctx, word, verdict)
                    share(ctx, verdict, first, panel)
                    leave
                }
                keep(ctx, or(word, shl(192, flag)))
                keep(ctx, entriesOf(ctx, panel, 232))
            }

            // Counts an item for the voters of both rounds: losers fill the pool, winners share it. Those of round one may not
            // be loaded yet.
            function share(ctx, verdict, first, panel) {
                let ones := mload(add(ctx, 0x400))
                let winners := listOf(first, verdict, ones)
                first := listOf(first, sub(3, verdict), ones)
                ready(ctx, or(winners, first))
                let pool := 0
                if eq(verdict, 2) { pool := and(shr(20, mload(add(ctx, 0x80))), 0xfffff) }
                first := lose(ctx, first, 0)
                pool := add(pool, mul(lose(ctx, listOf(panel, sub(3, verdict), ones), first), slashOf(ctx)))
                panel := listOf(panel, verdict, ones)
                pool := wonOf(ctx, pool, add(lengthOf(winners, ones), lengthOf(panel, ones)))
                win(winners, pool)
                win(panel, pool)
            }

            // Decides the items of a batch one by one.
            function decideBatch(ctx, end, wide) {
                let items := mload(add(ctx, 0x2a0))
                let counters := add(mload(add(ctx, 0x120)), 0x20)
                let four := eq(mload(add(ctx, 0x40)), 4)
                for { let item := 0 } lt(item, end) { item := add(item, 1) } {
                    let place := add(counters, shl(5, byte(0, calldataload(add(items, item)))))
                    if and(mload(place), 0xff00000000) {
                        mstore(0x20, item)
                        let drawn
                        switch four
                        case 1 { drawn := drawFour(mload(add(ctx, 0x20)), keccak256(0x00, 0x40)) }
                        default { drawn := drawMany(ctx, 0) }
                        decideItem(ctx, place, item, ballotOf(ctx, drawn, item, wide))
                    }
                }
            }

            let frame := sub(mload(0x40), 0x60)
            let run := mload(frame)
            let who := mload(add(frame, 0x20))
            let amount := mload(add(frame, 0x40))
            mstore(0x00, mload(run))
            // What follows in memory holds the words of loaded seats.
            mstore(add(run, 0x180), mload(0x40))
            mstore(add(run, 0x380), mload(0x40))
            let draws := mload(add(run, 0x40))
            let ones := 0x0000000100000001000000010000000100000001000000010000000100000001
            mstore(add(run, 0x400), ones)
            mstore(add(run, 0x3e0), sub(shl(shl(5, draws), 1), 1))
            {
                let lanes := and(ones, mload(add(run, 0x3e0)))
                mstore(add(run, 0x300), mul(lanes, 3))
                mstore(add(run, 0x320), mul(add(mload(add(run, 0x160)), 0x20), lanes))
            }
            let params := mload(add(run, 0x80))
            switch who
            case 1 { decideBatch(run, amount, gt(and(shr(114, params), 15), 4)) }
            case 2 {
                {
                    let first := sub(mload(mload(add(run, 0x160))), mload(add(run, 0x20)))
                    mstore(add(run, 0x3c0), mul(24, sub(8, first)))
                    let end := shl(shl(5, first), 1)
                    mstore(add(run, 0x3a0), mul(mload(add(run, 0x160)), and(ones, sub(end, 1))))
                    let lanes := sub(shl(shl(5, and(add(first, 3), 12)), 1), end)
                    mstore(add(run, 0x420), mul(0x7000, and(lanes, ones)))
                }
                let wide := gt(and(shr(122, params), 15), 4)
                for { let index := 0 } lt(index, amount) { index := add(index, 1) } {
                    let word := calldataload(add(mload(add(run, 0x2a0)), shl(5, index)))
                    let verdict := decidePanel(run, word, index, wide)
                    if and(shr(192, word), 1) {
                        mstore(add(mload(add(run, 0x280)), shl(5, add(index, 1))), verdict)
                        mstore(add(run, 0x360), 1)
                    }
                }
            }
            mstore(0x40, mload(add(run, 0x180)))
        }
    }

    /// @notice Whether the court flagged any of some open items in round one.
    /// @param items The first word of each.
    function anyFlagged(uint256[] calldata items) internal pure returns (bool flagged) {
        assembly ("memory-safe") {
            let words := 0
            let item := items.offset
            for { let end := add(item, shl(5, items.length)) } lt(item, end) { item := add(item, 0x20) } {
                words := or(words, calldataload(item))
            }
            flagged := and(shr(192, words), 1)
        }
    }

    /// @notice What is left open, without the room that was not needed.
    function opened(Round memory round) internal pure returns (uint256[] memory open) {
        open = round.open;
        uint256 count = round.openCount;
        assembly ("memory-safe") {
            mstore(open, count)
        }
    }

    /// @notice The hash of an array of words, without its length.
    function hashOf(uint256[] memory words) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            hash := keccak256(add(words, 0x20), shl(5, mload(words)))
        }
    }
}
