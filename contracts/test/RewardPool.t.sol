// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {RewardPool} from "../src/RewardPool.sol";
import {IRewardPool} from "../src/interfaces/IRewardPool.sol";
import {LedgerWords} from "../src/ledger/LedgerWords.sol";
import {DeskTest} from "./base/DeskTest.sol";
import {LedgerParts} from "./base/LedgerParts.sol";

/// @dev A pool of a million tokens at half a percent a week. The test contract is governance.
contract RewardPoolTest is DeskTest {
    uint256 private constant INITIAL = 1_000_000 * 1000;

    RewardPool private pool;

    function setUp() public override {
        super.setUp();
        pool = new RewardPool(address(manager), IERC20(address(token)), address(ledger), INITIAL, 50);
        token.transfer(address(pool), INITIAL * 1e15);
    }

    function test_distribute_paysHalfAPercentOncePerWeek() public {
        _share(6000, 1000);
        assertEq(pool.emission(), 5000 * TOKEN, "half a percent");
        vm.expectEmit(address(pool));
        emit IRewardPool.Distributed(1, 3500 * TOKEN);
        vm.prank(ana);
        pool.distribute();
        assertEq(_balance(1), 3000 * TOKEN, "project");
        assertEq(ledger.sponsorFund(), 500 * TOKEN, "newcomers");
        assertEq(token.balanceOf(address(pool)), (INITIAL - 3500 * TOKEN) * 1e15, "the rest stays");
        assertEq(token.allowance(address(pool), address(ledger)), 0, "no allowance left");
        vm.warp(START + 7 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.AlreadyDistributed.selector, START + 7 days));
        pool.distribute();
        vm.warp(START + 7 days);
        pool.distribute();
        assertEq(pool.epoch(), 2, "second week");
        assertEq(_balance(1), 3000 * TOKEN + _part(INITIAL - 3500 * TOKEN, 6000), "less, as less is left");
    }

    function test_distribute_doesNotMakeUpForWeeksMissed() public {
        _share(10_000, 0);
        vm.warp(START + 70 days);
        pool.distribute();
        assertEq(_balance(1), 5000 * TOKEN, "one week");
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.AlreadyDistributed.selector, START + 77 days));
        pool.distribute();
    }

    function test_distribute_withoutSharesPaysNothing() public {
        pool.distribute();
        assertEq(token.balanceOf(address(pool)), INITIAL * 1e15, "all there");
    }

    function test_emission_neverExceedsTwoPercentOfTheInitialPool() public {
        pool.setRate(200);
        token.transfer(address(pool), INITIAL * 1e15 * 5);
        assertEq(pool.emission(), 20_000 * TOKEN, "gifts do not raise the bound");
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RateTooHigh.selector, 201));
        pool.setRate(201);
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.RateTooHigh.selector, 201));
        new RewardPool(address(manager), IERC20(address(token)), address(ledger), INITIAL, 201);
    }

    function test_openProject_makesThePoolItsOwner() public {
        vm.expectEmit(address(pool));
        emit IRewardPool.ProjectOpened(1);
        assertEq(pool.openProject(_params()), 1, "id");
        (address owner,) = ledger.projectOf(1);
        assertEq(owner, address(pool), "owner");
        assertTrue(pool.isOurs(address(ledger), 1), "known");
    }

    function test_setShares_payProjectsOfThePoolOnly() public {
        ledger.createProject(_params());
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.NotOurProject.selector, 1));
        pool.setShares(_shares(1, 1000), 0);
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.NotOurProject.selector, 1));
        pool.reclaim(address(ledger), 1, 1);
    }

    function test_setShares_stayWithinTheWhole() public {
        pool.openProject(_params());
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.SharesTooHigh.selector, 10_001));
        pool.setShares(_shares(1, 8001), 2000);
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.SharesTooHigh.selector, 2001));
        pool.setShares(_shares(1, 1), 2001);
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.TooManyShares.selector, 17));
        pool.setShares(new IRewardPool.Share[](17), 0);
        vm.expectEmit(address(pool));
        emit IRewardPool.SharesSet(_shares(1, 8000), 2000);
        pool.setShares(_shares(1, 8000), 2000);
        (IRewardPool.Share[] memory shares, uint256 sponsorship) = pool.sharesOf();
        assertEq(shares.length, 1, "one share");
        assertEq(shares[0].shareBp, 8000, "of 80 %");
        assertEq(sponsorship, 2000, "newcomers");
        pool.setShares(new IRewardPool.Share[](0), 0);
        (shares, sponsorship) = pool.sharesOf();
        assertEq(shares.length + sponsorship, 0, "replaced");
    }

    function test_reclaim_takesUnreservedUnitsBackIntoThePool() public {
        _share(10_000, 0);
        pool.distribute();
        ledger.reserve(1, 2000 * TOKEN);
        vm.expectEmit(address(pool));
        emit IRewardPool.Reclaimed(address(ledger), 1, 3000 * TOKEN);
        pool.reclaim(address(ledger), 1, 3000 * TOKEN);
        assertEq(token.balanceOf(address(pool)), (INITIAL - 2000 * TOKEN) * 1e15, "back");
        vm.expectRevert(abi.encodeWithSelector(IRewardPool.AlreadyDistributed.selector, START + 7 days));
        pool.distribute();
    }

    function test_setLedger_movesOnAndStillReclaimsFromTheOldOne() public {
        _share(8000, 2000);
        pool.distribute();
        LedgerParts next = newLedger(IERC20(address(token)));
        vm.expectEmit(address(pool));
        emit IRewardPool.LedgerSet(address(next));
        pool.setLedger(address(next));
        assertEq(pool.ledger(), address(next), "ledger");
        (IRewardPool.Share[] memory shares, uint256 sponsorship) = pool.sharesOf();
        assertEq(shares.length + sponsorship, 0, "shares are set again");
        assertTrue(!pool.isOurs(address(next), 1), "ids of the old ledger mean nothing");
        pool.reclaim(address(ledger), 1, 4000 * TOKEN);
        vm.warp(START + 7 days);
        _share(10_000, 0);
        pool.distribute();
        (, uint256 balance) = next.projectOf(1);
        assertEq(balance, _emissionOf(INITIAL - 1000 * TOKEN), "paid into the new ledger");
    }

    function test_settingsAreClosedToEverybodyElse() public {
        bytes[5] memory calls = [
            abi.encodeCall(pool.setLedger, (ana)),
            abi.encodeCall(pool.openProject, (_params())),
            abi.encodeCall(pool.setRate, (1)),
            abi.encodeCall(pool.setShares, (new IRewardPool.Share[](0), 0)),
            abi.encodeCall(pool.reclaim, (address(ledger), 1, 1))
        ];
        bytes memory refused = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, ana);
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(ana);
            (bool done, bytes memory answer) = address(pool).call(calls[i]);
            assertTrue(!done && keccak256(answer) == keccak256(refused), "refused");
        }
    }

    function testFuzz_noWeekPaysMoreThanItsBound(uint16[8] calldata rates, uint16[8] calldata days_) public {
        _share(8000, 2000);
        uint256 time = START;
        for (uint256 i = 0; i < 8; ++i) {
            uint256 rate = rates[i] % 201;
            pool.setRate(rate);
            time += uint256(days_[i] % 20) * 1 days;
            vm.warp(time);
            uint256 left = token.balanceOf(address(pool)) / 1e15;
            try pool.distribute() {} catch {}
            uint256 paid = left - token.balanceOf(address(pool)) / 1e15;
            assertTrue(paid <= left * rate / 10_000 && paid <= INITIAL / 50, "bounded");
        }
        uint256 sum = _balance(1) + ledger.sponsorFund() + token.balanceOf(address(pool)) / 1e15;
        assertEq(sum, INITIAL, "nothing is lost");
    }

    function _share(uint256 projectBp, uint256 sponsorshipBp) private {
        uint256 project = pool.openProject(_params());
        pool.setShares(_shares(project, projectBp), sponsorshipBp);
    }

    function _shares(uint256 project, uint256 shareBp)
        private
        pure
        returns (IRewardPool.Share[] memory shares)
    {
        shares = new IRewardPool.Share[](1);
        shares[0] = IRewardPool.Share(project, shareBp);
    }

    function _part(uint256 left, uint256 shareBp) private pure returns (uint256) {
        return _emissionOf(left) * shareBp / 10_000;
    }

    /// @dev Half a percent of what is left.
    function _emissionOf(uint256 left) private pure returns (uint256) {
        return left * 50 / 10_000;
    }

    function _balance(uint256 project) private view returns (uint256 balance) {
        (, balance) = ledger.projectOf(project);
    }

    function _params() private pure returns (LedgerWords.Params memory) {
        return LedgerWords.Params(1000, 500, 100, 30, 200, 6666, 4, 3, 7, 4, 720, 672);
    }
}
