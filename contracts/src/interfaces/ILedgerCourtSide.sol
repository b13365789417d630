// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "./ILedgerBatches.sol";
import {ILedgerPanel} from "./ILedgerPanel.sol";

/// @title ILedgerCourtSide
/// @notice What the court may do to the ledger, bounded by the ledger: flag items, decide open ones, slash bonds of
/// operators and audited rewards, and move the bonds of disputes.
interface ILedgerCourtSide {
    /// @notice The item stays open when its batch (or panel) settles; `bond` units of `account` are held for it.
    /// `toExperts`: the panel cannot decide the item either.
    event ItemFlagged(
        uint256 indexed batch, uint256 indexed item, uint256 indexed account, uint256 bond, bool toExperts
    );
    /// @notice Open items were decided: one byte each in the order of the open items (1 accepted, 2 rejected, 3 void).
    event VerdictResolved(uint256 indexed batch, bytes verdicts);
    /// @notice The experts were silent: stakes of open items went back.
    event OpenVoided(uint256 indexed batch);
    /// @notice An audited person lost units.
    event AuditSlashed(uint256 indexed batch, uint256 indexed item, uint256 indexed account, uint256 units);
    /// @notice Held units were released to an account, or to a project when `account` is 0.
    event DisputeReleased(uint256 indexed account, uint256 indexed project, uint256 units);
    /// @notice An operator lost units of its bond to `account` and `project`.
    event OperatorSlashed(
        address indexed operator, uint256 indexed account, uint256 indexed project, uint256 units
    );

    /// @dev The item was flagged in this round already.
    error AlreadyFlagged(uint256 batch, uint256 item);

    /// @notice Flags an item of a proposed batch (or panel) within its window, once per round, so that it stays open;
    /// court only. The bond is 2 * labelStake + panelDraws * the largest validator reward, twice that for a panel.
    /// @param account Whose free units (less debt) are held as bond; 0 for a flag that needs no bond.
    /// @param toExperts The panel cannot decide the item either.
    /// @return bond Units held.
    function flagItem(uint256 batch, uint256 item, uint256 account, bool toExperts)
        external
        returns (uint256 bond);

    /// @notice Decides all open items; court only, within EXPERT_TIME of the escalation.
    function resolveVerdict(uint256 batch, ILedgerPanel.Open calldata open, bytes calldata verdicts) external;

    /// @notice Gives the stakes of open items back when the experts were silent; anyone.
    function voidOpen(uint256 batch, ILedgerPanel.Open calldata open) external;

    /// @notice Takes back what a person earned or escaped on one item of a closed batch; court only. `draw` is the
    /// draw index of a validator, or 255 for the annotator. At most the item's slash and reward, and what is there.
    function auditSlash(
        uint256 batch,
        ILedgerBatches.Settlement calldata settlement,
        uint256 item,
        uint256 draw
    ) external;

    /// @notice Releases held units to an account (or to a project when `account` is 0); court only.
    function releaseDispute(uint256 account, uint256 project, uint256 units) external;

    /// @notice Takes at most `units` of an operator's bond, half to the account, half to the project; court only.
    function slashOperator(address operator, uint256 units, uint256 account, uint256 project) external;

    /// @notice How a flagged item ended: 0 not yet (or never flagged), 1 accepted, 2 rejected, 3 void.
    function outcomeOf(uint256 batch, uint256 item) external view returns (uint256);
}
