// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {RewardPool} from "../../src/RewardPool.sol";
import {GovernancePlan} from "../../src/governance/GovernancePlan.sol";
import {LabelGovernor} from "../../src/governance/LabelGovernor.sol";
import {Roles} from "../../src/governance/Roles.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {DeskTest} from "../base/DeskTest.sol";

/// @dev Stands where the court stands: something governance has rules for.
contract CourtHouse is AccessManaged {
    uint256 public threshold;

    constructor(address authority_) AccessManaged(authority_) {}

    function setExperts(bytes calldata, uint256 threshold_) external restricted {
        threshold = threshold_;
    }
}

/// @dev The whole of governance, set up as the plan says: ana and ben vote, the deployer (this contract) has no power.
contract GovernanceTest is DeskTest {
    uint256 private constant SHORT = 48 hours;
    uint256 private constant LONG = 12 days;
    address private constant GUARDIAN = address(0x6A4D);
    address private constant STRANGER = address(0xEE);

    LabelGovernor private governor;
    TimelockController private shortTimelock;
    TimelockController private longTimelock;
    GovernancePlan private plan;
    CourtHouse private court;
    RewardPool private pool;
    GovernancePlan.Parts private parts;

    function setUp() public override {
        super.setUp();
        plan = new GovernancePlan();
        court = new CourtHouse(address(manager));
        pool = new RewardPool(address(manager), IERC20(address(token)), address(ledger), 1e9, 50);
        shortTimelock = _timelock(SHORT);
        longTimelock = _timelock(LONG);
        governor = new LabelGovernor(
            IVotes(address(token)),
            shortTimelock,
            LabelGovernor.Settings(1 days, 5 days, 2 days, 1_000_000 ether, 4)
        );
        _appoint(shortTimelock, address(governor));
        _appoint(longTimelock, address(shortTimelock));
        parts = GovernancePlan.Parts({
            manager: address(manager),
            governor: address(governor),
            shortTimelock: address(shortTimelock),
            longTimelock: address(longTimelock),
            guardian: GUARDIAN,
            deployer: address(this),
            ledger: address(ledger),
            registry: address(registry),
            court: address(court),
            pool: address(pool)
        });
        manager.multicall(plan.handOver(parts));
        _giveVotes(ana, 30_000_000 ether);
        _giveVotes(ben, 20_000_000 ether);
        ledger.deposit(STRANGER, 70 * TOKEN);
        vm.warp(START + 1);
    }

    // -------------------------------------------------------------- hand over

    function test_handOver_isComplete() public view {
        _assertFault("");
    }

    function test_handOver_leavesTheDeployerNothing() public {
        bytes memory refused =
            abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, address(this));
        vm.expectRevert(refused);
        ledger.setCourt(STRANGER);
        vm.expectRevert(refused);
        ledger.setSeatStake(60 * TOKEN);
        vm.expectRevert(refused);
        ledger.pause(1 days);
        vm.expectRevert(refused);
        pool.setRate(1);
        (bool done,) =
            address(manager).call(abi.encodeCall(manager.grantRole, (Roles.ADMIN, address(this), 0)));
        assertTrue(!done, "no roles to give");
    }

    function test_firstFault_findsWhatIsMissing() public {
        GovernancePlan.Parts memory good = parts;
        parts.guardian = STRANGER;
        _assertFault("guardian's role");
        parts = good;
        parts.shortTimelock = STRANGER;
        _assertFault("short timelock's role");
        parts = good;
        parts.longTimelock = STRANGER;
        _assertFault("long timelock's role");
        parts = good;
        parts.governor = STRANGER;
        _assertFault("proposer of a timelock");
        parts = good;
        parts.deployer = GUARDIAN;
        _assertFault("deployer's role");
        parts = good;
        parts.manager = address(court);
        _assertFault("authority");
        parts = good;
        assertTrue(
            _same(plan.firstFault(parts, SHORT + 1, LONG), "delay of a timelock"), "short delay too short"
        );
        assertTrue(
            _same(plan.firstFault(parts, SHORT, LONG + 1), "delay of a timelock"), "long delay too short"
        );
    }

    function test_firstFault_findsRolesThatWereTakenAway() public {
        vm.startPrank(address(longTimelock));
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = ledger.setCourt.selector;
        manager.setTargetFunctionRole(address(ledger), selectors, Roles.PARAMETERS);
        _assertFault("role of a function");
        manager.setTargetFunctionRole(address(ledger), selectors, Roles.REPLACEMENT);
        manager.setRoleAdmin(Roles.GUARDIAN, Roles.ADMIN);
        _assertFault("admin of the guardian");
        manager.setRoleAdmin(Roles.GUARDIAN, Roles.PARAMETERS);
        manager.renounceRole(Roles.ADMIN, address(longTimelock));
        _assertFault("admin of the roles");
        vm.stopPrank();
    }

    function test_firstFault_findsTimelocksSetUpOtherwise() public {
        bytes32 proposer = longTimelock.PROPOSER_ROLE();
        bytes32 canceller = longTimelock.CANCELLER_ROLE();
        bytes32 executor = longTimelock.EXECUTOR_ROLE();
        vm.startPrank(address(longTimelock));
        longTimelock.grantRole(proposer, address(this));
        _assertFault("deployer's role in a timelock");
        longTimelock.revokeRole(proposer, address(this));
        longTimelock.grantRole(canceller, address(this));
        _assertFault("deployer's role in a timelock");
        longTimelock.revokeRole(canceller, address(this));
        longTimelock.grantRole(0x00, address(this));
        _assertFault("deployer's role in a timelock");
        longTimelock.revokeRole(0x00, address(this));
        longTimelock.revokeRole(canceller, address(shortTimelock));
        _assertFault("canceller of a timelock");
        longTimelock.grantRole(canceller, address(shortTimelock));
        longTimelock.revokeRole(executor, address(0));
        _assertFault("executor of a timelock");
        longTimelock.grantRole(executor, address(0));
        longTimelock.renounceRole(0x00, address(longTimelock));
        _assertFault("admin of a timelock");
        vm.stopPrank();
    }

    // -------------------------------------------------------------- parameters

    function test_vote_changesAParameterAfterTheShortTimelock() public {
        bytes memory call = abi.encodeCall(ledger.setSeatStake, (80 * TOKEN));
        uint256 id = _pass(address(ledger), call);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        _execute(address(ledger), call);
        vm.warp(vm.getBlockTimestamp() + SHORT);
        vm.prank(STRANGER);
        _execute(address(ledger), call);
        assertTrue(governor.state(id) == IGovernor.ProposalState.Executed, "executed");
        (,, uint256 seatStake,,) = ledger.settings();
        assertEq(seatStake, 80 * TOKEN, "changed");
    }

    function test_vote_setsRewardsThresholdsAndOperators() public {
        _enact(address(pool), abi.encodeCall(pool.setRate, (20)));
        assertEq(pool.rateBp(), 20, "rate of the pool");
        address[] memory list = new address[](3);
        (list[0], list[1], list[2]) = (address(1), address(2), address(3));
        _enact(address(registry), abi.encodeCall(registry.announce, (list, 3)));
        assertTrue(registry.isListed(address(1)), "announced");
        _enact(address(ledger), abi.encodeCall(ledger.setExpiryPenalty, (7 * TOKEN)));
        (,,, uint256 penalty,) = ledger.settings();
        assertEq(penalty, 7 * TOKEN, "penalty");
    }

    function test_vote_needsAQuorumAndAMajority() public {
        bytes memory call = abi.encodeCall(ledger.setSeatStake, (80 * TOKEN));
        uint256 id = _propose(address(ledger), call);
        _toVote();
        vm.prank(ben);
        governor.castVote(id, 1);
        vm.warp(vm.getBlockTimestamp() + 5 days + 1);
        assertTrue(governor.state(id) == IGovernor.ProposalState.Defeated, "too few votes");
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        governor.queue(_one(address(ledger)), new uint256[](1), _one(call), keccak256("proposal"));

        call = abi.encodeCall(ledger.setSeatStake, (81 * TOKEN));
        id = _propose(address(ledger), call);
        _toVote();
        vm.prank(ana);
        governor.castVote(id, 0);
        vm.prank(ben);
        governor.castVote(id, 1);
        vm.warp(vm.getBlockTimestamp() + 8 days);
        assertTrue(governor.state(id) == IGovernor.ProposalState.Defeated, "more against");
    }

    function test_vote_staysOpenAfterALateQuorum() public {
        uint256 id = _propose(address(ledger), abi.encodeCall(ledger.setSeatStake, (80 * TOKEN)));
        _toVote();
        vm.warp(governor.proposalDeadline(id) - 1);
        uint256 before = governor.proposalDeadline(id);
        vm.prank(ana);
        governor.castVote(id, 1);
        vm.prank(ben);
        governor.castVote(id, 1);
        assertEq(governor.proposalDeadline(id), before - 1 + 2 days, "two days more");
        assertTrue(governor.state(id) == IGovernor.ProposalState.Active, "open");
    }

    function test_proposing_needsTheThreshold() public {
        assertEq(governor.proposalThreshold(), 1_000_000 ether, "threshold");
        vm.expectPartialRevert(IGovernor.GovernorInsufficientProposerVotes.selector);
        vm.prank(STRANGER);
        governor.propose(new address[](1), new uint256[](1), new bytes[](1), "mine");
    }

    function test_aProposalCanBeCancelledBeforeTheVote() public {
        bytes memory call = abi.encodeCall(ledger.setSeatStake, (80 * TOKEN));
        uint256 id = _propose(address(ledger), call);
        vm.prank(ana);
        governor.cancel(_one(address(ledger)), new uint256[](1), _one(call), keccak256("proposal"));
        assertTrue(governor.state(id) == IGovernor.ProposalState.Canceled, "cancelled");
    }

    function test_vote_isNeededToChangeTheVoteItself() public {
        assertTrue(governor.proposalNeedsQueuing(0), "everything goes through the timelock");
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorOnlyExecutor.selector, address(this)));
        governor.setVotingPeriod(1);
        _enact(address(governor), abi.encodeCall(governor.setVotingPeriod, (3 days)));
        assertEq(governor.votingPeriod(), 3 days, "changed by a vote");
    }

    // -------------------------------------------------------------- replacement

    function test_replacingTheCourtTakesBothTimelocks() public {
        bytes memory replace = abi.encodeCall(ledger.setCourt, (STRANGER));
        _pass(address(ledger), replace);
        vm.warp(vm.getBlockTimestamp() + SHORT);
        bytes memory refused =
            abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, address(shortTimelock));
        vm.expectRevert(refused);
        _execute(address(ledger), replace);

        bytes memory schedule = abi.encodeCall(
            longTimelock.schedule, (address(ledger), 0, replace, bytes32(0), bytes32(0), LONG)
        );
        _enact(address(longTimelock), schedule);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        longTimelock.execute(address(ledger), 0, replace, bytes32(0), bytes32(0));

        // Whoever disagrees has the time to leave.
        vm.prank(STRANGER);
        ledger.requestWithdraw(70 * TOKEN);
        vm.warp(vm.getBlockTimestamp() + UNBOND);
        ledger.withdrawFor(STRANGER);
        assertEq(token.balanceOf(STRANGER), 70 ether, "gone before the change");

        vm.warp(vm.getBlockTimestamp() + LONG - UNBOND);
        longTimelock.execute(address(ledger), 0, replace, bytes32(0), bytes32(0));
        (address court_,,,,) = ledger.settings();
        assertEq(court_, STRANGER, "replaced");
    }

    function test_longTimelockCannotBeHurried() public {
        bytes memory replace = abi.encodeCall(ledger.setCourt, (STRANGER));
        bytes memory schedule = abi.encodeCall(
            longTimelock.schedule, (address(ledger), 0, replace, bytes32(0), bytes32(0), LONG - 1)
        );
        _pass(address(longTimelock), schedule);
        vm.warp(vm.getBlockTimestamp() + SHORT);
        vm.expectPartialRevert(TimelockController.TimelockInsufficientDelay.selector);
        _execute(address(longTimelock), schedule);
    }

    // ------------------------------------------------------------ what it cannot

    /// @dev Every call of the ledger that moves money, sent by either timelock: none reaches anybody else's stake.
    function test_governanceCannotMoveAnybodysStake() public {
        vm.prank(STRANGER);
        ledger.takeSeat(SEAT_STAKE);
        uint256 account = ledger.accountOf(STRANGER);
        (uint256 word, uint256 seatWord) = (ledger.accountWord(account), ledger.seatWord(0));
        uint256 held = token.balanceOf(address(ledger));
        bytes[10] memory calls = [
            abi.encodeCall(ledger.requestWithdraw, (1)),
            abi.encodeCall(ledger.requestWithdrawBySig, (STRANGER, 1 ether, 0, "")),
            abi.encodeCall(ledger.withdraw, (address(this))),
            abi.encodeCall(ledger.withdrawFor, (STRANGER)),
            abi.encodeCall(ledger.drainProject, (1, 1, address(this))),
            abi.encodeCall(ledger.collect, ()),
            abi.encodeCall(ledger.finishLeave, ()),
            abi.encodeCall(ledger.ejectSeat, (0)),
            abi.encodeCall(ledger.withdrawBond, (address(this))),
            abi.encodeCall(ledger.recallSponsorship, (account))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(address(shortTimelock));
            (bool done,) = address(ledger).call(calls[i]);
            assertTrue(!done, "refused to the short timelock");
            vm.prank(address(longTimelock));
            (done,) = address(ledger).call(calls[i]);
            assertTrue(!done, "refused to the long timelock");
        }
        _enact(address(ledger), abi.encodeCall(ledger.setSeatStake, (100 * TOKEN)));
        assertEq(ledger.accountWord(account), word, "account as it was");
        assertEq(ledger.seatWord(0), seatWord, "seat as it was");
        assertEq(token.balanceOf(address(ledger)), held, "tokens as they were");
    }

    function test_governanceStaysInsideTheBounds() public {
        bytes memory call = abi.encodeCall(ledger.setSeatStake, (101 * TOKEN));
        _pass(address(ledger), call);
        vm.warp(vm.getBlockTimestamp() + SHORT);
        vm.expectRevert(
            abi.encodeWithSelector(ILedgerErrors.OutOfBounds.selector, bytes32("seatStake"), 101 * TOKEN)
        );
        _execute(address(ledger), call);
    }

    // ------------------------------------------------------------------ guardian

    function test_guardian_canPauseAndNothingElse() public {
        bytes memory refused =
            abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, GUARDIAN);
        vm.startPrank(GUARDIAN);
        vm.expectRevert(refused);
        ledger.setSeatStake(60 * TOKEN);
        vm.expectRevert(refused);
        ledger.setCourt(GUARDIAN);
        vm.expectRevert(refused);
        pool.setRate(0);
        vm.expectRevert(refused);
        court.setExperts("", 1);
        ledger.pause(7 days);
        (,,,, uint256 until) = ledger.settings();
        assertEq(until, START + 1 + 7 days, "seven days");
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, until + 7 days));
        ledger.pause(1);
        vm.warp(until + 1);
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.TooEarly.selector, until + 7 days));
        ledger.pause(1);
        vm.stopPrank();
    }

    function test_guardian_cannotKeepAnybodyIn() public {
        vm.prank(GUARDIAN);
        ledger.pause(7 days);
        vm.startPrank(STRANGER);
        ledger.requestWithdraw(70 * TOKEN);
        ledger.revokeSession();
        vm.stopPrank();
        ledger.deposit(STRANGER, TOKEN);
        vm.warp(START + 1 + UNBOND);
        vm.prank(GUARDIAN);
        (bool done,) = address(ledger).call(abi.encodeCall(ledger.pause, (7 days)));
        assertTrue(!done, "not renewed");
        ledger.withdrawFor(STRANGER);
        assertEq(token.balanceOf(STRANGER), 70 ether, "paid");
    }

    function test_guardian_isReplacedByAVote() public {
        _enact(address(manager), abi.encodeCall(manager.revokeRole, (Roles.GUARDIAN, GUARDIAN)));
        _enact(address(manager), abi.encodeCall(manager.grantRole, (Roles.GUARDIAN, STRANGER, 0)));
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, GUARDIAN));
        vm.prank(GUARDIAN);
        ledger.pause(1 days);
        vm.prank(STRANGER);
        ledger.pause(1 days);
    }

    // ------------------------------------------------------------------- support

    function _timelock(uint256 delay) private returns (TimelockController) {
        return new TimelockController(delay, new address[](0), new address[](1), address(this));
    }

    function _appoint(TimelockController timelock, address proposer) private {
        timelock.grantRole(timelock.PROPOSER_ROLE(), proposer);
        timelock.grantRole(timelock.CANCELLER_ROLE(), proposer);
        timelock.renounceRole(timelock.DEFAULT_ADMIN_ROLE(), address(this));
    }

    function _giveVotes(address voter, uint256 amount) private {
        token.transfer(voter, amount);
        vm.prank(voter);
        token.delegate(voter);
    }

    function _propose(address target, bytes memory call) private returns (uint256 id) {
        vm.prank(ana);
        return governor.propose(_one(target), new uint256[](1), _one(call), "proposal");
    }

    function _toVote() private {
        vm.warp(vm.getBlockTimestamp() + 1 days + 1);
    }

    /// @dev Proposed, voted for by all, queued.
    function _pass(address target, bytes memory call) private returns (uint256 id) {
        id = _propose(target, call);
        _toVote();
        vm.prank(ana);
        governor.castVote(id, 1);
        vm.prank(ben);
        governor.castVote(id, 1);
        vm.warp(governor.proposalDeadline(id) + 1);
        governor.queue(_one(target), new uint256[](1), _one(call), keccak256("proposal"));
    }

    function _execute(address target, bytes memory call) private {
        governor.execute(_one(target), new uint256[](1), _one(call), keccak256("proposal"));
    }

    function _enact(address target, bytes memory call) private {
        _pass(target, call);
        vm.warp(vm.getBlockTimestamp() + SHORT);
        _execute(target, call);
    }

    function _one(address target) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = target;
    }

    function _one(bytes memory call) private pure returns (bytes[] memory list) {
        list = new bytes[](1);
        list[0] = call;
    }

    function _assertFault(string memory fault) private view {
        assertTrue(_same(plan.firstFault(parts, SHORT, LONG), fault), fault);
    }

    function _same(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
