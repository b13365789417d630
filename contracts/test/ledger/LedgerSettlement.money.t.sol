// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {SettlementTest} from "../base/SettlementTest.sol";

/// @dev Newcomers are in class 0: a reward of 100 pays 53, one of 30 pays 15.
contract LedgerSettlementMoneyTest is SettlementTest {
    uint256 internal constant REWARD = 53;
    uint256 internal constant FEE = 15;

    function test_accepted_paysAnnotatorAndApprovers() public {
        Plan memory plan = proposed(1, "1110");
        uint256 reserved = batchAt(plan.id).reserved;
        uint256 balance = balanceOf();
        settle(plan);
        LedgerWords.Account memory account = accountAt(1);
        assertEq(account.free, FREE, "stake is back");
        assertEq(account.locked, 0, "nothing locked");
        assertEq(account.unvested, REWARD, "reward");
        assertEq(account.vestRem, 672, "vesting time");
        assertEq(account.vestLast, LedgerWords.hourOf(vm.getBlockTimestamp()), "from now on");
        assertEq(account.good, 1, "good");
        assertEq(account.all, 1, "all");
        assertEq(account.sessionLoss, 1_000_000, "no loss");
        uint256[] memory drawn = drawnFor(plan, 0);
        for (uint256 d = 0; d < 3; ++d) {
            LedgerWords.Seat memory seat = seatAt(drawn[d]);
            assertEq(seat.unvested, FEE, "validator reward");
            assertEq(seat.locked, SEAT_STAKE, "stake");
            assertEq(seat.good, 1, "good");
            assertEq(seat.all, 1, "all");
        }
        assertEq(seatAt(drawn[3]).all, 0, "no vote, no change");
        assertEq(seatAt(drawn[3]).unvested, 0, "no vote, no reward");
        assertEq(balanceOf() - balance, reserved - REWARD - 3 * FEE, "the rest of the reservation");
        assertEq(batchAt(plan.id).state, LedgerWords.STATE_CLOSED, "closed");
        assertEq(batchAt(plan.id).reserved, 0, "nothing reserved");
    }

    function test_rejected_sharesTheAnnotatorsSlash() public {
        Plan memory plan = proposed(1, "2202");
        uint256 reserved = batchAt(plan.id).reserved;
        uint256 balance = balanceOf();
        settle(plan);
        LedgerWords.Account memory account = accountAt(1);
        assertEq(account.free, FREE - 500, "slashed");
        assertEq(account.locked, 0, "rest of the stake is back");
        assertEq(account.unvested, 0, "no reward");
        assertEq(account.good, 0, "good");
        assertEq(account.all, 1, "all");
        assertEq(account.sessionLoss, 1_000_000 - 50, "50 steps of 10 units");
        uint256[] memory drawn = drawnFor(plan, 0);
        assertEq(seatAt(drawn[0]).unvested, FEE + 166, "a third of 500");
        assertEq(seatAt(drawn[3]).unvested, FEE + 166, "a third of 500");
        assertEq(balanceOf() - balance, reserved - 3 * FEE + 2, "what does not divide");
    }

    function test_loser_isSlashedFromUnvestedThenStakeThenFree() public {
        Plan memory plan = lockedPlan(1);
        uint256 loser = drawnFor(plan, 0)[1];
        setSeat(loser, 30, 100, 120);
        castVotes(plan, 0, "1211");
        propose(plan);
        settle(plan);
        LedgerWords.Seat memory seat = seatAt(loser);
        assertEq(seat.unvested, 0, "120 of 200");
        assertEq(seat.locked, 20, "80 of 200");
        assertEq(seat.free, 30, "untouched");
        assertEq(seat.good, 0, "good");
        assertEq(seat.all, 1, "all");
        assertEq(seatAt(drawnFor(plan, 0)[0]).unvested, FEE + 66, "a third of 200");
        assertEq(accountAt(1).unvested, REWARD, "accepted");
    }

    function test_loser_paysOnlyWholeSlashesItHolds() public {
        // Two items, the same seats: four draws of four seats.
        ledger.setSeatCount(4);
        Plan memory plan = lockedPlan(3);
        setSeat(2, 10, 350, 50);
        for (uint256 t = 0; t < 3; ++t) {
            uint256[] memory drawn = drawnFor(plan, t);
            for (uint256 d = 0; d < 4; ++d) {
                vote(plan, t, d, drawn[d] == 2 ? 2 : 1);
            }
        }
        propose(plan);
        settle(plan);
        LedgerWords.Seat memory seat = seatAt(2);
        assertEq(seat.free + seat.locked + seat.unvested, 10, "two slashes of 200 of the 410 it held");
        assertEq(seat.all, 3, "the third counts for the record all the same");
        // Per item 66 for each winner in the first two, nothing in the third.
        assertEq(seatAt(0).unvested, 3 * FEE + 2 * 66, "shares");
    }

    function test_unsure_changesNothing() public {
        Plan memory plan = proposed(1, "1131");
        settle(plan);
        LedgerWords.Seat memory seat = seatAt(drawnFor(plan, 0)[2]);
        assertEq(seat.unvested, 0, "no reward");
        assertEq(seat.locked, SEAT_STAKE, "no slash");
        assertEq(seat.all, 0, "no record");
    }

    function test_reward_paysTheDebtFirst() public {
        LedgerWords.Account memory account = accountAt(1);
        account.debt = 60;
        ledger.setAccountWord(1, LedgerWords.packAccount(account));
        ledger.setSponsorFund(7);
        Plan memory plan = proposed(2, "1110");
        settle(plan);
        account = accountAt(1);
        assertEq(account.debt, 0, "paid");
        assertEq(account.unvested, 2 * REWARD - 60, "the rest vests");
        assertEq(ledger.sponsorFund(), 67, "back in the fund");
    }

    function test_reward_mayGoToTheDebtAltogether() public {
        LedgerWords.Account memory account = accountAt(1);
        account.debt = 600;
        ledger.setAccountWord(1, LedgerWords.packAccount(account));
        Plan memory plan = proposed(1, "1110");
        settle(plan);
        account = accountAt(1);
        assertEq(account.debt, 600 - REWARD, "less debt");
        assertEq(account.unvested, 0, "nothing vests");
        assertEq(account.vestRem, 0, "no schedule");
        assertEq(ledger.sponsorFund(), REWARD, "in the fund");
    }

    function test_reward_growsWithTheRecord() public {
        LedgerWords.Account memory account = accountAt(1);
        (account.good, account.all) = (400, 400);
        ledger.setAccountWord(1, LedgerWords.packAccount(account));
        Plan memory plan = proposed(1, "1110");
        settle(plan);
        // 16 * 400 / 402 = class 15, so 94/64 of 100
        assertEq(accountAt(1).unvested, 146, "largest premium");
    }

    function test_session_losesAtMostWhatIsLeft() public {
        Plan memory plan = lockedPlan(1);
        LedgerWords.Account memory account = accountAt(1);
        account.sessionLoss = 3;
        ledger.setAccountWord(1, LedgerWords.packAccount(account));
        castVotes(plan, 0, "2222");
        propose(plan);
        settle(plan);
        assertEq(accountAt(1).sessionLoss, 0, "not below zero");
        assertEq(accountAt(1).sessionExpiry, account.sessionExpiry, "neighbouring field");
        assertEq(accountAt(1).sessionLabel, account.sessionLabel, "neighbouring field");
    }

    function test_record_isHalvedBeforeItOverflows() public {
        LedgerWords.Account memory account = accountAt(1);
        (account.good, account.all) = (4001, 4095);
        ledger.setAccountWord(1, LedgerWords.packAccount(account));
        Plan memory plan = proposed(2, "1110");
        settle(plan);
        assertEq(accountAt(1).all, 2047 + 2, "all");
        assertEq(accountAt(1).good, 2000 + 2, "good");
    }

    function test_skippedAnnotatorsAreNotSettled() public {
        LedgerWords.Account memory account = accountAt(2);
        account.free = 0;
        ledger.setAccountWord(2, LedgerWords.packAccount(account));
        Plan memory plan = planOf(2, 1, 2);
        ledger.lockBatch(plan.id, lockRequest(plan), signed(lockHash(plan)));
        plan.terms = hex"0100";
        plan.seed = seedOf(plan);
        castVotes(plan, 0, "1111");
        castVotes(plan, 1, "2222");
        propose(plan);
        uint256 word = ledger.accountWord(2);
        settle(plan);
        assertEq(ledger.accountWord(2), word, "untouched");
        assertEq(accountAt(1).all, 1, "the other is paid");
        assertEq(batchAt(plan.id).state, LedgerWords.STATE_CLOSED, "closed");
    }

    /// @dev What a person has in the end does not depend on which of two batches is settled first.
    function testFuzz_orderOfBatchesChangesNoSum(uint256 seed) public {
        Plan memory first = lockedPlan(6);
        Plan memory second = lockedPlan(6);
        randomVotes(first, seed);
        randomVotes(second, uint256(keccak256(abi.encode(seed))));
        propose(first);
        propose(second);
        vm.warp(vm.getBlockTimestamp() + 12 hours);
        uint256 snapshot = vm.snapshotState();
        ledger.settleBatch(first.id, settlementOf(first));
        ledger.settleBatch(second.id, settlementOf(second));
        uint256[] memory sums = holdings();
        vm.revertToState(snapshot);
        ledger.settleBatch(second.id, settlementOf(second));
        ledger.settleBatch(first.id, settlementOf(first));
        uint256[] memory others = holdings();
        for (uint256 i = 0; i < sums.length; ++i) {
            assertEq(sums[i], others[i], "holding");
        }
    }

    /// @dev Per person free, locked and unvested together and the record, then the project's balance.
    function holdings() internal view returns (uint256[] memory sums) {
        sums = new uint256[](2 * (PEOPLE + SEATS) + 1);
        for (uint256 i = 0; i < PEOPLE; ++i) {
            LedgerWords.Account memory account = accountAt(i + 1);
            sums[2 * i] = account.free + account.locked + account.unvested;
            sums[2 * i + 1] = (account.good << 12) | account.all;
        }
        for (uint256 i = 0; i < SEATS; ++i) {
            LedgerWords.Seat memory seat = seatAt(i);
            sums[2 * (PEOPLE + i)] = seat.free + seat.locked + seat.unvested;
            sums[2 * (PEOPLE + i) + 1] = (seat.good << 12) | seat.all;
        }
        sums[2 * (PEOPLE + SEATS)] = balanceOf();
    }
}
