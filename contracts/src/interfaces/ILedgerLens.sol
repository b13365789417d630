// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../ledger/LedgerWords.sol";
import {ILabelLedger} from "./ILabelLedger.sol";
import {ILedgerBatches} from "./ILedgerBatches.sol";
import {ILedgerPanel} from "./ILedgerPanel.sol";

/// @title ILedgerLens
/// @notice Reads the ledger for clients and verifiers: words taken apart, draws and verdicts worked out before they are
/// settled, and sums that show that what is owed is held. Amounts in units of 10^15 wei unless named wei.
interface ILedgerLens {
    /// @notice What belongs to an address. `freeNow` counts what has vested by now; `withdrawable` is that less debt.
    struct Person {
        uint256 id;
        LedgerWords.Account account;
        uint256 freeNow;
        uint256 withdrawable;
        uint256 withdrawing;
        uint256 withdrawReadyAt;
        uint256 seatPlusOne;
        uint256 nonce;
    }

    /// @notice What a settlement would do to an item: `verdict` is 0 open, 1 accepted, 2 rejected by the votes alone; a
    /// flagged item stays open whatever it is, and a skipped one is not settled at all.
    struct Preview {
        uint256 item;
        uint256 annotator;
        bool skipped;
        bool flagged;
        uint256 verdict;
    }

    /// @notice The ledger that is read.
    function ledger() external view returns (ILabelLedger);

    /// @notice Everything the ledger knows of an address; `id` is 0 when it has no account.
    function personOf(address owner) external view returns (Person memory);
    /// @notice A seat's word, taken apart.
    function seatAt(uint256 seat) external view returns (LedgerWords.Seat memory);
    /// @notice A batch's word, taken apart, and its commitment; both may be of a later batch (compare the id).
    function batchAt(uint256 batch) external view returns (LedgerWords.Batch memory, bytes32 commitment);
    /// @notice A project's rules, taken apart.
    function paramsAt(uint256 project) external view returns (LedgerWords.Params memory);

    /// @notice The seats drawn for an item in round one, in order; some may not be eligible.
    function drawOf(uint256 batch, bytes32 seed, uint256 item) external view returns (uint256[] memory seats);
    /// @notice The seats drawn for the panel of an open item (its first word), in order.
    function panelOf(uint256 batch, bytes32 panelSeed, uint256 openItem)
        external
        view
        returns (uint256[] memory seats);

    /// @notice What settling a proposed batch would decide. The data are not compared with the commitment.
    function previewBatch(uint256 batch, ILedgerBatches.Settlement calldata data)
        external
        view
        returns (Preview[] memory items);
    /// @notice What resolving a proposed panel would decide. The data are not compared with the commitment.
    function previewPanel(uint256 batch, ILedgerPanel.Open calldata open, bytes calldata votes)
        external
        view
        returns (Preview[] memory items);

    /// @notice Wei the ledger holds and wei it owes; held is never less than owed.
    function solvency() external view returns (uint256 held, uint256 owed);
    /// @notice Units of the accounts `first` to `last`, with what they are withdrawing.
    function accountUnits(uint256 first, uint256 last) external view returns (uint256 sum);
    /// @notice Units of the seats `first` to `last`.
    function seatUnits(uint256 first, uint256 last) external view returns (uint256 sum);
    /// @notice Unreserved units of the projects `first` to `last`.
    function projectUnits(uint256 first, uint256 last) external view returns (uint256 sum);
    /// @notice Units reserved by the batches `first` to `last`.
    function reservedUnits(uint256 first, uint256 last) external view returns (uint256 sum);
}
