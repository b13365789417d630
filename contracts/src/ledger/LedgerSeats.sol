// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerSeats} from "../interfaces/ILedgerSeats.sol";
import {AccountWord} from "../libraries/AccountWord.sol";
import {Record} from "../libraries/Record.sol";
import {Vesting} from "../libraries/Vesting.sol";
import {LedgerSponsorship} from "./LedgerSponsorship.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerSeats
/// @notice Seats of validators: taking, topping up, collecting, leaving.
/// @dev A seat is held for at least UNBOND before it can start to leave, and for UNBOND after that. Both are longer than
/// a batch lives, so whoever was drawn still has the stake there when the batch settles, and the one word of the
/// seat tells for every live batch whether the seat could be drawn (see LedgerWords.isEligible).
abstract contract LedgerSeats is ILedgerSeats, LedgerSponsorship {
    using AccountWord for uint256;

    bytes32 private constant SEAT_TYPEHASH =
        keccak256("SeatRequest(address account,uint256 amount,uint256 nonce)");
    uint256 private constant RECORD_BITS = 2 * Record.COUNTER_BITS;
    uint256 private constant FROZEN_BITS = 17;

    // ----------------------------------------------------------------- taking

    /// @inheritdoc ILedgerSeats
    function takeSeat(uint256 units) external returns (uint256 seat) {
        return _takeSeat(msg.sender, units);
    }

    /// @inheritdoc ILedgerSeats
    function takeSeatBySig(address account, uint256 amount, uint256 nonce, bytes calldata signature)
        external
        returns (uint256 seat)
    {
        _useNonce(account, nonce);
        _requireSigned(account, keccak256(abi.encode(SEAT_TYPEHASH, account, amount, nonce)), signature);
        return _takeSeat(account, _wholeUnits(amount));
    }

    /// @inheritdoc ILedgerSeats
    function topUpSeat(uint256 units) external {
        uint256 account = _existingAccount(msg.sender);
        (uint256 seat, uint256 word) = _ownSeat(account);
        require(LedgerWords.field(word, LedgerWords.LEAVING, 1) == 0, NotAllowed(msg.sender));
        _accounts[account] = _spendOwn(account, units);
        _seats[seat] = _withStake(word, _stakeOf(word) + units);
        emit SeatToppedUp(seat, units);
    }

    /// @inheritdoc ILedgerSeats
    function collect() external {
        uint256 account = _existingAccount(msg.sender);
        (uint256 seat, uint256 word) = _ownSeat(account);
        word = word.released(_hour());
        uint256 earned = word.freeOf();
        require(earned > 0, ZeroAmount());
        _seats[seat] = word.withFree(0);
        _accounts[account] = _earn(account, _accounts[account], earned);
        emit SeatCollected(seat, account, earned);
    }

    // ---------------------------------------------------------------- leaving

    /// @inheritdoc ILedgerSeats
    function startLeave() external {
        (uint256 seat, uint256 word) = _ownSeat(_existingAccount(msg.sender));
        _startLeave(seat, word);
    }

    /// @inheritdoc ILedgerSeats
    function ejectSeat(uint256 seat) external {
        uint256 word = _seats[seat];
        require(LedgerWords.field(word, LedgerWords.OWNER, 32) != 0, BadData());
        require(_stakeOf(word) * 2 < _seatStake, NotAllowed(msg.sender));
        _startLeave(seat, word);
    }

    /// @inheritdoc ILedgerSeats
    function finishLeave() external {
        uint256 account = _existingAccount(msg.sender);
        (uint256 seat, uint256 word) = _ownSeat(account);
        uint256 freeAt = _seatLeaveAt[seat];
        require(freeAt != 0, NotAllowed(msg.sender));
        require(block.timestamp >= freeAt, TooEarly(freeAt));
        word = word.released(_hour());

        _seatRecords[account] = LedgerWords.field(word, LedgerWords.GOOD, RECORD_BITS);
        _vacantSeats.push(seat);
        (_seats[seat], _seatOf[account], _seatJoinedAt[seat], _seatLeaveAt[seat]) = (0, 0, 0, 0);

        (uint256 stake, uint256 earned) = (_stakeOf(word), word.freeOf());
        uint256 next = _withSchedule(_accounts[account], word.scheduleOf());
        next = next.withFree(next.freeOf() + stake);
        _accounts[account] = earned == 0 ? next : _earn(account, next, earned);
        emit SeatLeft(seat, account, stake + earned);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc ILedgerSeats
    function seatOf(uint256 account) external view returns (uint256) {
        return _seatOf[account];
    }

    /// @inheritdoc ILedgerSeats
    function seatTimesOf(uint256 seat) external view returns (uint256 joinedAt, uint256 freeAt) {
        return (_seatJoinedAt[seat], _seatLeaveAt[seat]);
    }

    // --------------------------------------------------------------- internal

    function _takeSeat(address owner, uint256 units) private returns (uint256 seat) {
        uint256 account = _existingAccount(owner);
        require(_seatOf[account] == 0, NotAllowed(owner));
        require(units >= _seatStake, Insufficient(units, _seatStake));
        _accounts[account] = _spendOwn(account, units);
        seat = _nextSeat();
        _seatOf[account] = seat + 1;
        _seatJoinedAt[seat] = block.timestamp;

        uint256 record = _seatRecords[account];
        uint256 word = _withStake(0, units);
        word = LedgerWords.withField(word, LedgerWords.GOOD, RECORD_BITS, record);
        word = LedgerWords.withField(word, LedgerWords.JOINED_BLOCK, 32, block.number);
        word = LedgerWords.withField(word, LedgerWords.OWNER, 32, account);
        uint256 class = Record.classOf(record);
        uint256 frozen = class | (class << 4) | (_epoch() << 8);
        _seats[seat] = LedgerWords.withField(word, LedgerWords.CLASS_NOW, FROZEN_BITS, frozen);
        emit SeatTaken(seat, account, units);
    }

    function _nextSeat() private returns (uint256 seat) {
        uint256 vacant = _vacantSeats.length;
        if (vacant > 0) {
            seat = _vacantSeats[vacant - 1];
            _vacantSeats.pop();
            return seat;
        }
        seat = _seatCount;
        require(seat < LedgerWords.MAX_SEATS, CapExceeded(seat));
        _seatCount = uint16(seat + 1);
    }

    function _startLeave(uint256 seat, uint256 word) private {
        require(LedgerWords.field(word, LedgerWords.LEAVING, 1) == 0, NotAllowed(msg.sender));
        uint256 earliest = _seatJoinedAt[seat] + LedgerWords.UNBOND;
        require(block.timestamp >= earliest, TooEarly(earliest));
        word = LedgerWords.withField(word, LedgerWords.LEAVING, 1, 1);
        _seats[seat] = LedgerWords.withField(word, LedgerWords.JOINED_BLOCK, 32, block.number);
        uint256 freeAt = block.timestamp + LedgerWords.UNBOND;
        _seatLeaveAt[seat] = freeAt;
        emit SeatLeaving(seat, freeAt);
    }

    function _ownSeat(uint256 account) private view returns (uint256 seat, uint256 word) {
        uint256 seatPlusOne = _seatOf[account];
        require(seatPlusOne != 0, NotAllowed(msg.sender));
        seat = seatPlusOne - 1;
        word = _seats[seat];
    }

    /// @dev Adds earnings to the free balance in `word`, of which debt is paid first; the caller writes it back.
    function _earn(uint256 account, uint256 word, uint256 units) private returns (uint256 next) {
        next = word.withFree(word.freeOf() + units);
        if (next.debtOf() > 0) next = _payDebt(account, next, units);
    }

    /// @dev The account's word with the rest of a seat's schedule added to its own.
    function _withSchedule(uint256 word, uint256 schedule) private view returns (uint256) {
        uint256 hour = _hour();
        (uint256 vested, uint256 next) =
            Vesting.add(word.scheduleOf(), hour, Vesting.unvestedOf(schedule), Vesting.leftAt(schedule, hour));
        return word.withSchedule(next).withFree(word.freeOf() + vested);
    }

    function _stakeOf(uint256 word) private pure returns (uint256) {
        return LedgerWords.field(word, LedgerWords.LOCKED, 40);
    }

    function _withStake(uint256 word, uint256 units) private pure returns (uint256) {
        return LedgerWords.withField(word, LedgerWords.LOCKED, 40, units);
    }
}
