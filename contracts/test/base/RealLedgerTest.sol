// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {LabelLedger} from "../../src/LabelLedger.sol";
import {LedgerDesk} from "../../src/LedgerDesk.sol";
import {LedgerReview} from "../../src/LedgerReview.sol";
import {OperatorRegistry} from "../../src/OperatorRegistry.sol";
import {ILabelLedger} from "../../src/interfaces/ILabelLedger.sol";
import {IOperatorRegistry} from "../../src/interfaces/IOperatorRegistry.sol";
import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {BatchLedger} from "./BatchLedger.sol";
import {ReviewLedger} from "./ReviewLedger.sol";
import {ReviewTest} from "./ReviewTest.sol";

/// @dev Where the ledger keeps what has no setter.
contract LedgerSlots is LedgerStorage {
    constructor(Config memory config) LedgerStorage(config) {}

    function slots()
        external
        pure
        returns (uint256 shared, uint256 accounts, uint256 seats, uint256 batches)
    {
        assembly {
            shared := _registry.slot
            accounts := _accounts.slot
            seats := _seats.slot
            batches := _batches.slot
        }
    }
}

/// @dev The same tests' tools over the ledger as it is deployed, with a real registry. Words are put into its storage.
abstract contract RealLedgerTest is ReviewTest {
    uint256 private constant SEAT_COUNT_SHIFT = 232;

    uint256 private sharedSlot;
    uint256 private accountsSlot;
    uint256 private seatsSlot;
    uint256 private batchesSlot;

    function newRegistry() internal override returns (IOperatorRegistry) {
        address[] memory list = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            list[i] = vm.addr(keys[i]);
        }
        return new OperatorRegistry(address(this), 12 days, list, 2);
    }

    function newLedger(LedgerStorage.Config memory config) internal override returns (BatchLedger) {
        (sharedSlot, accountsSlot, seatsSlot, batchesSlot) = new LedgerSlots(config).slots();
        address desk = address(new LedgerDesk(config));
        address real = address(new LabelLedger(config, address(new LedgerReview(config, desk))));
        review = ReviewLedger(real);
        config.token.approve(real, type(uint256).max);
        return BatchLedger(real);
    }

    function real() internal view returns (ILabelLedger) {
        return ILabelLedger(address(ledger));
    }

    function prepareProject() internal override {
        for (uint256 id = 1; id <= PROJECT; ++id) {
            real().createProject(rules);
        }
        real().fundProject(PROJECT, 1e11);
    }

    function putAccount(uint256 account, uint256 word) internal override {
        put(accountsSlot + account, word);
    }

    function putSeat(uint256 seat, uint256 word) internal override {
        put(seatsSlot + seat, word);
    }

    function putSeatCount(uint256 count) internal override {
        uint256 word = uint256(vm.load(address(ledger), bytes32(sharedSlot)));
        put(sharedSlot, LedgerWords.withField(word, SEAT_COUNT_SHIFT, 16, count));
    }

    /// @dev Makes the batch's ring slot look used before.
    function useRingSlot(uint256 batch) internal {
        uint256 slot = batchesSlot + 2 * (batch % LedgerWords.RING);
        put(slot, LedgerWords.STATE_CLOSED << LedgerWords.STATE);
        put(slot + 1, uint256(keccak256("an old commitment")));
    }

    function nextBatch() internal view override returns (uint256) {
        return real().totals().nextBatch;
    }

    function separator() internal view override returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("LabelLedger"),
                keccak256("1"),
                block.chainid,
                address(ledger)
            )
        );
    }

    function put(uint256 slot, uint256 word) private {
        vm.store(address(ledger), bytes32(slot), bytes32(word));
    }
}
