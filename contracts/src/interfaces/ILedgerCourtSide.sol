// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "./ILedgerBatches.sol";
import {ILedgerPanel} from "./ILedgerPanel.sol";

/// @title ILedgerCourtSide
/// @notice What the court may do to the ledger, bounded by the ledger: flag items, decide open ones, slash bonds of
/// operators and audited rewards, and move the bonds of disputes.
interface ILedgerCourtSide {
    /// @notice The item stays open when its batch (or panel) settles; `bond` units of `account` are held for it.
    /// `toExperts`: somebody says that it is not theirs, so the panel cannot decide the item either.
    event ItemFlagged(
        uint256 indexed batch, uint256 indexed item, uint256 indexed account, uint256 bond, bool toExperts
    );
    /// @notice Open items were decided: one byte each in the order of the open items (1 accepted, 2 rejected, 3 void,
    /// 4 unclear).
    event VerdictResolved(uint256 indexed batch, bytes verdicts);
    /// @notice The experts were silent, so the open items ended without a verdict: one byte each in their order (3 void,
    /// 4 unclear).
    event OpenVoided(uint256 indexed batch, bytes outcomes);
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
    /// @dev Somebody says that the item is not theirs, so it cannot end unclear: that would pay for it.
    error SaidNotMine(uint256 batch, uint256 item);

    /// @notice Flags an item of a proposed batch (or panel) within its window, once per round, so that it stays open;
    /// court only. The bond is 2 * labelStake + panelDraws * the largest validator reward, twice that for a panel.
    /// @param account Whose free units (less debt) are held as bond; 0 for a flag that needs no bond.
    /// @param toExperts Somebody says that the label or vote is not theirs: the panel cannot decide the item either, and
    /// it cannot end unclear. This is possible once also for an item that is flagged already.
    /// @return bond Units held.
    function flagItem(uint256 batch, uint256 item, uint256 account, bool toExperts)
        external
        returns (uint256 bond);

    /// @notice Ends all open items; court only, within EXPERT_TIME of the escalation. An item that is unclear pays its
    /// annotator and every validator that approved or rejected it in either round their rewards out of the reservation;
    /// nobody is slashed and no record changes.
    /// @param verdicts One byte per open item: 1 accepted, 2 rejected, 3 void, 4 unclear.
    function resolveVerdict(uint256 batch, ILedgerPanel.Open calldata open, bytes calldata verdicts) external;

    /// @notice Ends all open items when the experts were silent; anyone. They end unclear, but void where somebody said
    /// that it is not theirs. Who has left their seat by then is not paid for it.
    function voidOpen(uint256 batch, ILedgerPanel.Open calldata open) external;

    /// @notice Takes back what a person earned or escaped on one item of a closed batch; court only. `draw` is the
    /// draw index of a validator, or 255 for the annotator. At most the item's slash and reward, and what is there. An
    /// item that the court flagged in its first round, or questioned, is not audited.
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

    /// @notice How a flagged item ended: 0 not yet (or never flagged), 1 accepted, 2 rejected, 3 void or unclear.
    function outcomeOf(uint256 batch, uint256 item) external view returns (uint256);
}
