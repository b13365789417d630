// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Applier} from "./Applier.sol";

/// @title Payments
/// @notice The last step of every round: changes the word of each person that the {Applier} counted, once.
/// @dev Assembly as in {Applier}, held to Record, Vesting and test/reference by differential fuzz tests. Fields of the round
/// are read by the offsets that its struct lists; shifts of words are those of LedgerWords.
library Payments {
    /// @notice Changes the words of all annotators and seats that were counted.
    function pay(
        Applier.Round memory round,
        uint256[1 << 32] storage accounts,
        uint256[1 << 16] storage seats
    ) internal {
        assembly ("memory-safe") {
            mstore(add(round, 0x340), accounts.slot)
            mstore(add(round, 0x2e0), sub(sub(seats.slot, 1), shr(5, mload(add(round, 0x160)))))
            let frame := mload(0x40)
            mstore(frame, round)
            mstore(0x40, add(frame, 0x20))
        }
        assembly ("memory-safe") {
            // Adds decisions to the record; both counters are halved first when they do not fit.
            function decisions(word, good, all) -> next {
                next := add(word, or(shl(150, good), shl(162, all)))
                // The carry out of the upper counter.
                if and(xor(word, next), shl(174, 1)) {
                    let record := and(shr(151, word), 0x7ff7ff)
                    next := and(word, not(shl(150, 0xffffff)))
                    next := or(next, shl(150, add(record, or(good, shl(12, all)))))
                }
            }

            // Moves what has vested to the free units and lets `income`, which is not 0, vest.
            function vest(word, income) -> next {
                let unvested := and(shr(80, word), 0xffffffffff)
                let length := and(shr(138, word), 0xfff)
                let last := and(shr(120, word), 0x3ffff)
                let longer := mul(income, and(shr(142, mload(0x00)), 0xfff))
                // Changed in this very hour already: nothing has vested since.
                if mul(length, eq(last, mload(0x20))) {
                    longer := add(longer, mul(unvested, length))
                    unvested := add(unvested, income)
                    longer := div(add(longer, sub(unvested, 1)), unvested)
                    next := add(add(word, shl(80, income)), shl(138, sub(longer, length)))
                    leave
                }
                last := add(last, length)
                last := mul(sub(last, mload(0x20)), gt(last, mload(0x20)))
                let rest := 0
                if last {
                    rest := mod(unvested, length)
                    if gt(rest, last) { rest := last }
                    rest := add(mul(div(unvested, length), last), rest)
                }
                income := add(rest, income)
                longer := div(add(add(longer, mul(rest, last)), sub(income, 1)), income)
                next := or(shl(80, income), or(shl(120, mload(0x20)), shl(138, longer)))
                next := add(or(and(word, not(shl(80, 0x3fffffffffffffffff))), next), sub(unvested, rest))
            }

            // Pays an annotator; `repaid` of the reward goes to the sponsor fund.
            function account(slot, counter) -> units, repaid {
                let good := and(shr(40, counter), 0xffff)
                let bad := and(shr(56, counter), 0xffff)
                let word := decisions(sload(slot), good, add(good, bad))
                units := mul(add(good, bad), and(mload(0x00), 0xfffff))
                word := add(sub(word, shl(40, units)), units)
                if bad {
                    units := mul(bad, and(shr(20, mload(0x00)), 0xfffff))
                    word := sub(word, units)
                    units := div(add(units, 9), 10)
                    bad := and(shr(192, word), 0xffffff)
                    if gt(units, bad) { units := bad }
                    word := sub(word, shl(192, units))
                }

                // The class is the term less one. Unclear items are paid too.
                units := mul(and(shr(40, mload(0x00)), 0xfffff), add(30, and(shr(30, counter), 0x3fc)))
                units := mul(add(good, shr(72, counter)), shr(6, units))
                repaid := shr(236, word)
                if repaid {
                    if gt(repaid, units) { repaid := units }
                    word := sub(word, shl(236, repaid))
                }
                if gt(units, repaid) { word := vest(word, sub(units, repaid)) }
                sstore(slot, word)
            }

            // Keeps the classes of this epoch and the one before when the record changes first in an epoch.
            function freeze(word, epoch) -> next {
                let record := and(shr(150, word), 0xffffff)
                let class := div(shl(4, and(record, 0xfff)), add(shr(12, record), 2))
                let before := class
                if eq(shr(247, word), and(sub(epoch, 1), 511)) { before := and(shr(239, word), 15) }
                next := and(word, sub(shl(239, 1), 1))
                next := or(next, shl(239, or(class, or(shl(4, before), shl(8, epoch)))))
            }

            // Takes `units`, which the seat has, from unvested, then locked, then free units.
            function slash(word, units) -> next {
                let unvested := and(shr(80, word), 0xffffffffff)
                next := sub(word, shl(80, units))
                if gt(units, unvested) {
                    units := sub(units, unvested)
                    let locked := and(shr(40, word), 0xffffffffff)
                    if gt(locked, units) { locked := units }
                    next := sub(sub(word, shl(80, unvested)), add(shl(40, locked), sub(units, locked)))
                }
            }

            // Pays a validator.
            function seat(slot, word, counter, epoch) -> units {
                if iszero(eq(shr(247, word), epoch)) { word := freeze(word, epoch) }
                let bad := and(shr(56, counter), 0xffff)
                units := and(shr(72, counter), 0xffff)
                word := decisions(word, units, add(units, bad))
                if bad {
                    // As many as it can pay in full; the purse is one more.
                    let payable := sub(and(shr(169, counter), 0x1ffff), 1)
                    if gt(payable, bad) { payable := bad }
                    word := slash(word, mul(payable, and(shr(80, mload(0x00)), 0xfffff)))
                }
                bad := mul(and(shr(60, mload(0x00)), 0xfffff), add(34, and(shr(30, counter), 0x3fc)))
                units := mul(units, shr(6, bad))
                counter := add(units, and(shr(88, counter), 0xffffffffffffffff))
                if counter { word := vest(word, counter) }
                sstore(slot, word)
            }

            let run := mload(sub(mload(0x40), 0x20))
            mstore(0x00, mload(add(run, 0x80)))
            mstore(0x20, mload(add(run, 0x100)))
            let paid := mload(add(run, 0x240))
            let slot := mload(add(run, 0x340))
            let place := mload(add(run, 0x120))
            for { let end := add(place, shl(5, mload(add(run, 0x140)))) } lt(place, end) {} {
                place := add(place, 0x20)
                let counter := mload(place)
                if shr(40, counter) {
                    let units, repaid := account(add(slot, and(counter, 0xffffffff)), counter)
                    paid := add(paid, units)
                    if repaid { mstore(add(run, 0x260), add(mload(add(run, 0x260)), repaid)) }
                }
            }
            slot := mload(add(run, 0x2e0))
            let epoch := mload(add(run, 0xe0))
            place := mload(add(run, 0x380))
            for { let end := mload(add(run, 0x180)) } lt(place, end) { place := add(place, 0x40) } {
                let at := mload(add(place, 0x20))
                let counter := mload(at)
                if and(counter, shl(56, 0xffffffffffffffffffffffff)) {
                    paid := add(paid, seat(add(slot, shr(5, at)), mload(place), counter, epoch))
                }
            }
            mstore(add(run, 0x240), paid)
        }
    }
}
