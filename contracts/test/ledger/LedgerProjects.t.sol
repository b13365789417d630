// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {ILedgerProjects} from "../../src/interfaces/ILedgerProjects.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {DeskTest} from "../base/DeskTest.sol";

/// @dev Budgets, and the bounds of rules.
contract LedgerProjectsTest is DeskTest {
    function test_create_keepsOwnerAndRules() public {
        LedgerWords.Params memory params = defaults();
        vm.expectEmit(address(ledger));
        emit ILedgerProjects.ProjectCreated(1, ana, LedgerWords.packParams(params));
        vm.prank(ana);
        assertEq(ledger.createProject(params), 1, "first id");
        assertEq(ledger.createProject(params), 2, "second id");
        (address owner, uint256 balance) = ledger.projectOf(1);
        assertEq(owner, ana, "owner");
        assertEq(balance, 0, "empty");
        LedgerWords.Params memory kept = LedgerWords.unpackParams(ledger.paramsOf(1));
        assertTrue(keccak256(abi.encode(kept)) == keccak256(abi.encode(params)), "rules");
    }

    function test_create_stopsWhenIdsRunOut() public {
        ledger.setCounts(type(uint24).max, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.CapExceeded.selector, uint256(type(uint24).max) + 1)
        );
        ledger.createProject(defaults());
    }

    function test_fund_isOpenToEverybodyForExistingProjects() public {
        vm.expectRevert(ILedgerErrors.BadData.selector);
        ledger.fundProject(1, TOKEN);
        _create(ana);
        vm.expectEmit(address(ledger));
        emit ILedgerProjects.ProjectFunded(1, ben, 5 * TOKEN);
        vm.prank(ben);
        ledger.fundProject(1, 5 * TOKEN);
        (, uint256 balance) = ledger.projectOf(1);
        assertEq(balance, 5 * TOKEN, "balance");
        assertEq(ledger.totalUnits(), 5 * TOKEN, "total");
    }

    function test_drain_paysUnreservedUnitsToWhereTheOwnerSays() public {
        _create(ana);
        ledger.fundProject(1, 100 * TOKEN);
        ledger.reserve(1, 30 * TOKEN);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.NotAllowed.selector, ben));
        vm.prank(ben);
        ledger.drainProject(1, 1, ben);
        vm.startPrank(ana);
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 70 * TOKEN, 70 * TOKEN + 1)
        );
        ledger.drainProject(1, 70 * TOKEN + 1, ana);
        vm.expectRevert(ILedgerErrors.ZeroAmount.selector);
        ledger.drainProject(1, 0, ana);
        vm.expectRevert(ILedgerErrors.ZeroAddress.selector);
        ledger.drainProject(1, 1, address(0));
        vm.expectEmit(address(ledger));
        emit ILedgerProjects.ProjectDrained(1, ben, 70 * TOKEN);
        ledger.drainProject(1, 70 * TOKEN, ben);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, 0, 1));
        ledger.drainProject(1, 1, ana);
        vm.stopPrank();
        assertEq(token.balanceOf(ben), 1070 ether, "paid");
        assertEq(ledger.totalUnits(), 30 * TOKEN, "reserved stays");
    }

    function test_bounds_everyRuleHasThem() public {
        _bounds("labelStake", 0, 500, 100_000);
        _bounds("annotatorSlash", 1, 1, 1000);
        _bounds("annotatorReward", 2, 1, 100_000);
        _bounds("validatorReward", 3, 10, 100);
        _bounds("validatorSlash", 4, 60, 500);
        _bounds("thresholdBp", 5, 5001, 10_000);
        _bounds("draws", 6, 3, 7);
        _bounds("minVotes", 7, 2, 5);
        _bounds("panelDraws", 8, 5, 8);
        _bounds("panelMinVotes", 9, 3, 7);
        ledger.createProject(_with(10, 0));
        ledger.createProject(_with(10, 2880));
        _refused(_with(10, 2881), "windowMinutes", 2881);
        _bounds("vestHours", 11, 24, 4095);
    }

    function test_bounds_labelStakeIsAtLeastATenthOfAToken() public {
        LedgerWords.Params memory params = defaults();
        (params.labelStake, params.annotatorSlash) = (100, 100);
        ledger.createProject(params);
        (params.labelStake, params.annotatorSlash) = (99, 99);
        _refused(params, "labelStake", 99);
    }

    function test_bounds_aSeatsStakeCoversAHundredLostVotes() public {
        LedgerWords.Params memory params = defaults();
        (params.validatorReward, params.validatorSlash) = (100, 500);
        ledger.createProject(params);
        params.validatorSlash = 501;
        _refused(params, "validatorSlash", 501);
    }

    function test_bounds_rewardsStayBelowAHundredTokens() public {
        LedgerWords.Params memory params = defaults();
        params.validatorReward = 100_001;
        _refused(params, "validatorReward", 100_001);
    }

    function testFuzz_acceptedRulesFitTheirWord(LedgerWords.Params memory params) public {
        try ledger.createProject(params) returns (uint256 project) {
            LedgerWords.Params memory kept = LedgerWords.unpackParams(ledger.paramsOf(project));
            assertTrue(keccak256(abi.encode(kept)) == keccak256(abi.encode(params)), "nothing was cut off");
        } catch {}
    }

    // ---------------------------------------------------------------- support

    function defaults() internal pure returns (LedgerWords.Params memory) {
        return LedgerWords.Params({
            labelStake: 1000,
            annotatorSlash: 500,
            annotatorReward: 100,
            validatorReward: 30,
            validatorSlash: 200,
            thresholdBp: 6666,
            draws: 5,
            minVotes: 3,
            panelDraws: 7,
            panelMinVotes: 5,
            windowMinutes: 720,
            vestHours: 672
        });
    }

    /// @dev The rule at `index` of the defaults can be `low` and `high` and neither less nor more.
    function _bounds(bytes32 rule, uint256 index, uint256 low, uint256 high) private {
        ledger.createProject(_with(index, low));
        ledger.createProject(_with(index, high));
        if (index == 0) return _refused(_with(index, high + 1), rule, high + 1);
        _refusedAny(_with(index, low - 1), rule, low - 1, index);
        _refusedAny(_with(index, high + 1), rule, high + 1, index);
    }

    function _with(uint256 index, uint256 value) private pure returns (LedgerWords.Params memory params) {
        uint256[12] memory rules = abi.decode(abi.encode(defaults()), (uint256[12]));
        rules[index] = value;
        params = abi.decode(abi.encode(rules), (LedgerWords.Params));
    }

    /// @dev A validator's reward or a number of draws that leaves its bound is found out by the rule that depends on
    /// it.
    function _refusedAny(LedgerWords.Params memory params, bytes32 rule, uint256 value, uint256 index)
        private
    {
        if (index == 3) return _refused(params, "validatorSlash", params.validatorSlash);
        if (index == 6 && value > 3) return _refused(params, "panelDraws", params.panelDraws);
        _refused(params, rule, value);
    }

    function _refused(LedgerWords.Params memory params, bytes32 rule, uint256 value) private {
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.OutOfBounds.selector, rule, value));
        ledger.createProject(params);
    }

    function _create(address owner) private {
        vm.prank(owner);
        ledger.createProject(defaults());
    }
}
