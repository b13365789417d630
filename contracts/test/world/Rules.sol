// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../../src/ledger/LedgerWords.sol";

/// @dev The rules of docs/contracts.md once more, in arrays and structs, sharing no code with the contracts: what the
/// invariants hold the ledger to.
library Rules {
    /// @dev A vote in a round: the seat, who holds it, its class, and 0 none, 1 approve, 2 reject, 3 unsure.
    struct Vote {
        uint256 seat;
        uint256 class;
        uint256 code;
        bool eligible;
    }

    /// @dev The seats drawn for an item: random numbers pick among the seats that were not picked yet.
    function draw(bytes32 seed, uint256 item, uint256 seats, uint256 draws, bool[] memory gone)
        internal
        pure
        returns (uint256[] memory drawn)
    {
        uint256 left;
        for (uint256 i = 0; i < seats; ++i) {
            if (!gone[i]) ++left;
        }
        drawn = new uint256[](draws < left ? draws : left);
        uint256 word = uint256(keccak256(abi.encode(seed, item)));
        for (uint256 d = 0; d < drawn.length; ++d) {
            uint256 nth = (((word >> (32 * d)) % (1 << 32)) * (left - d)) >> 32;
            uint256 seat;
            while (gone[seat] || nth > 0) {
                if (!gone[seat]) --nth;
                ++seat;
            }
            gone[seat] = true;
            drawn[d] = seat;
        }
    }

    function isEligible(LedgerWords.Seat memory seat, uint256 lockBlock, uint256 annotator)
        internal
        pure
        returns (bool)
    {
        if (seat.owner == 0 || seat.owner == annotator) return false;
        return seat.leaving == 1 ? seat.joinedBlock > lockBlock : seat.joinedBlock <= lockBlock;
    }

    function classIn(LedgerWords.Seat memory seat, uint256 present, uint256 wanted)
        internal
        pure
        returns (uint256)
    {
        if (seat.epoch == present) return wanted == present ? seat.classNow : seat.classBefore;
        if (seat.epoch == wanted) return seat.classNow;
        return 16 * seat.good / (seat.all + 2);
    }

    function weight(uint256 class) internal pure returns (uint256) {
        uint8[16] memory weights = [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 7, 9, 14];
        return weights[class];
    }

    function premium(uint256 reward, uint256 class) internal pure returns (uint256) {
        return reward * (34 + 4 * class) / 64;
    }

    /// @dev 0 open, 1 accepted, 2 rejected.
    function verdict(Vote[] memory votes, uint256 minVotes, uint256 thresholdBp)
        internal
        pure
        returns (uint256)
    {
        uint256[4] memory heads;
        uint256[4] memory weights;
        uint256 eligible;
        for (uint256 i = 0; i < votes.length; ++i) {
            if (!votes[i].eligible) continue;
            ++eligible;
            ++heads[votes[i].code];
            weights[votes[i].code] += weight(votes[i].class);
        }
        uint256 needed = minVotes < eligible ? minVotes : eligible;
        if (needed < 2) needed = 2;
        if (heads[1] + heads[2] < needed) return 0;
        uint256 both = (weights[1] + weights[2]) * thresholdBp;
        if (heads[1] >= heads[2] + 1 && weights[1] * 10_000 >= both) return 1;
        if (heads[2] >= heads[1] + 1 && weights[2] * 10_000 >= both) return 2;
        return 0;
    }
}
