// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LabelToken} from "../../src/LabelToken.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {DeskHandler} from "../base/DeskHandler.sol";
import {LedgerParts} from "../base/LedgerParts.sol";
import {Test} from "../base/Test.sol";

/// @dev What holds after any sequence of calls of people, owners, operators, and of settling.
contract LedgerDeskInvariantTest is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    DeskHandler private handler;
    LedgerParts private ledger;
    LabelToken private token;
    FuzzSelector[] private _selectors;
    address[] private _targets;

    function setUp() public {
        handler = new DeskHandler();
        handler.setUp();
        (address ledger_, address token_) = handler.parts();
        (ledger, token) = (LedgerParts(ledger_), LabelToken(token_));
        bytes4[] memory list = new bytes4[](16);
        (list[0], list[1], list[2]) =
        (handler.deposit.selector, handler.requestWithdraw.selector, handler.withdraw.selector);
        (list[3], list[4], list[5]) =
        (handler.sponsor.selector, handler.repay.selector, handler.recall.selector);
        (list[6], list[7], list[8]) =
        (handler.takeSeat.selector, handler.topUpSeat.selector, handler.collect.selector);
        (list[9], list[10], list[11]) =
        (handler.leave.selector, handler.fund.selector, handler.drain.selector);
        (list[12], list[13], list[14]) =
        (handler.bond.selector, handler.wait.selector, handler.reward.selector);
        list[15] = handler.slash.selector;
        _selectors.push(FuzzSelector(address(handler), list));
        _targets.push(address(handler));
    }

    /// @dev Forge reads the contracts and functions to call from here.
    function targetContracts() public view returns (address[] memory) {
        return _targets;
    }

    function targetSelectors() public view returns (FuzzSelector[] memory) {
        return _selectors;
    }

    /// @dev One property of four parts: forge makes new runs for every property.
    /// forge-config: default.isolate = false
    function invariant_booksAreRight() public view {
        _solvent();
        _lentStakeIsOwedUntilItIsBack();
        _peopleTakeOnlyWhatIsTheirs();
        _seatsAreHeldByTheirAccounts();
    }

    /// @dev Each of the calls above does what it is for when its time has come.
    function test_everyCallCanSucceed() public {
        handler.sponsor(1, 10_000);
        handler.repay(1, 500);
        handler.recall(1, true);
        handler.deposit(1, 100_000 - 1);
        handler.takeSeat(1, 0);
        handler.topUpSeat(1, 500);
        handler.slash(1, 1, 1999);
        handler.reward(0, 1, 1000);
        handler.requestWithdraw(1, 100);
        handler.fund(0, 5);
        handler.drain(0, 5);
        handler.bond(1000);
        handler.wait(10 days - 1 hours);
        handler.bond(1000);
        handler.collect(1);
        handler.withdraw(1);
        handler.leave(1);
        handler.wait(10 days - 1 hours);
        handler.leave(1);
        invariant_booksAreRight();
        bytes32[13] memory all = [
            bytes32("deposit"),
            "request",
            "withdraw",
            "sponsor",
            "repay",
            "recall",
            "take",
            "top up",
            "collect",
            "leave",
            "fund",
            "drain",
            "bond"
        ];
        for (uint256 i = 0; i < all.length; ++i) {
            assertTrue(handler.succeeded(all[i]) > 0, string(abi.encodePacked(all[i])));
        }
    }

    /// @dev Every unit held belongs to exactly one place, and the tokens are there.
    function _solvent() private view {
        uint256 sum = ledger.sponsorFund() + handler.bondOf();
        for (uint256 account = 1; account <= handler.PEOPLE(); ++account) {
            sum += _wealthOf(account);
        }
        for (uint256 project = 1; project <= handler.PROJECTS(); ++project) {
            (, uint256 balance) = ledger.projectOf(project);
            sum += balance;
        }
        assertEq(sum, ledger.totalUnits(), "sum of the parts");
        assertEq(token.balanceOf(address(ledger)), sum * LedgerWords.UNIT, "tokens");
    }

    /// @dev What the fund lent is back or still owed, slashed or not.
    function _lentStakeIsOwedUntilItIsBack() private view {
        uint256 owed;
        for (uint256 account = 1; account <= handler.PEOPLE(); ++account) {
            owed += LedgerWords.unpackAccount(ledger.accountWord(account)).debt;
        }
        assertEq(ledger.sponsorFund() + owed, handler.funded(), "fund and debts");
    }

    /// @dev A person has and took what the person put in and earned less what was lost; lent stake is never taken.
    function _peopleTakeOnlyWhatIsTheirs() private view {
        for (uint256 account = 1; account <= handler.PEOPLE(); ++account) {
            uint256 debt = LedgerWords.unpackAccount(ledger.accountWord(account)).debt;
            uint256 gained = handler.deposited(account) + handler.earned(account);
            uint256 has = _wealthOf(account) + handler.withdrawn(account);
            assertEq(has + handler.slashed(account), gained + debt, "in and out");
            (uint256 pending,) = ledger.withdrawalOf(account);
            assertTrue(handler.withdrawn(account) + pending <= gained, "never lent stake");
        }
    }

    /// @dev A seat and its account point to each other, and only leaving seats have a time of leaving.
    function _seatsAreHeldByTheirAccounts() private view {
        for (uint256 account = 1; account <= handler.PEOPLE(); ++account) {
            uint256 seatPlusOne = ledger.seatOf(account);
            if (seatPlusOne == 0) continue;
            LedgerWords.Seat memory seat = LedgerWords.unpackSeat(ledger.seatWord(seatPlusOne - 1));
            (uint256 joinedAt, uint256 freeAt) = ledger.seatTimesOf(seatPlusOne - 1);
            assertEq(seat.owner, account, "owner");
            assertTrue(joinedAt != 0 && (freeAt != 0) == (seat.leaving == 1), "times");
            assertTrue(seat.locked >= 50_000, "stake");
        }
    }

    function _wealthOf(uint256 account) private view returns (uint256 sum) {
        LedgerWords.Account memory word = LedgerWords.unpackAccount(ledger.accountWord(account));
        (uint256 pending,) = ledger.withdrawalOf(account);
        sum = word.free + word.locked + word.unvested + pending;
        uint256 seatPlusOne = ledger.seatOf(account);
        if (seatPlusOne == 0) return sum;
        LedgerWords.Seat memory seat = LedgerWords.unpackSeat(ledger.seatWord(seatPlusOne - 1));
        sum += seat.free + seat.locked + seat.unvested;
    }
}
