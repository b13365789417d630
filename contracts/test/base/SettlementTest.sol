// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {BatchTest} from "./BatchTest.sol";

/// @dev Newcomers with stake, and seats of other newcomers; votes are written as digits, one per draw.
abstract contract SettlementTest is BatchTest {
    uint256 internal constant PEOPLE = 4;
    uint256 internal constant SEATS = 12;
    uint256 internal constant FIRST_OWNER = 100;

    function setUp() public virtual override {
        super.setUp();
        prepareAccounts(1, PEOPLE);
        for (uint256 i = 1; i <= PEOPLE; ++i) {
            LedgerWords.Account memory account = accountAt(i);
            (account.good, account.all) = (0, 0);
            (account.unvested, account.vestRem, account.vestLast) = (0, 0, 0);
            ledger.setAccountWord(i, LedgerWords.packAccount(account));
        }
        prepareSeats(SEATS, FIRST_OWNER);
        for (uint256 i = 0; i < SEATS; ++i) {
            setSeat(i, 0, SEAT_STAKE, 0);
        }
    }

    /// @dev A newcomer's seat with these holdings; what has not vested has 100 hours to go.
    function setSeat(uint256 index, uint256 free, uint256 locked, uint256 unvested) internal {
        LedgerWords.Seat memory seat;
        (seat.free, seat.locked, seat.unvested) = (free, locked, unvested);
        if (unvested > 0) (seat.vestLast, seat.vestRem) = (LedgerWords.hourOf(vm.getBlockTimestamp()), 100);
        seat.joinedBlock = 10;
        seat.owner = FIRST_OWNER + index;
        ledger.setSeatWord(index, LedgerWords.packSeat(seat));
    }

    /// @dev A locked batch of `count` items of account 1.
    function lockedPlan(uint256 count) internal returns (Plan memory plan) {
        plan = planOf(count, 1, 1);
        lock(plan);
    }

    /// @dev A proposed batch of account 1 with the same votes on every item.
    function proposed(uint256 count, string memory codes) internal returns (Plan memory plan) {
        plan = lockedPlan(count);
        for (uint256 t = 0; t < count; ++t) {
            castVotes(plan, t, codes);
        }
        propose(plan);
    }

    function castVotes(Plan memory plan, uint256 item, string memory codes) internal view {
        for (uint256 d = 0; d < bytes(codes).length; ++d) {
            vote(plan, item, d, uint8(bytes(codes)[d]) - 48);
        }
    }

    function randomVotes(Plan memory plan, uint256 seed) internal pure {
        for (uint256 i = 0; i < plan.votes.length; ++i) {
            plan.votes[i] = bytes1(uint8(uint256(keccak256(abi.encode(seed, i)))));
        }
    }
}
