// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerAccounts} from "../../src/interfaces/ILedgerAccounts.sol";
import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {DeskTest} from "./DeskTest.sol";

/// @dev Random calls of three people with and without tokens, two projects and an operator, and what settling would do
/// to them. Calls the ledger refuses change nothing.
contract DeskHandler is DeskTest {
    uint256 public constant PEOPLE = 3;
    uint256 public constant PROJECTS = 2;

    /// @dev What each person put in, earned, lost and took out.
    mapping(uint256 account => uint256) public deposited;
    mapping(uint256 account => uint256) public earned;
    mapping(uint256 account => uint256) public slashed;
    mapping(uint256 account => uint256) public withdrawn;
    /// @dev What was paid into the fund for newcomers.
    uint256 public funded;
    mapping(bytes32 what => uint256) public succeeded;

    modifier counted(bytes32 what) {
        _;
        ++succeeded[what];
    }

    function setUp() public override {
        super.setUp();
        for (uint256 i = 1; i <= PEOPLE; ++i) {
            vm.prank(person(i));
            ledger.revokeSession();
        }
        for (uint256 i = 1; i <= PROJECTS; ++i) {
            ledger.createProject(LedgerWords.Params(1000, 500, 100, 30, 200, 6666, 4, 3, 7, 4, 720, 672));
            ledger.fundProject(i, 1000 * TOKEN);
        }
        ledger.fundSponsorship(30 * TOKEN);
        funded = 30 * TOKEN;
    }

    function person(uint256 account) public pure returns (address) {
        return vm.addr(account + 0xA11);
    }

    // ----------------------------------------------------------------- people

    function deposit(uint256 who, uint256 amount) external counted("deposit") {
        uint256 units = bound(amount, 1, 100 * TOKEN);
        ledger.deposit(person(_account(who)), units);
        deposited[_account(who)] += units;
    }

    function requestWithdraw(uint256 who, uint256 amount) external {
        uint256 account = _account(who);
        vm.prank(person(account));
        try ledger.requestWithdraw(bound(amount, 1, 60 * TOKEN)) {
            ++succeeded["request"];
        } catch {}
    }

    function withdraw(uint256 who) external {
        uint256 account = _account(who);
        (uint256 units,) = ledger.withdrawalOf(account);
        try ledger.withdrawFor(person(account)) {
            withdrawn[account] += units;
            ++succeeded["withdraw"];
        } catch {}
    }

    function sponsor(uint256 who, uint256 amount) external {
        uint256 account = _account(who);
        ILedgerAccounts.Session memory session = sessionOf(person(account));
        uint256 units = bound(amount, 1, 20 * TOKEN);
        bytes memory signature = signSession(account + 0xA11, session);
        ILedgerBatches.Quorum memory quorum = quorumFor(
            keccak256(
                abi.encode(
                    keccak256("Sponsorship(address account,uint256 units,bytes32 sessionHash)"),
                    session.account,
                    units,
                    hashSession(session)
                )
            )
        );
        try ledger.sponsor(session, signature, units, quorum) {
            ++succeeded["sponsor"];
        } catch {}
    }

    function repay(uint256 who, uint256 amount) external {
        vm.prank(person(_account(who)));
        try ledger.repayDebt(bound(amount, 1, TOKEN)) {
            ++succeeded["repay"];
        } catch {}
    }

    function recall(uint256 who, bool revoked) external {
        if (revoked) {
            vm.prank(person(_account(who)));
            ledger.revokeSession();
        }
        try ledger.recallSponsorship(_account(who)) {
            ++succeeded["recall"];
        } catch {}
    }

    // ------------------------------------------------------------------ seats

    function takeSeat(uint256 who, uint256 amount) external {
        vm.prank(person(_account(who)));
        try ledger.takeSeat(bound(amount, SEAT_STAKE, 60 * TOKEN)) {
            ++succeeded["take"];
        } catch {}
    }

    function topUpSeat(uint256 who, uint256 amount) external {
        vm.prank(person(_account(who)));
        try ledger.topUpSeat(bound(amount, 1, 5 * TOKEN)) {
            ++succeeded["top up"];
        } catch {}
    }

    function collect(uint256 who) external {
        vm.prank(person(_account(who)));
        try ledger.collect() {
            ++succeeded["collect"];
        } catch {}
    }

    function leaveSeat(uint256 who) external {
        address owner = person(_account(who));
        vm.prank(owner);
        try ledger.startLeave() {} catch {}
        vm.prank(owner);
        try ledger.finishLeave() {
            ++succeeded["leave"];
        } catch {}
    }

    // --------------------------------------------------------- projects, bonds

    function fund(uint256 which, uint256 amount) external counted("fund") {
        ledger.fundProject(which % PROJECTS + 1, bound(amount, 1, 50 * TOKEN));
    }

    function drain(uint256 which, uint256 amount) external {
        try ledger.drainProject(which % PROJECTS + 1, bound(amount, 1, 50 * TOKEN), address(0xDEAD)) {
            ++succeeded["drain"];
        } catch {}
    }

    function bond(uint256 amount) external {
        ledger.depositBond(vm.addr(operatorKeys[0]), bound(amount, 1, 50 * TOKEN));
        vm.startPrank(vm.addr(operatorKeys[0]));
        try registry.resign() {} catch {}
        try ledger.withdrawBond(address(0xDEAD)) {
            ++succeeded["bond"];
        } catch {}
        try ledger.startBondExit() {} catch {}
        vm.stopPrank();
    }

    // ----------------------------------------------------------- time, settling

    function wait(uint256 time) external {
        vm.warp(vm.getBlockTimestamp() + bound(time, 1 hours, 12 days));
        vm.roll(vm.getBlockNumber() + 100);
    }

    function reward(uint256 which, uint256 who, uint256 amount) external {
        (uint256 project, uint256 account) = (which % PROJECTS + 1, _account(who));
        (, uint256 balance) = ledger.projectOf(project);
        uint256 units = bound(amount, 1, 2 * TOKEN);
        if (units > balance) return;
        ledger.rewardAccount(project, account, units, bound(amount >> 64, 24, 4095));
        earned[account] += units;
    }

    function slash(uint256 who, uint256 to, uint256 amount) external {
        (uint256 account, uint256 receiver) = (_account(who), _account(to));
        uint256 seatPlusOne = ledger.seatOf(receiver);
        uint256 free = LedgerWords.unpackAccount(ledger.accountWord(account)).free;
        uint256 units = bound(amount, 1, 2 * TOKEN);
        if (seatPlusOne == 0 || units > free) return;
        ledger.slashAccount(account, seatPlusOne - 1, units);
        slashed[account] += units;
        earned[receiver] += units;
    }

    function _account(uint256 seed) private pure returns (uint256) {
        return seed % PEOPLE + 1;
    }

    // ------------------------------------------------------------------ books

    /// @dev What holds after any sequence of calls. One call: forge makes a transaction of every call of a test.
    function assertBooksAreRight() external view {
        uint256 sum = ledger.sponsorFund() + _bond();
        uint256 owed = ledger.sponsorFund();
        for (uint256 account = 1; account <= PEOPLE; ++account) {
            LedgerWords.Account memory word = LedgerWords.unpackAccount(ledger.accountWord(account));
            (uint256 pending,) = ledger.withdrawalOf(account);
            uint256 wealth = word.free + word.locked + word.unvested + pending + _assertSeat(account);
            uint256 gained = deposited[account] + earned[account];
            // A person has and took what the person put in and earned less what was lost.
            assertEq(wealth + withdrawn[account] + slashed[account], gained + word.debt, "person: in and out");
            assertTrue(withdrawn[account] + pending <= gained, "lent stake is never taken");
            sum += wealth;
            owed += word.debt;
        }
        for (uint256 project = 1; project <= PROJECTS; ++project) {
            (, uint256 balance) = ledger.projectOf(project);
            sum += balance;
        }
        assertEq(owed, funded, "what the fund lent is back or still owed, slashed or not");
        assertEq(sum, ledger.totalUnits(), "every unit held belongs to exactly one place");
        assertEq(token.balanceOf(address(ledger)), sum * LedgerWords.UNIT, "the tokens are there");
    }

    /// @dev A seat and its account point to each other, and only leaving seats have a time of leaving.
    /// @return units What the account's seat holds.
    function _assertSeat(uint256 account) private view returns (uint256 units) {
        uint256 seatPlusOne = ledger.seatOf(account);
        if (seatPlusOne == 0) return 0;
        LedgerWords.Seat memory word = LedgerWords.unpackSeat(ledger.seatWord(seatPlusOne - 1));
        (uint256 joinedAt, uint256 freeAt) = ledger.seatTimesOf(seatPlusOne - 1);
        assertEq(word.owner, account, "owner of the seat");
        assertTrue(joinedAt != 0 && (freeAt != 0) == (word.leaving == 1), "times of the seat");
        assertTrue(word.locked >= SEAT_STAKE, "stake of the seat");
        return word.free + word.locked + word.unvested;
    }

    function _bond() private view returns (uint256 units) {
        (units,) = ledger.bondOf(vm.addr(operatorKeys[0]));
    }
}
