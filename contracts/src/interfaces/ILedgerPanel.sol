// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "./ILedgerBatches.sol";

/// @title ILedgerPanel
/// @notice The second peer round, on the open items of a settled batch.
interface ILedgerPanel {
    /// @notice The open items of a batch, as committed to. `settled` is the commitment that was settled; `seed` that of
    /// the last round whose votes were proposed; `seedBlock` the block of the settlement plus SEED_DELAY, ignored once
    /// a panel was proposed or skipped; `items` as emitted.
    struct Open {
        bytes32 settled;
        bytes32 seed;
        uint256 seedBlock;
        uint256[] items;
    }

    /// @notice The open items of a batch that waits for the votes of a panel: as in {Open}, but of the items no more than
    /// `itemsHash`, the hash of their words one after the other.
    struct Escalated {
        bytes32 settled;
        bytes32 seed;
        uint256 seedBlock;
        bytes32 itemsHash;
    }

    /// @notice The panel's votes are on the table; objections until `end` (seconds).
    event PanelProposed(uint256 indexed batch, bytes32 seed, uint256 end);
    /// @notice Items the panel decided are paid. `openItems` lists those left to the experts; empty when closed.
    event PanelResolved(uint256 indexed batch, uint256[] openItems);

    /// @notice Puts the votes of the panel on the table. `seed` is that of the panel's draw, which the votes belong to.
    /// EIP-712: Panel(uint256 batch,bytes32 openHash,bytes32 votesHash,bytes32 seed)
    function proposePanel(
        uint256 batch,
        Escalated calldata open,
        bytes32 seed,
        bytes calldata votes,
        ILedgerBatches.Quorum calldata quorum
    ) external;

    /// @notice Pays what the panel decided, in both rounds; the rest goes to the experts.
    function resolvePanel(uint256 batch, Open calldata open, bytes calldata votes) external;

    /// @notice Hands the open items to the experts when nobody proposed, or nobody resolved, in time; anyone.
    /// `votesHash` is ignored when nothing was proposed.
    function skipPanel(uint256 batch, Open calldata open, bytes32 votesHash) external;
}
