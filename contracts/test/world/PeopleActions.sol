// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerAccounts} from "../../src/interfaces/ILedgerAccounts.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Books} from "./Books.sol";

/// @dev What people, project owners and the sponsor do.
abstract contract PeopleActions is Books {
    uint256 internal deposited;
    uint256 internal withdrawn;
    mapping(uint256 index => bool) internal sponsored;

    /// @dev One random step of a person, a project owner, the sponsor, or time.
    function live(uint256 kind, uint256 who, uint256 a, uint256 b, uint256 c) external {
        tick();
        kind %= 11;
        if (kind == 0) _deposit(who, a);
        else if (kind < 3) _renewSession(who, a, b, c);
        else if (kind == 3) _revokeSession(who);
        else if (kind == 4) _requestWithdrawal(who, a);
        else if (kind == 5) _withdraw(who);
        else if (kind == 6) _collect(who);
        else if (kind == 7) _moveSeat(who, a);
        else if (kind == 8) _moveBudget(who, a);
        else if (kind == 9) _sponsor(who, a);
        else pass(bound(a, 1, 30 hours));
    }

    function _deposit(uint256 who, uint256 units) private {
        units = bound(units, 1, 20_000);
        ledger.deposit(person(who % PEOPLE), units);
    }

    function _renewSession(uint256 who, uint256 loss, uint256 label, uint256 hoursLeft) private {
        who %= PEOPLE;
        loss = bound(loss, 0, 2000);
        openSession(who, loss, bound(label, 0, 300), clock + bound(hoursLeft, 2, 900) * 1 hours);
        _sessionChanged(idOf(who), loss * LedgerWords.SESSION_STEP);
    }

    function _revokeSession(uint256 who) private {
        who %= PEOPLE;
        vm.prank(person(who));
        ledger.revokeSession();
        _sessionChanged(idOf(who), 0);
    }

    /// @dev I7: a session costs at most its limit, or what was locked before it.
    function _sessionChanged(uint256 account, uint256 limit) internal {
        uint256 locked = accountAt(account).locked;
        sessionLimit[account] = limit > locked ? limit : locked;
        sessionCost[account] = 0;
    }

    /// @dev I3: nobody takes more than what is free, vested and the person's own.
    function _requestWithdrawal(uint256 who, uint256 units) private {
        address owner = person(who % PEOPLE);
        uint256 own = lens.personOf(owner).withdrawable;
        vm.prank(owner);
        try ledger.requestWithdraw(own + 1) {
            revert("I3: more than there is");
        } catch {}
        if (own == 0) return;
        units = bound(units, 1, own);
        vm.prank(owner);
        ledger.requestWithdraw(units);
    }

    function _withdraw(uint256 who) private {
        address owner = person(who % PEOPLE);
        (uint256 units, uint256 readyAt) = ledger.withdrawalOf(ledger.accountOf(owner));
        uint256 before = token.balanceOf(owner);
        vm.prank(owner);
        if (units == 0 || clock < readyAt) {
            try ledger.withdraw(owner) {
                revert("I3: before its time");
            } catch {}
            return;
        }
        ledger.withdraw(owner);
        assertEq(token.balanceOf(owner), before + units * LedgerWords.UNIT, "I3: as asked for");
    }

    function _collect(uint256 who) private {
        address owner = person(who % PEOPLE);
        if (ledger.seatOf(ledger.accountOf(owner)) == 0) return;
        vm.prank(owner);
        try ledger.collect() {} catch {}
    }

    /// @dev A seat is taken when there is none, else left as soon as that is possible.
    function _moveSeat(uint256 who, uint256 units) private {
        address owner = person(who % PEOPLE);
        uint256 seatPlusOne = ledger.seatOf(ledger.accountOf(owner));
        uint256 own = lens.personOf(owner).withdrawable;
        if (seatPlusOne == 0) {
            if (own < SEAT_STAKE) return;
            vm.prank(owner);
            ledger.takeSeat(bound(units, SEAT_STAKE, own));
            return;
        }
        (uint256 joinedAt, uint256 freeAt) = ledger.seatTimesOf(seatPlusOne - 1);
        bool finishes = freeAt != 0 && clock >= freeAt;
        bool starts = freeAt == 0 && clock >= joinedAt + 10 days && units % 3 == 0;
        if (!finishes && !starts && (freeAt != 0 || own == 0)) return;
        vm.prank(owner);
        if (finishes) ledger.finishLeave();
        else if (starts) ledger.startLeave();
        else ledger.topUpSeat(bound(units, 1, own));
    }

    function _moveBudget(uint256 project, uint256 units) private {
        project = 1 + project % PROJECTS;
        (, uint256 balance) = ledger.projectOf(project);
        if (units % 2 == 0 || balance == 0) ledger.fundProject(project, bound(units, 1, 50_000));
        else ledger.drainProject(project, bound(units, 1, balance / 4 + 1), address(this));
    }

    /// @dev Lends stake to somebody, once, and repays what the person can.
    function _sponsor(uint256 who, uint256 units) private {
        who %= PEOPLE;
        address owner = person(who);
        uint256 fund = ledger.totals().sponsorFund;
        if (sponsored[who] || fund == 0) {
            vm.prank(owner);
            try ledger.repayDebt(bound(units, 1, 1000)) {} catch {}
            return;
        }
        units = bound(units, 1, fund < 20_000 ? fund : 20_000);
        sponsored[who] = true;
        ILedgerAccounts.Session memory session = ILedgerAccounts.Session({
            account: owner,
            maxLoss: 900 * LedgerWords.SESSION_STEP * LedgerWords.UNIT,
            maxPerLabel: 100 * LedgerWords.SESSION_STEP * LedgerWords.UNIT,
            expiry: clock + 90 days,
            nonce: ledger.nonceOf(owner)
        });
        bytes32 sessionHash = keccak256(
            abi.encode(
                keccak256(
                    "Session(address account,uint256 maxLoss,uint256 maxPerLabel,uint256 expiry,uint256 nonce)"
                ),
                session.account,
                session.maxLoss,
                session.maxPerLabel,
                session.expiry,
                session.nonce
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Sponsorship(address account,uint256 units,bytes32 sessionHash)"),
                owner,
                units,
                sessionHash
            )
        );
        bytes32 digest = digestOf("LabelLedger", address(ledger), sessionHash);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(personKey(who), digest);
        ledger.sponsor(session, abi.encodePacked(r, s, v), units, quorum(structHash, 1));
        _sessionChanged(idOf(who), 9000);
    }
}
