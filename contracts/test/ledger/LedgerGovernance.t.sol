// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {ILedgerGovernance} from "../../src/interfaces/ILedgerGovernance.sol";
import {DeskTest} from "../base/DeskTest.sol";

/// @dev Settings and the brake; who may use them through votes and timelocks is in governance/Governance.t.sol.
contract LedgerGovernanceTest is DeskTest {
    function test_settings_areStored() public {
        vm.expectEmit(address(ledger));
        emit ILedgerGovernance.CourtSet(ana);
        ledger.setCourt(ana);
        vm.expectEmit(address(ledger));
        emit ILedgerGovernance.RegistrySet(ben);
        ledger.setRegistry(ben);
        vm.expectEmit(address(ledger));
        emit ILedgerGovernance.SeatStakeSet(60 * TOKEN);
        ledger.setSeatStake(60 * TOKEN);
        vm.expectEmit(address(ledger));
        emit ILedgerGovernance.ExpiryPenaltySet(3 * TOKEN);
        ledger.setExpiryPenalty(3 * TOKEN);
        (address court, address registry_, uint256 seatStake, uint256 penalty,) = ledger.settings();
        assertEq(court, ana, "court");
        assertEq(registry_, ben, "registry");
        assertEq(seatStake, 60 * TOKEN, "seat stake");
        assertEq(penalty, 3 * TOKEN, "penalty");
    }

    function test_settings_stayInTheirBounds() public {
        vm.expectRevert(ILedgerErrors.ZeroAddress.selector);
        ledger.setCourt(address(0));
        vm.expectRevert(ILedgerErrors.ZeroAddress.selector);
        ledger.setRegistry(address(0));
        _seatStakeRefused(TOKEN - 1);
        _seatStakeRefused(100 * TOKEN + 1);
        ledger.setSeatStake(100 * TOKEN);
        ledger.setSeatStake(TOKEN);
        for (uint256 stake = 2 * TOKEN; stake < 10_000 * TOKEN; stake *= 2) {
            ledger.setSeatStake(stake);
        }
        _seatStakeRefused(10_000 * TOKEN + 1);
        ledger.setSeatStake(10_000 * TOKEN);
        ledger.setExpiryPenalty(0);
        ledger.setExpiryPenalty(1000 * TOKEN);
        vm.expectRevert(
            abi.encodeWithSelector(
                ILedgerErrors.OutOfBounds.selector, bytes32("expiryPenalty"), 1000 * TOKEN + 1
            )
        );
        ledger.setExpiryPenalty(1000 * TOKEN + 1);
    }

    function test_pause_lastsSevenDaysAtMostAndRestsSeven() public {
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.OutOfBounds.selector, bytes32("duration"), 7 days + 1)
        );
        ledger.pause(7 days + 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.OutOfBounds.selector, bytes32("duration"), 0));
        ledger.pause(0);
        vm.expectEmit(address(ledger));
        emit ILedgerGovernance.PausedUntil(START + 7 days);
        ledger.pause(7 days);
        bytes memory tooEarly = abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, START + 14 days);
        vm.expectRevert(tooEarly);
        ledger.pause(1);
        vm.warp(START + 14 days - 1);
        vm.expectRevert(tooEarly);
        ledger.pause(1);
        vm.warp(START + 14 days);
        ledger.pause(7 days);
    }

    function test_unpause_endsAPauseButNotItsRest() public {
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooLate.selector, 0));
        ledger.unpause();
        ledger.pause(7 days);
        vm.warp(START + 1 days);
        ledger.unpause();
        (,,,, uint256 until) = ledger.settings();
        assertEq(until, START + 1 days, "ended");
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooLate.selector, START + 1 days));
        ledger.unpause();
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, START + 8 days));
        ledger.pause(1 days);
    }

    function test_settings_areClosedToEverybodyElse() public {
        bytes[6] memory calls = [
            abi.encodeCall(ledger.setCourt, (ana)),
            abi.encodeCall(ledger.setRegistry, (ana)),
            abi.encodeCall(ledger.setSeatStake, (60 * TOKEN)),
            abi.encodeCall(ledger.setExpiryPenalty, (TOKEN)),
            abi.encodeCall(ledger.pause, (1 days)),
            abi.encodeCall(ledger.unpause, ())
        ];
        bytes memory refused = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, ana);
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(ana);
            (bool done, bytes memory answer) = address(ledger).call(calls[i]);
            assertTrue(!done && keccak256(answer) == keccak256(refused), "refused");
        }
    }

    function _seatStakeRefused(uint256 units) private {
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.OutOfBounds.selector, bytes32("seatStake"), units)
        );
        ledger.setSeatStake(units);
    }
}
