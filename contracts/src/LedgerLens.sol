// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ILabelLedger} from "./interfaces/ILabelLedger.sol";
import {ILedgerBatches} from "./interfaces/ILedgerBatches.sol";
import {ILedgerLens} from "./interfaces/ILedgerLens.sol";
import {ILedgerPanel} from "./interfaces/ILedgerPanel.sol";
import {LedgerWords} from "./ledger/LedgerWords.sol";
import {AccountWord} from "./libraries/AccountWord.sol";
import {Draw} from "./libraries/Draw.sol";
import {ItemReader} from "./libraries/ItemReader.sol";
import {OpenItems} from "./libraries/OpenItems.sol";

/// @title LedgerLens
/// @notice See {ILedgerLens}. It holds nothing and nothing trusts it, so it may be replaced at any time.
contract LedgerLens is ILedgerLens {
    /// @inheritdoc ILedgerLens
    ILabelLedger public immutable ledger;

    /// @param ledger_ The ledger to read.
    constructor(ILabelLedger ledger_) {
        ledger = ledger_;
    }

    // ------------------------------------------------------------------ words

    /// @inheritdoc ILedgerLens
    function personOf(address owner) external view returns (Person memory person) {
        person.id = ledger.accountOf(owner);
        uint256 word = ledger.accountWord(person.id);
        person.account = LedgerWords.unpackAccount(word);
        uint256 released = AccountWord.released(word, LedgerWords.hourOf(block.timestamp));
        person.freeNow = AccountWord.freeOf(released);
        person.withdrawable = AccountWord.ownOf(released);
        person.seatPlusOne = ledger.seatOf(person.id);
        person.nonce = ledger.nonceOf(owner);
        (person.withdrawing, person.withdrawReadyAt) = ledger.withdrawalOf(person.id);
    }

    /// @inheritdoc ILedgerLens
    function seatAt(uint256 seat) external view returns (LedgerWords.Seat memory) {
        return LedgerWords.unpackSeat(ledger.seatWord(seat));
    }

    /// @inheritdoc ILedgerLens
    function batchAt(uint256 batch) external view returns (LedgerWords.Batch memory, bytes32 commitment) {
        uint256 word;
        (word, commitment) = ledger.batchWord(batch);
        return (LedgerWords.unpackBatch(word), commitment);
    }

    /// @inheritdoc ILedgerLens
    function paramsAt(uint256 project) external view returns (LedgerWords.Params memory) {
        return LedgerWords.unpackParams(ledger.paramsOf(project));
    }

    // ------------------------------------------------------------------ draws

    /// @inheritdoc ILedgerLens
    function drawOf(uint256 batch, bytes32 seed, uint256 item)
        external
        view
        returns (uint256[] memory seats)
    {
        uint256 word = _batchWord(batch);
        uint256 draws = LedgerWords.field(_paramsOf(word), LedgerWords.DRAWS, 4);
        (uint256 drawn, uint256 count) =
            Draw.pick(Draw.wordOf(seed, item), LedgerWords.field(word, LedgerWords.N_SEATS, 16), draws, 0, 0);
        return _list(drawn, count);
    }

    /// @inheritdoc ILedgerLens
    function panelOf(uint256 batch, bytes32 panelSeed, uint256 openItem)
        external
        view
        returns (uint256[] memory seats)
    {
        uint256 word = _batchWord(batch);
        uint256 draws = LedgerWords.field(_paramsOf(word), LedgerWords.PANEL_DRAWS, 4);
        (uint256 drawn, uint256 count) =
            OpenItems.panelOf(openItem, panelSeed, LedgerWords.field(word, LedgerWords.N_SEATS, 16), draws);
        return _list(drawn, count);
    }

    // --------------------------------------------------------------- previews

    /// @inheritdoc ILedgerLens
    function previewBatch(uint256 batch, ILedgerBatches.Settlement calldata data)
        external
        view
        returns (Preview[] memory items)
    {
        uint256 word = _batchWord(batch);
        items = new Preview[](data.items.length);
        for (uint256 i = 0; i < items.length; ++i) {
            ItemReader.Item memory read = ItemReader.inBatch(ledger, word, data, i);
            items[i] = Preview({
                item: i,
                annotator: read.annotator,
                skipped: read.term == 0,
                flagged: ledger.isFlagged(batch, 1, i),
                verdict: read.verdict
            });
        }
    }

    /// @inheritdoc ILedgerLens
    function previewPanel(uint256 batch, ILedgerPanel.Open calldata open, bytes calldata votes)
        external
        view
        returns (Preview[] memory items)
    {
        uint256 word = _batchWord(batch);
        items = new Preview[](open.items.length);
        for (uint256 i = 0; i < items.length; ++i) {
            ItemReader.Item memory read = ItemReader.inPanel(ledger, word, open.seed, open.items, votes, i);
            uint256 item = OpenItems.itemOf(open.items[i]);
            items[i] = Preview({
                item: item,
                annotator: read.annotator,
                skipped: false,
                flagged: ledger.isFlagged(batch, 2, item),
                verdict: read.verdict
            });
        }
    }

    // --------------------------------------------------------------- solvency

    /// @inheritdoc ILedgerLens
    function solvency() external view returns (uint256 held, uint256 owed) {
        held = IERC20(ledger.token()).balanceOf(address(ledger));
        owed = ledger.totals().totalUnits * LedgerWords.UNIT;
    }

    /// @inheritdoc ILedgerLens
    function accountUnits(uint256 first, uint256 last) external view returns (uint256 sum) {
        for (uint256 id = first; id <= last; ++id) {
            LedgerWords.Account memory account = LedgerWords.unpackAccount(ledger.accountWord(id));
            (uint256 withdrawing,) = ledger.withdrawalOf(id);
            sum += account.free + account.locked + account.unvested + withdrawing;
        }
    }

    /// @inheritdoc ILedgerLens
    function seatUnits(uint256 first, uint256 last) external view returns (uint256 sum) {
        for (uint256 id = first; id <= last; ++id) {
            LedgerWords.Seat memory seat = LedgerWords.unpackSeat(ledger.seatWord(id));
            sum += seat.free + seat.locked + seat.unvested;
        }
    }

    /// @inheritdoc ILedgerLens
    function projectUnits(uint256 first, uint256 last) external view returns (uint256 sum) {
        for (uint256 id = first; id <= last; ++id) {
            (, uint256 balance) = ledger.projectOf(id);
            sum += balance;
        }
    }

    /// @inheritdoc ILedgerLens
    function reservedUnits(uint256 first, uint256 last) external view returns (uint256 sum) {
        for (uint256 id = first; id <= last; ++id) {
            uint256 word = _batchWord(id);
            if (LedgerWords.field(word, LedgerWords.BATCH_ID, 32) != id) continue;
            sum += LedgerWords.field(word, LedgerWords.RESERVED, 48);
        }
    }

    // ------------------------------------------------------------------ parts

    function _batchWord(uint256 batch) private view returns (uint256 word) {
        (word,) = ledger.batchWord(batch);
    }

    function _paramsOf(uint256 word) private view returns (uint256) {
        return ledger.paramsOf(LedgerWords.field(word, LedgerWords.PROJECT, 24));
    }

    function _list(uint256 drawn, uint256 count) private pure returns (uint256[] memory seats) {
        seats = new uint256[](count);
        for (uint256 d = 0; d < count; ++d) {
            seats[d] = Draw.seatAt(drawn, d);
        }
    }
}
