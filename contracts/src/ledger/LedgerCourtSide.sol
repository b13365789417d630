// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../interfaces/ILedgerBatches.sol";
import {ILedgerCourtSide} from "../interfaces/ILedgerCourtSide.sol";
import {Draw} from "../libraries/Draw.sol";
import {Record} from "../libraries/Record.sol";
import {SeatWord} from "../libraries/SeatWord.sol";
import {Verdict} from "../libraries/Verdict.sol";
import {Vesting} from "../libraries/Vesting.sol";
import {LedgerVerdicts} from "./LedgerVerdicts.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerCourtSide
/// @notice What the court may do. Whatever the court is, it can only keep items open, end those that are open (see
/// {LedgerVerdicts}), pay out bonds of disputes, and take what the rules of the project and the bonds of operators allow.
abstract contract LedgerCourtSide is LedgerVerdicts {
    /// @dev The draw index that means the annotator.
    uint256 private constant ANNOTATOR = 255;
    /// @dev Keys of audited people in the flags, after the outcomes: 256 for the annotator, then for each draw.
    uint256 private constant AUDIT_KEY = 4 * 256;

    // ------------------------------------------------------------------ flags

    /// @inheritdoc ILedgerCourtSide
    function flagItem(uint256 batch, uint256 item, uint256 account, bool toExperts)
        external
        onlyCourt
        returns (uint256 bond)
    {
        BatchSlot storage slot = _batches[batch % LedgerWords.RING];
        uint256 word = slot.word;
        bool panel = LedgerWords.field(word, LedgerWords.STATE, 4) == LedgerWords.STATE_PANEL;
        _slotOf(batch, panel ? LedgerWords.STATE_PANEL : LedgerWords.STATE_PROPOSED);
        uint256 end = LedgerWords.field(word, LedgerWords.END, 36);
        require(block.timestamp < end, TooLate(end));
        require(item < LedgerWords.field(word, LedgerWords.N_ITEMS, 16), BadData());

        if (!_flagged(batch, panel ? 2 : 1, item)) {
            _setFlag(batch, panel ? 2 : 1, item);
            slot.word = word + (1 << LedgerWords.OPEN);
        } else {
            // Nobody who flags first takes from others that they can say "not mine".
            require(toExperts && !_saidNotMine(batch, item), AlreadyFlagged(batch, item));
        }
        if (toExperts) _setNotMine(batch, item);
        if (account != 0) bond = _holdBond(account, _paramsOf(word), panel);
        emit ItemFlagged(batch, item, account, bond, toExperts);
    }

    /// @inheritdoc ILedgerCourtSide
    function releaseDispute(uint256 account, uint256 project, uint256 units) external onlyCourt {
        uint256 fund = _disputeFund;
        require(units <= fund, Insufficient(fund, units));
        _disputeFund = uint40(fund - units);
        _give(account, project, units);
        emit DisputeReleased(account, project, units);
    }

    /// @inheritdoc ILedgerCourtSide
    function outcomeOf(uint256 batch, uint256 item) external view returns (uint256) {
        return _outcomeOf(batch, item);
    }

    // ----------------------------------------------------------------- audits

    /// @inheritdoc ILedgerCourtSide
    function auditSlash(
        uint256 batch,
        ILedgerBatches.Settlement calldata settlement,
        uint256 item,
        uint256 draw
    ) external onlyCourt {
        (BatchSlot storage slot, uint256 word) = _slotOf(batch, LedgerWords.STATE_CLOSED);
        uint256 end = LedgerWords.field(word, LedgerWords.END, 36) + LedgerWords.AUDIT_TIME;
        require(block.timestamp <= end, TooLate(end));
        require(slot.commitment == _settlementHash(settlement), BadData());
        require(item < settlement.items.length && !_flagged(batch, 1, item), BadData());
        uint256 key = draw == ANNOTATOR ? AUDIT_KEY : AUDIT_KEY + (draw + 1) * 256;
        require((_flags[batch][key + item / 256] >> (item % 256)) & 1 == 0, AlreadyFlagged(batch, item));
        _flags[batch][key + item / 256] |= 1 << (item % 256);

        uint256 index = uint8(settlement.items[item]);
        uint256 term = uint8(settlement.terms[index]);
        require(term != 0, BadData());
        uint256 account = uint32(bytes4(settlement.annotators[index * 4:index * 4 + 4]));
        uint256 taken;
        if (draw == ANNOTATOR) taken = _auditAnnotator(account, _paramsOf(word), term - 1);
        else (account, taken) = _auditSeat(_auditedSeat(word, settlement, item, draw, account), word);
        _projects[LedgerWords.field(word, LedgerWords.PROJECT, 24)].balance += uint64(taken);
        emit AuditSlashed(batch, item, account, taken);
    }

    /// @dev Takes from what has not vested, then, within what the session allows beyond the stake that other items bind,
    /// from what is free. Bound stake stays.
    function _auditAnnotator(uint256 account, uint256 params, uint256 class) private returns (uint256 taken) {
        uint256 reward = Record.rewardOf(LedgerWords.field(params, LedgerWords.ANNOTATOR_REWARD, 20), class);
        uint256 units = LedgerWords.field(params, LedgerWords.ANNOTATOR_SLASH, 20) + reward;
        uint256 word = Vesting.accrue(_accounts[account], _hour());
        taken = _least(units, LedgerWords.field(word, LedgerWords.UNVESTED, 40));
        word -= taken << LedgerWords.UNVESTED;

        uint256 allowed = LedgerWords.field(word, LedgerWords.SESSION_LOSS, 24) * LedgerWords.SESSION_STEP;
        uint256 atRisk = LedgerWords.field(word, LedgerWords.LOCKED, 40);
        uint256 rest = _least(units - taken, allowed > atRisk ? allowed - atRisk : 0);
        rest = _least(rest, LedgerWords.field(word, LedgerWords.FREE, 40));
        uint256 lost = (rest + LedgerWords.SESSION_STEP - 1) / LedgerWords.SESSION_STEP;
        _accounts[account] = word - rest - (lost << LedgerWords.SESSION_LOSS);
        taken += rest;
    }

    /// @dev Takes what the validator earned on the item, before its premium, and what a wrong vote costs.
    function _auditSeat(uint256 seat, uint256 batchWord) private returns (uint256 account, uint256 taken) {
        uint256 params = _paramsOf(batchWord);
        uint256 word = _seats[seat];
        uint256 units = LedgerWords.field(params, LedgerWords.VALIDATOR_SLASH, 20)
            + LedgerWords.field(params, LedgerWords.VALIDATOR_REWARD, 20);
        taken = _least(units, SeatWord.heldBy(word));
        _seats[seat] = SeatWord.slash(word, taken);
        account = LedgerWords.field(word, LedgerWords.OWNER, 32);
    }

    /// @dev The seat of a draw, which voted and whose owner has not changed since.
    function _auditedSeat(
        uint256 word,
        ILedgerBatches.Settlement calldata settlement,
        uint256 item,
        uint256 draw,
        uint256 annotator
    ) private view returns (uint256 seat) {
        uint256 draws = LedgerWords.field(_paramsOf(word), LedgerWords.DRAWS, 4);
        (uint256 drawn, uint256 count) = Draw.pick(
            Draw.wordOf(settlement.seed, item), LedgerWords.field(word, LedgerWords.N_SEATS, 16), draws, 0, 0
        );
        require(draw < count, BadData());
        uint256 codes = uint8(settlement.votes[item * LedgerWords.voteBytes(draws) + draw / 4]);
        uint256 code = (codes >> (2 * (draw % 4))) & 3;
        require(code == Verdict.APPROVE || code == Verdict.REJECT, BadData());

        seat = Draw.seatAt(drawn, draw);
        uint256 lockBlock = LedgerWords.field(word, LedgerWords.SEED_BLOCK, 40) - LedgerWords.SEED_DELAY;
        // Whoever takes a seat that was left after the lock joins later than UNBOND, so after the batch's end.
        require(
            LedgerWords.isEligible(_seats[seat], lockBlock, annotator)
                && _seatJoinedAt[seat] < LedgerWords.field(word, LedgerWords.END, 36),
            BadData()
        );
    }

    // -------------------------------------------------------------- operators

    /// @inheritdoc ILedgerCourtSide
    function slashOperator(address operator, uint256 units, uint256 account, uint256 project)
        external
        onlyCourt
    {
        Bond storage bond = _bonds[operator];
        units = _least(units, bond.units);
        bond.units -= uint40(units);
        uint256 half = account == 0 ? 0 : units / 2;
        if (half > 0) _give(account, 0, half);
        if (units > half) _give(0, project, units - half);
        emit OperatorSlashed(operator, account, project, units);
    }

    // ------------------------------------------------------------------ parts

    function _setFlag(uint256 batch, uint256 round, uint256 item) private {
        _flags[batch][round * 256 + item / 256] |= 1 << (item % 256);
    }

    /// @dev Peers cannot see who sent a message, so the item is flagged in round two as well.
    function _setNotMine(uint256 batch, uint256 item) private {
        _setFlag(batch, 2, item);
        _flags[batch][NOT_MINE_KEY + item / 256] |= 1 << (item % 256);
    }

    /// @dev Moves a dispute's bond out of the free units that are the account's own.
    function _holdBond(uint256 account, uint256 params, bool panel) private returns (uint256 bond) {
        bond = 2 * LedgerWords.field(params, LedgerWords.LABEL_STAKE, 20) + LedgerWords.panelCost(params);
        if (panel) bond *= 2;
        uint256 word = Vesting.accrue(_accounts[account], _hour());
        uint256 free = LedgerWords.field(word, LedgerWords.FREE, 40);
        uint256 debt = word >> LedgerWords.DEBT;
        require(free >= bond + debt, Insufficient(free > debt ? free - debt : 0, bond));
        _accounts[account] = word - bond;
        _disputeFund += uint40(bond);
    }

    /// @dev Adds units to what is free of an account, or to a project when `account` is 0. Both must exist.
    function _give(uint256 account, uint256 project, uint256 units) private {
        if (account == 0) {
            require(_projects[project].owner != address(0), BadData());
            _projects[project].balance += uint64(units);
        } else {
            require(_accountOwners[account] != address(0), BadData());
            _accounts[account] += units;
        }
    }

    function _least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
