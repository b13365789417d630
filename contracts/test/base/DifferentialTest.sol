// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {PlainLedger} from "../reference/PlainLedger.sol";
import {BatchLedger} from "./BatchLedger.sol";
import {BatchTest} from "./BatchTest.sol";
import {ReviewLedger} from "./ReviewLedger.sol";

/// @dev A ledger and its reference that get the same random words.
abstract contract DifferentialTest is BatchTest {
    uint256 internal constant MAX_PEOPLE = 12;

    ReviewLedger internal review;
    PlainLedger internal plain;
    uint256 internal dice;

    function setUp() public virtual override {
        super.setUp();
        plain = new PlainLedger(config());
    }

    function newLedger(LedgerStorage.Config memory configuration) internal override returns (BatchLedger) {
        review = new ReviewLedger(configuration);
        return review;
    }

    // ------------------------------------------------------------- comparing

    function compareAccounts(Plan memory plan) internal view {
        for (uint256 i = 0; i < plan.annotators.length / 4; ++i) {
            uint256 account = accountOf(plan, i);
            assertEq(ledger.accountWord(account), plain.accountWord(account), "account");
        }
    }

    function compareSeats(uint256 seats) internal view {
        for (uint256 i = 0; i < seats; ++i) {
            assertEq(ledger.seatWord(i), plain.seatWord(i), "seat");
        }
    }

    /// @dev Units of everybody who has a part in the batch.
    function unitsHeld(Plan memory plan, uint256 seats, uint256 batch) internal view returns (uint256 units) {
        units = balanceOf() + batchAt(batch).reserved + ledger.sponsorFund();
        for (uint256 i = 0; i < plan.annotators.length / 4; ++i) {
            LedgerWords.Account memory account = accountAt(accountOf(plan, i));
            units += account.free + account.locked + account.unvested;
        }
        for (uint256 i = 0; i < seats; ++i) {
            LedgerWords.Seat memory seat = seatAt(i);
            units += seat.free + seat.locked + seat.unvested;
        }
    }

    // ----------------------------------------------------------- random words

    function roll(uint256 low, uint256 high) internal returns (uint256) {
        dice = uint256(keccak256(abi.encode(dice)));
        return bound(dice, low, high);
    }

    /// @dev Often the default of four draws; slashes large enough that seats run dry.
    function randomRules() internal {
        rules.draws = roll(0, 2) == 0 ? roll(3, 8) : 4;
        rules.minVotes = roll(2, rules.draws);
        rules.thresholdBp = roll(5001, 10_000);
        rules.labelStake = roll(100, 1000);
        rules.annotatorSlash = roll(1, rules.labelStake);
        rules.annotatorReward = roll(1, 1000);
        rules.validatorReward = roll(1, 200);
        rules.validatorSlash = roll(1, 3000);
        rules.panelDraws = roll(3, 8);
        rules.panelMinVotes = roll(2, rules.panelDraws);
        rules.vestHours = roll(24, 4095);
    }

    function copyProject() internal {
        uint256 word = LedgerWords.packParams(rules);
        ledger.setProject(PROJECT, 1e12, word);
        plain.setProject(PROJECT, 1e12, word);
    }

    function setAccount(uint256 account, LedgerWords.Account memory fields) internal {
        uint256 word = LedgerWords.packAccount(fields);
        ledger.setAccountWord(account, word);
        plain.setAccountWord(account, word);
    }

    function randomVesting() internal returns (uint256 unvested, uint256 last, uint256 remaining) {
        unvested = roll(0, 3) == 0 ? 0 : roll(1, 100_000);
        last = LedgerWords.hourOf(vm.getBlockTimestamp()) - roll(0, 1) * roll(0, 300);
        remaining = unvested == 0 ? roll(0, 1) * 50 : roll(1, 4095);
    }

    /// @dev Any account that has the stake of at least so many items locked.
    function randomAccount(uint256 account, uint256 items) internal {
        LedgerWords.Account memory fields;
        fields.free = roll(0, 1e9);
        fields.locked = (items + roll(0, 5)) * rules.labelStake;
        (fields.unvested, fields.vestLast, fields.vestRem) = randomVesting();
        fields.all = roll(0, 2) == 0 ? roll(4000, 4095) : roll(0, 200);
        fields.good = roll(0, fields.all);
        fields.sessionLoss = roll(0, 1) * roll(0, 5000);
        fields.sessionExpiry = roll(0, 200_000);
        fields.sessionLabel = roll(0, 200_000);
        fields.debt = roll(0, 1) * roll(0, 5000);
        setAccount(account, fields);
    }

    /// @dev An account that can or, by a little, cannot lock.
    function randomFreeAccount(uint256 account) internal {
        LedgerWords.Account memory fields;
        fields.free = roll(0, 8 * rules.labelStake);
        fields.locked = roll(0, 3) * rules.labelStake;
        (fields.unvested, fields.vestLast, fields.vestRem) = randomVesting();
        fields.all = roll(0, 100);
        fields.good = roll(0, fields.all);
        fields.sessionLoss = roll(0, rules.labelStake);
        fields.sessionExpiry = LedgerWords.hourOf(vm.getBlockTimestamp()) + roll(0, 3);
        fields.sessionLabel = roll(rules.labelStake / 10, rules.labelStake / 10 + 2);
        setAccount(account, fields);
    }

    /// @dev Seats that joined early or late, leave, are empty, poor, or an annotator's own.
    function randomSeats(uint256 count, uint256 annotators) internal {
        for (uint256 i = 0; i < count; ++i) {
            LedgerWords.Seat memory seat;
            seat.free = roll(0, 1) * roll(0, 2000);
            seat.locked = roll(0, 2) == 0 ? roll(0, 4000) : roll(0, 1e9);
            (seat.unvested, seat.vestLast, seat.vestRem) = randomVesting();
            seat.all = roll(0, 2) == 0 ? roll(4000, 4095) : roll(0, 200);
            seat.good = roll(0, seat.all);
            seat.joinedBlock = roll(990, 1010);
            seat.leaving = roll(0, 4) == 0 ? 1 : 0;
            seat.owner = roll(0, 9) == 0 ? 0 : roll(1, 4 * annotators + 50);
            seat.classNow = roll(0, 15);
            seat.classBefore = roll(0, 15);
            seat.epoch = (LedgerWords.epochOf(vm.getBlockTimestamp()) + 512 - roll(0, 3)) % 512;
            uint256 word = LedgerWords.packSeat(seat);
            ledger.setSeatWord(i, word);
            plain.setSeatWord(i, word);
        }
    }
}
