// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Stakes
/// @notice The inner loop of locking: takes the stakes of the annotators of a batch.
/// @dev Assembly as in {Applier}, held to test/reference/PlainLock by differential fuzz tests. Shifts of words are those of
/// LedgerWords.
library Stakes {
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
}
