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
        /// 0x3a0 The bit above the codes of one item.
        uint256 codesEnd;
        /// 0x3c0 How far the seats of round one are shifted once they are sorted.
        uint256 pickShift;
        /// 0x3e0 A mask for the numbers of the draws there are, 32 bits each, and, 0x400, a one in each lane of 16 bits.
        uint256 numberMask;
        uint256 ones;
        /// 0x420 Picks above all seats that make those of round one four or eight.
        uint256 noPicks;
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

            // Up to eight draws, in lanes of 16 bits, the first one lowest, of seats that are not in `picks`: there they are
            // plus one, ascending in such lanes. The highest bit of each lane is set. Ranks become seats from the last draw
            // to the first: a rank rises by one if it is not below that of an earlier draw, and in the end for each of the
            // picks that it is not below, four by four. Draws that there are not have rank 0 and change none that there are.
            function drawMany(ctx, picks) -> drawn {
                let numbers := and(keccak256(0x00, 0x40), mload(add(ctx, 0x3e0)))
                let ones := mload(add(ctx, 0x400))
                let left := mload(add(ctx, 0x20))
                let rank := shr(32, mul(shr(224, numbers), sub(left, 7)))
                drawn := or(rank, 0x8000)
                rank := shr(32, mul(and(shr(192, numbers), 0xffffffff), sub(left, 6)))
                drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                drawn := or(shl(16, drawn), or(rank, 0x8000))
                rank := shr(32, mul(and(shr(160, numbers), 0xffffffff), sub(left, 5)))
                drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                drawn := or(shl(16, drawn), or(rank, 0x8000))
                rank := shr(32, mul(and(shr(128, numbers), 0xffffffff), sub(left, 4)))
                drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                drawn := or(shl(16, drawn), or(rank, 0x8000))
                rank := shr(32, mul(and(shr(96, numbers), 0xffffffff), sub(left, 3)))
                drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                drawn := or(shl(16, drawn), or(rank, 0x8000))
                rank := shr(32, mul(and(shr(64, numbers), 0xffffffff), sub(left, 2)))
                drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                drawn := or(shl(16, drawn), or(rank, 0x8000))
                rank := shr(32, mul(and(shr(32, numbers), 0xffffffff), sub(left, 1)))
                drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                drawn := or(shl(16, drawn), or(rank, 0x8000))
                rank := shr(32, mul(and(numbers, 0xffffffff), left))
                drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                drawn := or(shl(16, drawn), or(rank, 0x8000))
                drawn := add(drawn, ones)
                for {} picks { picks := shr(64, picks) } {
                    rank := and(picks, 0xffff)
                    drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                    rank := and(shr(16, picks), 0xffff)
                    drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                    rank := and(shr(32, picks), 0xffff)
                    drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                    rank := and(shr(48, picks), 0xffff)
                    drawn := add(drawn, and(shr(15, sub(drawn, mul(rank, ones))), ones))
                }
                drawn := sub(drawn, ones)
            }

            // The ballot of draws in lanes of 16 bits; two bits of `codes` are for each of them.
            function ballotOf(ctx, drawn, codes) -> ballot {
                for { let lane := shl(5, mload(add(ctx, 0x40))) } lane {} {
                    lane := sub(lane, 32)
                    ballot := or(ballot, shl(lane, and(shr(shr(1, lane), drawn), 0x7fff)))
                }
                ballot := withCodes(ctx, ballot, codes)
            }

            // Seats in lanes of 32 bits become a ballot.
            function withCodes(ctx, drawn, codes) -> ballot {
                ballot := add(shl(5, drawn), mload(add(ctx, 0x320)))
                ballot := or(ballot, and(spread(codes), mload(add(ctx, 0x300))))
            }

            // A ballot has a lane of 32 bits per draw, the first one lowest: the place of the seat's counter, whose
            // last five bits are free, and in these the code.

            // Lists have a lane of 32 bits per vote: the place of the voter's counter, plus one.

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

            // Counts a ballot of one item and lists who approved and who rejected, of those who may vote.
            // tally: 32 bits per code: heads 16 | weight 16.
            function cast(ctx, ballot, annotator) -> tally, approvals, rejections {
                for {} ballot { ballot := shr(32, ballot) } {
                    let place := and(ballot, 0xffffffe0)
                    let counter := mload(place)
                    if iszero(gt(and(counter, 1), eq(shr(224, counter), annotator))) {
                        if iszero(counter) { counter := load(ctx, place) }
                        if iszero(gt(and(counter, 1), eq(shr(224, counter), annotator))) {
                            continue
                        }
                    }
                    switch and(ballot, 3)
                    case 1 {
                        tally := add(tally, shl(32, and(counter, 0xffffffff)))
                        approvals := or(shl(32, approvals), add(place, 1))
                    }
                    case 2 {
                        tally := add(tally, shl(64, and(counter, 0xffffffff)))
                        rejections := or(shl(32, rejections), add(place, 1))
                    }
                    default { tally := add(tally, shl(shl(5, and(ballot, 3)), and(counter, 0xffffffff))) }
                }
            }

            // Counts the votes of the seats in the lanes of `drawn` as `cast` does, but not who is silent or unsure;
            // `codes` has two bits a draw.
            function castDrawn(ctx, codes, drawn, annotator) -> tally, approvals, rejections {
                let base := add(mload(add(ctx, 0x160)), 0x20)
                // A bit above the codes ends the loop.
                for { codes := or(and(codes, sub(mload(add(ctx, 0x3a0)), 1)), mload(add(ctx, 0x3a0))) }
                gt(codes, 1) {
                    codes := shr(2, codes)
                    drawn := shr(16, drawn)
                } {
                    let place := add(base, shl(5, and(drawn, 0x7fff)))
                    let counter := mload(place)
                    if iszero(gt(and(counter, 1), eq(shr(224, counter), annotator))) {
                        if iszero(counter) { counter := load(ctx, place) }
                        if iszero(gt(and(counter, 1), eq(shr(224, counter), annotator))) {
                            continue
                        }
                    }
                    switch and(codes, 3)
                    case 1 {
                        tally := add(tally, and(counter, 0xffffffff))
                        approvals := or(shl(32, approvals), add(place, 1))
                    }
                    case 2 {
                        tally := add(tally, shl(32, and(counter, 0xffffffff)))
                        rejections := or(shl(32, rejections), add(place, 1))
                    }
                }
                tally := shl(32, tally)
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
                for {} list { list := shr(32, list) } {
                    let place := and(list, 0xffffffe0)
                    let counter := add(mload(place), shl(56, 1))
                    if iszero(and(counter, shl(169, 0x1ffff))) {
                        counter := or(counter, purseOf(ctx, counter))
                    }
                    payers := add(payers, lt(and(shr(56, counter), 0xffff), and(shr(169, counter), 0x1ffff)))
                    mstore(place, counter)
                }
            }

            // Adds `won` to the counters of a list.
            function win(list, won) {
                for {} list { list := shr(32, list) } {
                    let place := and(list, 0xffffffe0)
                    mstore(place, add(mload(place), won))
                }
            }

            function lengthOf(list) -> length {
                let ones := 0x0000000100000001000000010000000100000001000000010000000100000001
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

            // The entries of a ballot, the first one at bit `shift` and the next ones below: seat + 1 u16 | class and
            // code u8. All its seats are loaded.
            function entriesOf(ctx, ballot, annotator, shift) -> entries {
                let table := mload(add(ctx, 0x160))
                for {} ballot { ballot := shr(32, ballot) } {
                    let place := and(ballot, 0xffffffe0)
                    let counter := mload(place)
                    let code := mul(and(ballot, 3), gt(and(counter, 1), eq(shr(224, counter), annotator)))
                    code := or(and(shr(30, counter), 0x3c), code)
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
                let tally, winners, losers := cast(ctx, ballot, annotator)
                let verdict := mul(outcome(ctx, tally), iszero(flag))
                if iszero(verdict) {
                    flag := or(or(shl(48, item), flag), or(shl(16, annotator), and(shr(24, counter), 0xff00)))
                    keep(ctx, or(shl(192, flag), entriesOf(ctx, ballot, annotator, 168)))
                    leave
                }
                mstore(place, add(counter, shl(add(24, shl(4, verdict)), 1)))
                let pool := 0
                if eq(verdict, 2) {
                    pool := winners
                    winners := losers
                    losers := pool
                    pool := and(shr(20, mload(add(ctx, 0x80))), 0xfffff)
                }
                pool := add(pool, mul(lose(ctx, losers, 0), slashOf(ctx)))
                win(winners, wonOf(ctx, pool, lengthOf(winners)))
            }

            // The seats of round one, ascending in lanes of 16 bits, each plus one, and who approved and rejected, from the
            // first word of an open item. Every entry is compared with all of them at once, in lanes of 24 bits whose
            // highest is free: as many as are not above it, empty ones too, tell where its seat belongs.
            function firstRound(ctx, word) -> picks, approvals, rejections {
                mstore(0x20, 0x000001000001000001000001000001000001000001000001)
                let entries := shr(64, shl(64, word))
                let table := mload(add(ctx, 0x160))
                for { let rest := shl(64, word) } rest { rest := shl(24, rest) } {
                    let entry := shr(232, rest)
                    // The rest by 2^24 - 1 is the sum of the lanes.
                    let rank :=
                        and(shr(23, sub(mul(add(entry, 0x800000), mload(0x20)), entries)), mload(0x20))
                    picks := or(picks, shl(shl(4, mod(rank, 0xffffff)), shr(8, entry)))
                    let place := add(table, shl(5, shr(8, entry)))
                    if iszero(mload(place)) { pop(load(ctx, place)) }
                    switch and(entry, 3)
                    case 1 { approvals := or(shl(32, approvals), add(place, 1)) }
                    case 2 { rejections := or(shl(32, rejections), add(place, 1)) }
                }
                picks := or(shr(mload(add(ctx, 0x3c0)), picks), mload(add(ctx, 0x420)))
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
            function decidePanel(ctx, word, codes) -> verdict {
                let approvals, rejections, morePros, moreCons
                verdict, approvals, rejections := firstRound(ctx, word)
                mstore(0x20, shr(240, word))
                verdict := drawMany(ctx, verdict)
                verdict, morePros, moreCons := castDrawn(ctx, codes, verdict, and(shr(208, word), 0xffffffff))
                // As if somebody was silent, who was not read: only enough votes decide.
                verdict := mul(outcome(ctx, or(verdict, 1)), iszero(flagOf(ctx, shr(240, word))))
                if verdict {
                    credit(ctx, word, verdict)
                    share(ctx, verdict, approvals, rejections, morePros, moreCons)
                    leave
                }
                verdict := decideFew(ctx, word, codes, approvals, rejections)
            }

            // The same when who was silent matters, and for flagged items.
            function decideFew(ctx, word, codes, approvals, rejections) -> verdict {
                let ballot := panelBallot(ctx, word, codes)
                let morePros, moreCons
                verdict, morePros, moreCons := cast(ctx, ballot, and(shr(208, word), 0xffffffff))
                verdict := mul(outcome(ctx, verdict), iszero(flagOf(ctx, shr(240, word))))
                if verdict {
                    credit(ctx, word, verdict)
                    share(ctx, verdict, approvals, rejections, morePros, moreCons)
                    leave
                }
                keep(ctx, or(word, shl(192, flagOf(ctx, shr(240, word)))))
                keep(ctx, entriesOf(ctx, ballot, and(shr(208, word), 0xffffffff), 232))
            }

            // The ballot of an item's panel.
            function panelBallot(ctx, word, codes) -> ballot {
                let picks, approvals, rejections := firstRound(ctx, word)
                mstore(0x20, shr(240, word))
                ballot := ballotOf(ctx, drawMany(ctx, picks), codes)
            }

            // Counts an item for the voters of both rounds: losers fill the pool, winners share it.
            function share(ctx, verdict, winners, losers, moreWinners, moreLosers) {
                let pool := 0
                if eq(verdict, 2) {
                    pool := winners
                    winners := losers
                    losers := pool
                    pool := moreWinners
                    moreWinners := moreLosers
                    moreLosers := pool
                    pool := and(shr(20, mload(add(ctx, 0x80))), 0xfffff)
                }
                pool := add(pool, mul(lose(ctx, moreLosers, lose(ctx, losers, 0)), slashOf(ctx)))
                pool := wonOf(ctx, pool, add(lengthOf(winners), lengthOf(moreWinners)))
                win(winners, pool)
                win(moreWinners, pool)
            }

            // The codes of the item at `index`, two bits a draw; what lies behind them belongs to others.
            function codesAt(ctx, index, wide) -> codes {
                codes := calldataload(add(mload(add(ctx, 0x2c0)), shl(wide, index)))
                codes := or(byte(0, codes), shl(8, byte(1, codes)))
            }

            // Codes in lanes of 32 bits: copies 30 bits apart have the code of draw i in lane i, among other bits.
            function spread(codes) -> lanes {
                lanes := mul(codes, 0x40000001000000040000001000000040000001000000040000001)
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
                        let ballot := codesAt(ctx, item, wide)
                        switch four
                        case 1 {
                            ballot := withCodes(
                                ctx,
                                drawFour(mload(add(ctx, 0x20)), keccak256(0x00, 0x40)),
                                ballot
                            )
                        }
                        default { ballot := ballotOf(ctx, drawMany(ctx, 0), ballot) }
                        decideItem(ctx, place, item, ballot)
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
            {
                let ones := 0x0000000100000001000000010000000100000001000000010000000100000001
                ones := shr(sub(256, shl(5, draws)), ones)
                mstore(add(run, 0x300), mul(ones, 3))
                mstore(add(run, 0x320), mul(add(mload(add(run, 0x160)), 0x20), ones))
            }
            mstore(add(run, 0x3e0), sub(shl(shl(5, draws), 1), 1))
            mstore(add(run, 0x400), 0x0001000100010001000100010001000100010001000100010001000100010001)
            let params := mload(add(run, 0x80))
            switch who
            case 1 { decideBatch(run, amount, gt(and(shr(114, params), 15), 4)) }
            case 2 {
                mstore(add(run, 0x3a0), shl(shl(1, draws), 1))
                {
                    let first := sub(mload(mload(add(run, 0x160))), mload(add(run, 0x20)))
                    mstore(add(run, 0x3c0), shl(4, sub(9, first)))
                    let lanes := sub(shl(shl(4, and(add(first, 3), 12)), 1), shl(shl(4, first), 1))
                    mstore(add(run, 0x420), mul(0x7000, and(lanes, mload(add(run, 0x400)))))
                }
                let wide := gt(and(shr(122, params), 15), 4)
                for { let index := 0 } lt(index, amount) { index := add(index, 1) } {
                    let word := calldataload(add(mload(add(run, 0x2a0)), shl(5, index)))
                    let verdict := decidePanel(run, word, codesAt(run, index, wide))
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
