// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title LedgerWords
/// @notice The packed words of the ledger: one 256-bit word per account, seat, project version and batch, so that
/// settling writes one storage slot per person. Every field is listed with its shift (bits, least significant
/// first) and width; the structs are the same fields unpacked.
///
/// Amounts are in units of 10^15 wei (0.001 token). The ledger never holds more than 2^40-1 units, so no 40-bit
/// field can overflow. Hours are counted from TIME_ZERO.
library LedgerWords {
    // ----------------------------------------------------------- units, time

    /// @notice Wei in one unit.
    uint256 internal constant UNIT = 1e15;
    /// @notice The most units the ledger may hold; the bound that keeps packed amounts from overflowing.
    uint256 internal constant MAX_UNITS = (1 << 40) - 1;
    /// @notice 2026-01-01T00:00Z in seconds; hour 0 of every packed time.
    uint256 internal constant TIME_ZERO = 1_767_225_600;
    /// @notice Units in one step of a session's limits (0.01 token).
    uint256 internal constant SESSION_STEP = 10;
    /// @notice Length of a record epoch. A batch settles at most 5 days after its lock, so it needs this epoch's
    /// record class or the one before, never an older one.
    uint256 internal constant EPOCH = 8 days;
    /// @notice Where a record's counters are halved.
    uint256 internal constant MAX_RECORD = 4095;

    // ------------------------------------------------------------- deadlines
    // Longest life of a batch: PROPOSE_TIME + MAX_WINDOW + SETTLE_TIME (5 d), then a panel: PANEL_PROPOSE_TIME +
    // MAX_PANEL_WINDOW + PANEL_SETTLE_TIME (2.5 d), then experts: EXPERT_TIME (2 d) = 9.5 d < UNBOND = 10 d. So
    // nobody who was drawn has left with the seat stake before the batch is over.

    uint256 internal constant PROPOSE_TIME = 2 days;
    uint256 internal constant MAX_WINDOW = 48 hours;
    uint256 internal constant SETTLE_TIME = 1 days;
    uint256 internal constant PANEL_PROPOSE_TIME = 1 days;
    uint256 internal constant MAX_PANEL_WINDOW = 1 days;
    uint256 internal constant PANEL_SETTLE_TIME = 12 hours;
    uint256 internal constant EXPERT_TIME = 2 days;
    /// @notice How long after its deadline a batch can only be expired with the penalty of its operators.
    uint256 internal constant PENALTY_TIME = 2 days;
    /// @notice How long after a closed batch's `end` its items can be audited.
    uint256 internal constant AUDIT_TIME = 14 days;
    uint256 internal constant UNBOND = 10 days;
    /// @notice Blocks between the lock (or the settlement that opens a panel) and the block that seeds the draw.
    uint256 internal constant SEED_DELAY = 4;

    // ---------------------------------------------------------------- bounds

    uint256 internal constant MAX_ITEMS = 1000;
    uint256 internal constant MAX_ANNOTATORS = 256;
    uint256 internal constant MAX_SEATS = 4096;
    /// @notice Batches that can be in flight; a slot is used again only when its batch is closed.
    uint256 internal constant RING = 4096;

    // ---------------------------------------------------- account, seat words
    // free 40 | locked 40 | unvested 40 | vestLast 18 h | vestRem 12 h | good 12 | all 12, then
    // account: sessExp 18 h | sessLoss 24 steps | sessLabel 20 steps | debt 20
    // seat: joinedBlock 32 | leaving 1 | owner 32 | classNow 4 | classBefore 4 | epoch 9

    uint256 internal constant FREE = 0;
    uint256 internal constant LOCKED = 40;
    uint256 internal constant UNVESTED = 80;
    uint256 internal constant VEST_LAST = 120;
    uint256 internal constant VEST_REM = 138;
    uint256 internal constant GOOD = 150;
    uint256 internal constant ALL = 162;
    uint256 internal constant SESSION_EXPIRY = 174;
    uint256 internal constant SESSION_LOSS = 192;
    uint256 internal constant SESSION_LABEL = 216;
    uint256 internal constant DEBT = 236;
    uint256 internal constant JOINED_BLOCK = 174;
    uint256 internal constant LEAVING = 206;
    uint256 internal constant OWNER = 207;
    uint256 internal constant CLASS_NOW = 239;
    uint256 internal constant CLASS_BEFORE = 243;
    uint256 internal constant CLASS_EPOCH = 247;

    uint256 internal constant MASK_AMOUNT = (1 << 40) - 1;
    uint256 internal constant MASK_HOUR = (1 << 18) - 1;
    uint256 internal constant MASK_RECORD = (1 << 12) - 1;

    /// @notice A person's account. `debt` is sponsored stake still to be earned.
    struct Account {
        uint256 free;
        uint256 locked;
        uint256 unvested;
        uint256 vestLast;
        uint256 vestRem;
        uint256 good;
        uint256 all;
        uint256 sessionExpiry;
        uint256 sessionLoss;
        uint256 sessionLabel;
        uint256 debt;
    }

    /// @notice A validator's seat. `locked` is the seat stake, `free` and `unvested` what it earned.
    /// `joinedBlock` is the block of joining, or of leaving once `leaving` is set.
    struct Seat {
        uint256 free;
        uint256 locked;
        uint256 unvested;
        uint256 vestLast;
        uint256 vestRem;
        uint256 good;
        uint256 all;
        uint256 joinedBlock;
        uint256 leaving;
        uint256 owner;
        uint256 classNow;
        uint256 classBefore;
        uint256 epoch;
    }

    /// @notice One field of a word.
    function field(uint256 word, uint256 shift, uint256 width) internal pure returns (uint256) {
        unchecked {
            return (word >> shift) & ((1 << width) - 1);
        }
    }

    /// @notice The word with one field replaced; `value` must fit.
    function withField(uint256 word, uint256 shift, uint256 width, uint256 value)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            return (word & ~(((1 << width) - 1) << shift)) | (value << shift);
        }
    }

    function unpackAccount(uint256 word) internal pure returns (Account memory account) {
        account.free = field(word, FREE, 40);
        account.locked = field(word, LOCKED, 40);
        account.unvested = field(word, UNVESTED, 40);
        account.vestLast = field(word, VEST_LAST, 18);
        account.vestRem = field(word, VEST_REM, 12);
        account.good = field(word, GOOD, 12);
        account.all = field(word, ALL, 12);
        account.sessionExpiry = field(word, SESSION_EXPIRY, 18);
        account.sessionLoss = field(word, SESSION_LOSS, 24);
        account.sessionLabel = field(word, SESSION_LABEL, 20);
        account.debt = word >> DEBT;
    }

    /// @notice Every field must fit its width.
    function packAccount(Account memory account) internal pure returns (uint256 word) {
        word = account.free | (account.locked << LOCKED) | (account.unvested << UNVESTED);
        word |= (account.vestLast << VEST_LAST) | (account.vestRem << VEST_REM);
        word |= (account.good << GOOD) | (account.all << ALL);
        word |= (account.sessionExpiry << SESSION_EXPIRY) | (account.sessionLoss << SESSION_LOSS);
        word |= (account.sessionLabel << SESSION_LABEL) | (account.debt << DEBT);
    }

    function unpackSeat(uint256 word) internal pure returns (Seat memory seat) {
        seat.free = field(word, FREE, 40);
        seat.locked = field(word, LOCKED, 40);
        seat.unvested = field(word, UNVESTED, 40);
        seat.vestLast = field(word, VEST_LAST, 18);
        seat.vestRem = field(word, VEST_REM, 12);
        seat.good = field(word, GOOD, 12);
        seat.all = field(word, ALL, 12);
        seat.joinedBlock = field(word, JOINED_BLOCK, 32);
        seat.leaving = field(word, LEAVING, 1);
        seat.owner = field(word, OWNER, 32);
        seat.classNow = field(word, CLASS_NOW, 4);
        seat.classBefore = field(word, CLASS_BEFORE, 4);
        seat.epoch = word >> CLASS_EPOCH;
    }

    /// @notice Every field must fit its width.
    function packSeat(Seat memory seat) internal pure returns (uint256 word) {
        word = seat.free | (seat.locked << LOCKED) | (seat.unvested << UNVESTED);
        word |= (seat.vestLast << VEST_LAST) | (seat.vestRem << VEST_REM);
        word |= (seat.good << GOOD) | (seat.all << ALL);
        word |= (seat.joinedBlock << JOINED_BLOCK) | (seat.leaving << LEAVING) | (seat.owner << OWNER);
        word |= (seat.classNow << CLASS_NOW) | (seat.classBefore << CLASS_BEFORE);
        word |= seat.epoch << CLASS_EPOCH;
    }

    /// @notice Whether a seat's vote counts in a batch (or panel) locked at `lockBlock` for an item of `annotator`.
    /// Never changes while the batch lives: a seat that starts to leave later stays eligible, because it may only
    /// leave after UNBOND of holding it and is only free for somebody else UNBOND after that.
    function isEligible(uint256 seatWord, uint256 lockBlock, uint256 annotator) internal pure returns (bool) {
        uint256 owner = field(seatWord, OWNER, 32);
        if (owner == 0 || owner == annotator) return false;
        bool before = field(seatWord, JOINED_BLOCK, 32) <= lockBlock;
        return field(seatWord, LEAVING, 1) == 0 ? before : !before;
    }

    // ------------------------------------------------------------ params word
    // labelStake 20 | annotatorSlash 20 | annotatorReward 20 | validatorReward 20 | validatorSlash 20 |
    // thresholdBp 14 | draws 4 | minVotes 4 | panelDraws 4 | panelMinVotes 4 | windowMinutes 12 | vestHours 12

    uint256 internal constant LABEL_STAKE = 0;
    uint256 internal constant ANNOTATOR_SLASH = 20;
    uint256 internal constant ANNOTATOR_REWARD = 40;
    uint256 internal constant VALIDATOR_REWARD = 60;
    uint256 internal constant VALIDATOR_SLASH = 80;
    uint256 internal constant THRESHOLD_BP = 100;
    uint256 internal constant DRAWS = 114;
    uint256 internal constant MIN_VOTES = 118;
    uint256 internal constant PANEL_DRAWS = 122;
    uint256 internal constant PANEL_MIN_VOTES = 126;
    uint256 internal constant WINDOW_MINUTES = 130;
    uint256 internal constant VEST_HOURS = 142;

    /// @notice The rules of one project; immutable once the project exists. Amounts in units.
    struct Params {
        uint256 labelStake;
        uint256 annotatorSlash;
        uint256 annotatorReward;
        uint256 validatorReward;
        uint256 validatorSlash;
        uint256 thresholdBp;
        uint256 draws;
        uint256 minVotes;
        uint256 panelDraws;
        uint256 panelMinVotes;
        uint256 windowMinutes;
        uint256 vestHours;
    }

    function unpackParams(uint256 word) internal pure returns (Params memory params) {
        params.labelStake = field(word, LABEL_STAKE, 20);
        params.annotatorSlash = field(word, ANNOTATOR_SLASH, 20);
        params.annotatorReward = field(word, ANNOTATOR_REWARD, 20);
        params.validatorReward = field(word, VALIDATOR_REWARD, 20);
        params.validatorSlash = field(word, VALIDATOR_SLASH, 20);
        params.thresholdBp = field(word, THRESHOLD_BP, 14);
        params.draws = field(word, DRAWS, 4);
        params.minVotes = field(word, MIN_VOTES, 4);
        params.panelDraws = field(word, PANEL_DRAWS, 4);
        params.panelMinVotes = field(word, PANEL_MIN_VOTES, 4);
        params.windowMinutes = field(word, WINDOW_MINUTES, 12);
        params.vestHours = field(word, VEST_HOURS, 12);
    }

    /// @notice Every field must fit its width.
    function packParams(Params memory params) internal pure returns (uint256 word) {
        word = params.labelStake | (params.annotatorSlash << ANNOTATOR_SLASH);
        word |= params.annotatorReward << ANNOTATOR_REWARD;
        word |= (params.validatorReward << VALIDATOR_REWARD) | (params.validatorSlash << VALIDATOR_SLASH);
        word |= (params.thresholdBp << THRESHOLD_BP) | (params.draws << DRAWS);
        word |= (params.minVotes << MIN_VOTES) | (params.panelDraws << PANEL_DRAWS);
        word |= (params.panelMinVotes << PANEL_MIN_VOTES) | (params.windowMinutes << WINDOW_MINUTES);
        word |= params.vestHours << VEST_HOURS;
    }

    /// @notice What a batch reserves of its project's balance per item: the annotator's reward and one validator
    /// reward per seat that can be drawn in both peer rounds, each at the largest multiplier (94/64), rounded up.
    function reservePerItem(uint256 params) internal pure returns (uint256) {
        unchecked {
            uint256 seats = field(params, DRAWS, 4) + field(params, PANEL_DRAWS, 4);
            return atMostPremium(field(params, ANNOTATOR_REWARD, 20)) + seats
                * atMostPremium(field(params, VALIDATOR_REWARD, 20));
        }
    }

    /// @notice What the panel of one item can cost.
    function panelCost(uint256 params) internal pure returns (uint256) {
        return field(params, PANEL_DRAWS, 4) * atMostPremium(field(params, VALIDATOR_REWARD, 20));
    }

    /// @notice A reward at the largest multiplier, rounded up.
    function atMostPremium(uint256 reward) internal pure returns (uint256) {
        unchecked {
            return (reward * 94 + 63) / 64;
        }
    }

    // ------------------------------------------------------------- batch word
    // id 32 | state 4 | project 24 | nItems 16 | seedBlock 40 | end 36 s | nSeats 16 | reserved 48 | open 16 |
    // signers 8 (bit mask) | opsVersion 7 | epoch 9

    uint256 internal constant BATCH_ID = 0;
    uint256 internal constant STATE = 32;
    uint256 internal constant PROJECT = 36;
    uint256 internal constant N_ITEMS = 60;
    uint256 internal constant SEED_BLOCK = 76;
    uint256 internal constant END = 116;
    uint256 internal constant N_SEATS = 152;
    uint256 internal constant RESERVED = 168;
    uint256 internal constant OPEN = 216;
    uint256 internal constant SIGNERS = 232;
    uint256 internal constant OPS_VERSION = 240;
    uint256 internal constant BATCH_EPOCH = 247;

    uint256 internal constant NONE = 0;
    uint256 internal constant STATE_LOCKED = 1;
    uint256 internal constant STATE_PROPOSED = 2;
    /// @notice Settled but for open items, which wait for a panel's votes.
    uint256 internal constant STATE_ESCALATED = 3;
    uint256 internal constant STATE_PANEL = 4;
    uint256 internal constant STATE_EXPERTS = 5;
    uint256 internal constant STATE_CLOSED = 6;

    /// @notice A batch in flight. `end` is the deadline or the window's end of its state, in seconds; `nSeats` the
    /// seats that existed when the draw was fixed; `open` the flagged items (PROPOSED, PANEL) or open items (else).
    struct Batch {
        uint256 id;
        uint256 state;
        uint256 project;
        uint256 nItems;
        uint256 seedBlock;
        uint256 end;
        uint256 nSeats;
        uint256 reserved;
        uint256 open;
        uint256 signers;
        uint256 opsVersion;
        uint256 epoch;
    }

    function unpackBatch(uint256 word) internal pure returns (Batch memory batch) {
        batch.id = field(word, BATCH_ID, 32);
        batch.state = field(word, STATE, 4);
        batch.project = field(word, PROJECT, 24);
        batch.nItems = field(word, N_ITEMS, 16);
        batch.seedBlock = field(word, SEED_BLOCK, 40);
        batch.end = field(word, END, 36);
        batch.nSeats = field(word, N_SEATS, 16);
        batch.reserved = field(word, RESERVED, 48);
        batch.open = field(word, OPEN, 16);
        batch.signers = field(word, SIGNERS, 8);
        batch.opsVersion = field(word, OPS_VERSION, 7);
        batch.epoch = word >> BATCH_EPOCH;
    }

    /// @notice Every field must fit its width.
    function packBatch(Batch memory batch) internal pure returns (uint256 word) {
        word = batch.id | (batch.state << STATE) | (batch.project << PROJECT) | (batch.nItems << N_ITEMS);
        word |= (batch.seedBlock << SEED_BLOCK) | (batch.end << END) | (batch.nSeats << N_SEATS);
        word |= (batch.reserved << RESERVED) | (batch.open << OPEN) | (batch.signers << SIGNERS);
        word |= (batch.opsVersion << OPS_VERSION) | (batch.epoch << BATCH_EPOCH);
    }

    // ------------------------------------------------------------- open items

    /// @notice Bytes of the votes of one item: two bits a draw.
    function voteBytes(uint256 draws) internal pure returns (uint256) {
        return (draws + 3) / 4;
    }

    // ------------------------------------------------------------------ times

    /// @notice Hours since TIME_ZERO, rounded down.
    function hourOf(uint256 timestamp) internal pure returns (uint256) {
        return (timestamp - TIME_ZERO) / 1 hours;
    }

    /// @notice The record epoch, modulo 512.
    function epochOf(uint256 timestamp) internal pure returns (uint256) {
        return ((timestamp - TIME_ZERO) / EPOCH) % 512;
    }
}
