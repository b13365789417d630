// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "./ILedgerBatches.sol";

/// @title ILedgerPanel
/// @notice The second peer round, on the open items of a settled batch.
interface ILedgerPanel {
    /// @notice The panel's votes are on the table; objections until `end` (seconds).
    event PanelProposed(uint256 indexed batch, bytes32 seed, uint256 end);
    /// @notice Items the panel decided are paid. `openItems` lists those left to the experts; empty when closed.
    event PanelResolved(uint256 indexed batch, uint256[] openItems);

    /// @notice Puts the votes of the panel on the table. `settled` is the commitment that was settled, `seed` that of
    /// round one, `seedBlock` the block of the settlement plus SEED_DELAY, `openItems` as emitted.
    /// EIP-712: Panel(uint256 batch,bytes32 openHash,bytes32 votesHash)
    function proposePanel(
        uint256 batch,
        bytes32 settled,
        bytes32 seed,
        uint256 seedBlock,
        uint256[] calldata openItems,
        bytes calldata votes,
        ILedgerBatches.Quorum calldata quorum
    ) external;

    /// @notice Pays what the panel decided, in both rounds; the rest goes to the experts. `seed` is the panel's.
    function resolvePanel(
        uint256 batch,
        bytes32 settled,
        bytes32 seed,
        uint256[] calldata openItems,
        bytes calldata votes
    ) external;

    /// @notice Hands the open items to the experts when nobody proposed, or nobody resolved, in time; anyone. `seed`,
    /// `seedBlock` and `votesHash` as committed: a proposed panel has no seed block, one never proposed no votes.
    function skipPanel(
        uint256 batch,
        bytes32 settled,
        bytes32 seed,
        uint256 seedBlock,
        uint256[] calldata openItems,
        bytes32 votesHash
    ) external;
}
