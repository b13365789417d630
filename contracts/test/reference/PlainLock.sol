// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Record} from "../../src/libraries/Record.sol";
import {Vesting} from "../../src/libraries/Vesting.sol";

/// @dev How a lock takes stakes, in plain Solidity: the reference for {Applier}.
abstract contract PlainLock is LedgerStorage {
    /// @dev What a lock asks of an account.
    struct Terms {
        uint256 labelStake;
        uint256 hour;
    }

    /// @dev Locks the stakes of every annotator that can cover all its items.
    /// @return terms Per annotator 0, or its record class plus one.
    /// @return locked How many items have their stake locked.
    function lockStakes(ILedgerBatches.LockRequest calldata request)
        external
        returns (bytes memory terms, uint256 locked)
    {
        uint256[] memory counts = _countItems(request.annotators, request.items);
        terms = new bytes(counts.length);
        Terms memory asked =
            Terms(LedgerWords.field(_projects[request.project].params, LedgerWords.LABEL_STAKE, 20), _hour());
        uint256 last;
        for (uint256 i = 0; i < counts.length; ++i) {
            uint256 account = uint32(bytes4(request.annotators[i * 4:i * 4 + 4]));
            require(account > last, BadData());
            last = account;
            uint256 term = _lockAccount(account, counts[i], asked);
            if (term == 0) continue;
            terms[i] = bytes1(uint8(term));
            locked += counts[i];
        }
    }

    /// @dev How many items each annotator has; the lengths and indexes are checked here.
    function _countItems(bytes calldata annotators, bytes calldata items)
        private
        pure
        returns (uint256[] memory counts)
    {
        uint256 count = annotators.length / 4;
        require(count > 0 && count <= LedgerWords.MAX_ANNOTATORS && annotators.length == count * 4, BadData());
        require(items.length > 0 && items.length <= LedgerWords.MAX_ITEMS, BadData());
        counts = new uint256[](count);
        for (uint256 t = 0; t < items.length; ++t) {
            uint256 index = uint8(items[t]);
            require(index < count, BadData());
            ++counts[index];
        }
    }

    /// @dev Locks `items` stakes of an account; what has vested by now counts as free.
    /// @return term 0 if it cannot cover them, its session does not allow it, or it has no items.
    function _lockAccount(uint256 account, uint256 items, Terms memory asked) private returns (uint256 term) {
        uint256 word = _accounts[account];
        uint256 stake = items * asked.labelStake;
        if (items == 0 || !_sessionAllows(word, stake, asked)) return 0;
        uint256 mask = (1 << Vesting.BITS) - 1;
        (uint256 vested, uint256 schedule) =
            Vesting.release((word >> LedgerWords.UNVESTED) & mask, asked.hour);
        if ((word & LedgerWords.MASK_AMOUNT) + vested < stake) return 0;
        unchecked {
            word = (word & ~(mask << LedgerWords.UNVESTED)) | (schedule << LedgerWords.UNVESTED);
            _accounts[account] = word + vested - stake + (stake << LedgerWords.LOCKED);
        }
        return 1 + Record.classOf((word >> LedgerWords.GOOD) & 0xffffff);
    }

    /// @dev Whether the session runs, allows this stake per label, and bounds all that would be locked.
    function _sessionAllows(uint256 word, uint256 stake, Terms memory asked) private pure returns (bool) {
        uint256 step = LedgerWords.SESSION_STEP;
        return asked.hour < LedgerWords.field(word, LedgerWords.SESSION_EXPIRY, 18)
            && asked.labelStake <= LedgerWords.field(word, LedgerWords.SESSION_LABEL, 20) * step
            && LedgerWords.field(word, LedgerWords.LOCKED, 40) + stake
                <= LedgerWords.field(word, LedgerWords.SESSION_LOSS, 24) * step;
    }
}
