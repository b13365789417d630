// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {ILedgerPanel} from "../../src/interfaces/ILedgerPanel.sol";
import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Draw} from "../../src/libraries/Draw.sol";
import {OpenItems} from "../../src/libraries/OpenItems.sol";
import {Verdict} from "../../src/libraries/Verdict.sol";
import {BatchLedger} from "./BatchLedger.sol";
import {BatchTest} from "./BatchTest.sol";
import {ReviewLedger} from "./ReviewLedger.sol";
import {Vm} from "./Vm.sol";

/// @dev Takes a batch to its later rounds. This contract is the court.
abstract contract ReviewTest is BatchTest {
    /// @dev What is known of a batch after round one.
    struct Review {
        uint256 id;
        ILedgerPanel.Open data;
        bytes votes;
    }

    uint256 internal constant ANNOTATORS = 4;
    uint256 internal constant FIRST_ACCOUNT = 10;
    uint256 internal constant FIRST_VALIDATOR = 100;
    uint256 internal constant SEATS = 20;

    ReviewLedger internal review;

    function setUp() public virtual override {
        super.setUp();
        prepareAccounts(FIRST_ACCOUNT, ANNOTATORS);
        prepareSeats(SEATS, FIRST_VALIDATOR);
    }

    function newLedger(LedgerStorage.Config memory config) internal virtual override returns (BatchLedger) {
        review = new ReviewLedger(config);
        return review;
    }

    // ------------------------------------------------------------------ votes

    /// @dev Gives draws 0, 1, .. of an item these votes.
    function voteAll(Plan memory plan, uint256 item, uint8[4] memory codes) internal view {
        for (uint256 d = 0; d < 4; ++d) {
            vote(plan, item, d, codes[d]);
        }
    }

    function voteUnanimously(Plan memory plan, uint256 code) internal view {
        for (uint256 t = 0; t < plan.items.length; ++t) {
            voteAll(plan, t, [uint8(code), uint8(code), uint8(code), uint8(code)]);
        }
    }

    /// @dev Votes that leave an item open: two against two.
    function tie(Plan memory plan, uint256 item) internal view {
        voteAll(plan, item, [1, 1, 2, 2]);
    }

    /// @dev Sets the code of one draw of the panel of the open item at `index`.
    function votePanel(Review memory open, uint256 index, uint256 draw, uint256 code) internal view {
        uint256 place = index * LedgerWords.voteBytes(rules.panelDraws) + draw / 4;
        uint256 old = uint8(open.votes[place]) & ~(3 << (2 * (draw % 4)));
        open.votes[place] = bytes1(uint8(old | (code << (2 * (draw % 4)))));
    }

    /// @dev The first `approve` draws of the panel approve, the next `reject` ones reject.
    function votePanelHeads(Review memory open, uint256 index, uint256 approve, uint256 reject)
        internal
        view
    {
        for (uint256 d = 0; d < rules.panelDraws; ++d) {
            uint256 code =
                d < approve ? Verdict.APPROVE : d < approve + reject ? Verdict.REJECT : Verdict.NONE;
            votePanel(open, index, d, code);
        }
    }

    // ------------------------------------------------------------------ steps

    /// @dev A locked batch of `items`, all approved unless votes are changed.
    function lockedPlan(uint256 items) internal returns (Plan memory plan) {
        plan = planOf(items, FIRST_ACCOUNT, ANNOTATORS);
        lock(plan);
        voteUnanimously(plan, Verdict.APPROVE);
    }

    /// @dev Settles a proposed batch of which something stays open.
    function settleOpen(Plan memory plan) internal returns (Review memory open) {
        open.id = plan.id;
        (, open.data.settled) = ledger.batchWord(plan.id);
        open.data.seed = plan.seed;
        vm.recordLogs();
        settle(plan);
        open.data.items = lastItems(ILedgerBatches.BatchSettled.selector);
        open.data.seedBlock = vm.getBlockNumber() + LedgerWords.SEED_DELAY;
        open.votes = new bytes(open.data.items.length * LedgerWords.voteBytes(rules.panelDraws));
    }

    function proposePanel(Review memory open) internal {
        vm.roll(open.data.seedBlock + 1);
        bytes32 seed = panelSeedOf(open);
        review.proposePanel(open.id, escalatedOf(open.data), seed, open.votes, signed(panelHash(open)));
        open.data.seed = seed;
    }

    /// @dev Resolves a proposed panel at the end of its window; `openItems` becomes what is left.
    function resolvePanel(Review memory open) internal {
        vm.warp(batchAt(open.id).end);
        vm.recordLogs();
        review.resolvePanel(open.id, open.data, open.votes);
        open.data.items = lastItems(ILedgerPanel.PanelResolved.selector);
    }

    /// @dev Hands the items to the experts after the operators were silent.
    function skipPanel(Review memory open) internal {
        vm.warp(batchAt(open.id).end + 1);
        vm.recordLogs();
        review.skipPanel(open.id, open.data, 0);
        open.data.items = lastItems(ILedgerPanel.PanelResolved.selector);
    }

    /// @dev What a panel is proposed with: of the items only their hash.
    function escalatedOf(ILedgerPanel.Open memory open)
        internal
        pure
        returns (ILedgerPanel.Escalated memory)
    {
        bytes32 itemsHash = keccak256(abi.encodePacked(open.items));
        return ILedgerPanel.Escalated(open.settled, open.seed, open.seedBlock, itemsHash);
    }

    function panelSeedOf(Review memory open) internal view returns (bytes32) {
        return Draw.panelSeedOf(open.data.seed, blockhash(open.data.seedBlock));
    }

    function panelHash(Review memory open) internal view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("Panel(uint256 batch,bytes32 openHash,bytes32 votesHash,bytes32 seed)"),
                open.id,
                keccak256(abi.encodePacked(open.data.items)),
                keccak256(open.votes),
                panelSeedOf(open)
            )
        );
    }

    /// @dev The seats of the panel of the open item at `index`, once the panel's seed is known.
    function panelSeats(Review memory open, uint256 index) internal view returns (uint256[] memory seats) {
        (uint256 drawn, uint256 count) = OpenItems.panelOf(
            open.data.items[index], open.data.seed, batchAt(open.id).nSeats, rules.panelDraws
        );
        seats = new uint256[](count);
        for (uint256 d = 0; d < count; ++d) {
            seats[d] = Draw.seatAt(drawn, d);
        }
    }

    /// @dev The words in the last event with this topic.
    function lastItems(bytes32 topic) internal returns (uint256[] memory items) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = logs.length; i > 0; --i) {
            if (logs[i - 1].topics[0] == topic) return abi.decode(logs[i - 1].data, (uint256[]));
        }
        revert("no such event");
    }

    // ---------------------------------------------------------------- balances

    /// @dev Every unit that the test's people, seats, projects and funds hold.
    function unitsHeld() internal view returns (uint256 sum) {
        for (uint256 i = 0; i < ANNOTATORS; ++i) {
            LedgerWords.Account memory account = accountAt(FIRST_ACCOUNT + i);
            sum += account.free + account.locked + account.unvested;
        }
        for (uint256 i = 0; i < SEATS; ++i) {
            LedgerWords.Seat memory seat = seatAt(i);
            sum += seat.free + seat.locked + seat.unvested;
        }
        for (uint256 id = 1; id < ledger.nextBatch(); ++id) {
            sum += batchAt(id).reserved;
        }
        sum += balanceOf() + review.disputeFund() + ledger.sponsorFund();
    }
}
