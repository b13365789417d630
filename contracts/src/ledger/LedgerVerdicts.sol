// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerCourtSide} from "../interfaces/ILedgerCourtSide.sol";
import {ILedgerPanel} from "../interfaces/ILedgerPanel.sol";
import {Applier} from "../libraries/Applier.sol";
import {OpenItems} from "../libraries/OpenItems.sol";
import {Rulings} from "../libraries/Rulings.sol";
import {Verdict} from "../libraries/Verdict.sol";
import {LedgerOpenItems} from "./LedgerOpenItems.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerVerdicts
/// @notice How items end that no peers could decide: as the experts say, or, when they are silent, so that it costs nobody
/// anything.
abstract contract LedgerVerdicts is ILedgerCourtSide, LedgerOpenItems {
    /// @dev Where the flags tell of which items somebody said that they are not theirs, after the outcomes.
    uint256 internal constant NOT_MINE_KEY = 3 * 256 + 16;

    /// @inheritdoc ILedgerCourtSide
    function resolveVerdict(uint256 batch, ILedgerPanel.Open calldata open, bytes calldata verdicts)
        external
        onlyCourt
    {
        (BatchSlot storage slot, uint256 word) = _openSlot(batch, open);
        uint256 end = LedgerWords.field(word, LedgerWords.END, 36);
        require(block.timestamp <= end, TooLate(end));
        require(verdicts.length * 2 == open.items.length, BadData());

        for (uint256 i = 0; i < verdicts.length; ++i) {
            uint256 verdict = uint8(verdicts[i]);
            require(verdict >= Verdict.ACCEPTED && verdict <= Verdict.UNCLEAR, BadData());
            uint256 item = OpenItems.itemOf(open.items[2 * i]);
            require(verdict != Verdict.UNCLEAR || !_saidNotMine(batch, item), SaidNotMine(batch, item));
        }
        _end(batch, slot, word, open.settled, open.items, verdicts);
        emit VerdictResolved(batch, verdicts);
    }

    /// @inheritdoc ILedgerCourtSide
    function voidOpen(uint256 batch, ILedgerPanel.Open calldata open) external {
        (BatchSlot storage slot, uint256 word) = _openSlot(batch, open);
        uint256 end = LedgerWords.field(word, LedgerWords.END, 36);
        require(block.timestamp > end, TooEarly(end + 1));

        bytes memory outcomes = new bytes(open.items.length / 2);
        for (uint256 i = 0; i < outcomes.length; ++i) {
            bool void = _saidNotMine(batch, OpenItems.itemOf(open.items[2 * i]));
            outcomes[i] = bytes1(uint8(void ? Verdict.VOID : Verdict.UNCLEAR));
        }
        _end(batch, slot, word, open.settled, _stillHeld(open.items, end), outcomes);
        emit OpenVoided(batch, outcomes);
    }

    /// @dev Whether somebody said of an item that it is not theirs.
    function _saidNotMine(uint256 batch, uint256 item) internal view returns (bool) {
        return (_flags[batch][NOT_MINE_KEY + item / 256] >> (item % 256)) & 1 == 1;
    }

    function _openSlot(uint256 batch, ILedgerPanel.Open calldata open)
        private
        view
        returns (BatchSlot storage slot, uint256 word)
    {
        (slot, word) = _slotOf(batch, LedgerWords.STATE_EXPERTS);
        require(slot.commitment == _expertsHash(open.settled, open.seed, _wordsHash(open.items)), BadData());
    }

    /// @dev Ends all open items of a batch, and with them the batch.
    function _end(
        uint256 batch,
        BatchSlot storage slot,
        uint256 word,
        bytes32 settled,
        uint256[] memory items,
        bytes memory outcomes
    ) private {
        Applier.Round memory round;
        _begin(round, word, outcomes.length);
        for (uint256 i = 0; i < outcomes.length; ++i) {
            _note(batch, items[2 * i], uint8(outcomes[i]), round.params);
        }
        Rulings.count(round, items, outcomes, _seats);
        _close(slot, _pay(word, round, 0), settled);
    }

    /// @dev Open items without the votes of seats that were left since: nobody is there to be paid. A verdict comes before
    /// that can be; silence may be noticed at any time.
    function _stillHeld(uint256[] memory items, uint256 end) private view returns (uint256[] memory) {
        for (uint256 i = 0; i < items.length; i += 2) {
            for (uint256 j = 0; j < OpenItems.ENTRIES; ++j) {
                if (!_isHeld(OpenItems.firstEntry(items[i], j), end)) {
                    items[i] = OpenItems.withoutFirstVote(items[i], j);
                }
                if (!_isHeld(OpenItems.panelEntry(items[i + 1], j), end)) {
                    items[i + 1] = OpenItems.withoutPanelVote(items[i + 1], j);
                }
            }
        }
        return items;
    }

    /// @dev Whether the seat of an entry is still its voter's. Whoever takes a seat that was left after the lock joins later
    /// than UNBOND, so after the end.
    function _isHeld(uint256 entry, uint256 end) private view returns (bool) {
        if (OpenItems.codeOf(entry) == Verdict.NONE) return true;
        uint256 seat = OpenItems.seatOf(entry);
        return _seats[seat] != 0 && _seatJoinedAt[seat] < end;
    }

    /// @dev Keeps the outcome for the court, to whose bonds an unclear item is void, and frees the stake of an item that
    /// was not decided: what it pays, if anything, is counted with all the rest.
    function _note(uint256 batch, uint256 first, uint256 outcome, uint256 params) private {
        bool decided = outcome < Verdict.VOID;
        _recordOutcome(batch, first, decided ? outcome : Verdict.VOID);
        if (decided) return;
        uint256 stake = LedgerWords.field(params, LedgerWords.LABEL_STAKE, 20);
        uint256 account = OpenItems.annotatorOf(first);
        _accounts[account] = _accounts[account] + stake - (stake << LedgerWords.LOCKED);
    }
}
