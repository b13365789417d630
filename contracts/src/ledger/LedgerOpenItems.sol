// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Applier} from "../libraries/Applier.sol";
import {OpenItems} from "../libraries/OpenItems.sol";
import {Payments} from "../libraries/Payments.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LedgerWords} from "./LedgerWords.sol";

/// @title LedgerOpenItems
/// @notice What the settlement and whatever comes after it share: paying who was counted, closing, and what a batch with
/// open items commits to, whoever decides them: a panel, experts, or nobody.
/// @dev As in LedgerSettlement, what happens to a person is counted in memory first and written once. The batch's own
/// data are not needed any more: an open item's words name everybody.
abstract contract LedgerOpenItems is LedgerStorage {
    /// @dev Where the court keeps how flagged items ended: two bits each, after the flags of rounds 1 and 2.
    uint256 private constant OUTCOME_KEY = 3 * 256;

    /// @dev What is the same whoever decides open items.
    function _begin(Applier.Round memory round, uint256 word, uint256 items) internal view {
        round.params = _paramsOf(word);
        (round.epochNow, round.hour) = (_epoch(), _hour());
        uint256 size = 1;
        while (size < items && size < LedgerWords.MAX_ANNOTATORS) size *= 2;
        round.annotators = new uint256[](size);
        round.annotatorCount = size;
        round.seats = new uint256[](LedgerWords.field(word, LedgerWords.N_SEATS, 16));
    }

    /// @dev The rules of a batch's project.
    function _paramsOf(uint256 batchWord) internal view returns (uint256) {
        return _projects[LedgerWords.field(batchWord, LedgerWords.PROJECT, 24)].params;
    }

    /// @dev Pays everybody who was counted.
    /// @param left How many items stay open.
    /// @return The batch word, of which what is not kept for those items has gone back to the project.
    function _pay(uint256 word, Applier.Round memory round, uint256 left) internal returns (uint256) {
        Payments.pay(round, _accounts, _seats);
        if (round.repaid > 0) _sponsorFund += uint40(round.repaid);
        uint256 kept = left * LedgerWords.reservePerItem(round.params);
        uint256 back = LedgerWords.field(word, LedgerWords.RESERVED, 48) - round.paid - kept + round.dust;
        _projects[LedgerWords.field(word, LedgerWords.PROJECT, 24)].balance += uint64(back);
        word = LedgerWords.withField(word, LedgerWords.RESERVED, 48, kept);
        return LedgerWords.withField(word, LedgerWords.OPEN, 16, left);
    }

    /// @dev Ends a batch; its commitment is again what was settled.
    function _close(BatchSlot storage slot, uint256 word, bytes32 settled) internal {
        slot.word = LedgerWords.withField(word, LedgerWords.STATE, 4, LedgerWords.STATE_CLOSED);
        slot.commitment = settled;
    }

    // --------------------------------------------------------------- outcomes

    /// @dev Keeps how an item ended, if the court flagged it.
    /// @param first The item's first word.
    function _recordOutcome(uint256 batch, uint256 first, uint256 outcome) internal {
        if (!OpenItems.isFlagged(first)) return;
        uint256 item = OpenItems.itemOf(first);
        _flags[batch][OUTCOME_KEY + item / 128] |= outcome << (2 * (item % 128));
    }

    /// @dev How a flagged item ended; 0 while it is open.
    function _outcomeOf(uint256 batch, uint256 item) internal view returns (uint256) {
        return (_flags[batch][OUTCOME_KEY + item / 128] >> (2 * (item % 128))) & 3;
    }

    // ------------------------------------------------------------ commitments

    /// @dev What is committed while items wait for a panel.
    function _escalatedHash(bytes32 settled, bytes32 seed, uint256 seedBlock, bytes32 itemsHash)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(settled, seed, seedBlock, itemsHash));
    }

    /// @dev What is committed while items wait for experts.
    function _expertsHash(bytes32 settled, bytes32 seed, bytes32 itemsHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(settled, seed, itemsHash));
    }

    /// @dev The hash of an array of words.
    function _wordsHash(uint256[] calldata words) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(words));
    }
}
