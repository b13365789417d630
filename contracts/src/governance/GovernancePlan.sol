// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

import {ILedgerGovernance} from "../interfaces/ILedgerGovernance.sol";
import {IOperatorRotation} from "../interfaces/IOperatorRotation.sol";
import {IReviewCourt} from "../interfaces/IReviewCourt.sol";
import {IRewardPool} from "../interfaces/IRewardPool.sol";
import {Roles} from "./Roles.sol";

/// @title GovernancePlan
/// @notice Who may call what: as the calls that set it up, and as the check that it is so. Holds nothing and may do
/// nothing itself. See {Roles} for the reasons.
contract GovernancePlan {
    /// @notice Everything that governance is made of. `deployer` is who must have no power left.
    struct Parts {
        address manager;
        address governor;
        address shortTimelock;
        address longTimelock;
        address guardian;
        address deployer;
        address ledger;
        address registry;
        address court;
        address pool;
    }

    /// @dev A function that only one role may call.
    struct Rule {
        address target;
        bytes4 selector;
        uint64 role;
    }

    bytes32 private constant PROPOSER = keccak256("PROPOSER_ROLE");
    bytes32 private constant EXECUTOR = keccak256("EXECUTOR_ROLE");
    bytes32 private constant CANCELLER = keccak256("CANCELLER_ROLE");

    /// @notice The calls the deployer, still admin of the manager, sends to `manager.multicall` to hand over. The last
    /// one takes the deployer's own power away.
    /// @param parts What was deployed.
    function handOver(Parts calldata parts) external pure returns (bytes[] memory calls) {
        Rule[] memory list = _rules(parts);
        calls = new bytes[](list.length + 6);
        for (uint256 i = 0; i < list.length; ++i) {
            bytes4[] memory selectors = new bytes4[](1);
            selectors[0] = list[i].selector;
            calls[i] = abi.encodeCall(
                IAccessManager.setTargetFunctionRole, (list[i].target, selectors, list[i].role)
            );
        }
        uint256 n = list.length;
        calls[n] = _grant(Roles.PARAMETERS, parts.shortTimelock);
        calls[n + 1] = _grant(Roles.REPLACEMENT, parts.longTimelock);
        calls[n + 2] = _grant(Roles.GUARDIAN, parts.guardian);
        calls[n + 3] = abi.encodeCall(IAccessManager.setRoleAdmin, (Roles.GUARDIAN, Roles.PARAMETERS));
        calls[n + 4] = _grant(Roles.ADMIN, parts.longTimelock);
        calls[n + 5] = abi.encodeCall(IAccessManager.renounceRole, (Roles.ADMIN, parts.deployer));
    }

    /// @notice The first thing that is not as planned, or an empty string. Reads the chain only.
    /// @param parts What was deployed.
    /// @param minShortDelay Seconds the shorter timelock must at least wait.
    /// @param minLongDelay Seconds the longer timelock must at least wait; more than UNBOND on public chains.
    function firstFault(Parts calldata parts, uint256 minShortDelay, uint256 minLongDelay)
        external
        view
        returns (string memory)
    {
        IAccessManager manager = IAccessManager(parts.manager);
        Rule[] memory list = _rules(parts);
        for (uint256 i = 0; i < list.length; ++i) {
            if (IAccessManaged(list[i].target).authority() != parts.manager) return "authority";
            if (manager.getTargetFunctionRole(list[i].target, list[i].selector) != list[i].role) {
                return "role of a function";
            }
        }
        if (!_holds(manager, Roles.PARAMETERS, parts.shortTimelock)) return "short timelock's role";
        if (!_holds(manager, Roles.REPLACEMENT, parts.longTimelock)) return "long timelock's role";
        if (!_holds(manager, Roles.ADMIN, parts.longTimelock)) return "admin of the roles";
        if (!_holds(manager, Roles.GUARDIAN, parts.guardian)) return "guardian's role";
        if (manager.getRoleAdmin(Roles.GUARDIAN) != Roles.PARAMETERS) return "admin of the guardian";
        for (uint64 role = Roles.ADMIN; role <= Roles.GUARDIAN; ++role) {
            if (_holds(manager, role, parts.deployer)) return "deployer's role";
        }
        string memory fault = _timelockFault(parts.shortTimelock, parts.governor, parts, minShortDelay);
        if (bytes(fault).length > 0) return fault;
        return _timelockFault(parts.longTimelock, parts.shortTimelock, parts, minLongDelay);
    }

    /// @dev A timelock with one proposer that can also cancel, open execution, and no other admin than itself.
    function _timelockFault(address timelock, address proposer, Parts calldata parts, uint256 minDelay)
        private
        view
        returns (string memory)
    {
        IAccessControl roles = IAccessControl(timelock);
        if (TimelockController(payable(timelock)).getMinDelay() < minDelay) return "delay of a timelock";
        if (!roles.hasRole(PROPOSER, proposer)) return "proposer of a timelock";
        if (!roles.hasRole(CANCELLER, proposer)) return "canceller of a timelock";
        if (!roles.hasRole(EXECUTOR, address(0))) return "executor of a timelock";
        if (!roles.hasRole(0x00, timelock)) return "admin of a timelock";
        bool left = roles.hasRole(0x00, parts.deployer) || roles.hasRole(PROPOSER, parts.deployer)
            || roles.hasRole(CANCELLER, parts.deployer);
        return left ? "deployer's role in a timelock" : "";
    }

    function _rules(Parts calldata parts) private pure returns (Rule[] memory list) {
        list = new Rule[](16);
        list[0] = Rule(parts.ledger, ILedgerGovernance.setCourt.selector, Roles.REPLACEMENT);
        list[1] = Rule(parts.ledger, ILedgerGovernance.setRegistry.selector, Roles.REPLACEMENT);
        list[2] = Rule(parts.ledger, ILedgerGovernance.setSeatStake.selector, Roles.PARAMETERS);
        list[3] = Rule(parts.ledger, ILedgerGovernance.setExpiryPenalty.selector, Roles.PARAMETERS);
        list[4] = Rule(parts.ledger, ILedgerGovernance.pause.selector, Roles.GUARDIAN);
        list[5] = Rule(parts.ledger, ILedgerGovernance.unpause.selector, Roles.GUARDIAN);
        list[6] = Rule(parts.registry, IOperatorRotation.announce.selector, Roles.PARAMETERS);
        list[7] = Rule(parts.registry, IOperatorRotation.cancelAnnouncement.selector, Roles.PARAMETERS);
        list[8] = Rule(parts.registry, IOperatorRotation.narrow.selector, Roles.PARAMETERS);
        list[9] = Rule(parts.court, IReviewCourt.setExperts.selector, Roles.REPLACEMENT);
        list[10] = Rule(parts.court, IReviewCourt.setPenalties.selector, Roles.PARAMETERS);
        list[11] = Rule(parts.pool, IRewardPool.setLedger.selector, Roles.REPLACEMENT);
        list[12] = Rule(parts.pool, IRewardPool.openProject.selector, Roles.PARAMETERS);
        list[13] = Rule(parts.pool, IRewardPool.setRate.selector, Roles.PARAMETERS);
        list[14] = Rule(parts.pool, IRewardPool.setShares.selector, Roles.PARAMETERS);
        list[15] = Rule(parts.pool, IRewardPool.reclaim.selector, Roles.PARAMETERS);
    }

    function _grant(uint64 role, address account) private pure returns (bytes memory) {
        return abi.encodeCall(IAccessManager.grantRole, (role, account, 0));
    }

    function _holds(IAccessManager manager, uint64 role, address account) private view returns (bool held) {
        (held,) = manager.hasRole(role, account);
    }
}
