// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ILabelLedger} from "../../src/interfaces/ILabelLedger.sol";
import {ILedgerAccounts} from "../../src/interfaces/ILedgerAccounts.sol";
import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {LabelLedger} from "../../src/LabelLedger.sol";
import {LabelToken} from "../../src/LabelToken.sol";
import {LedgerDesk} from "../../src/LedgerDesk.sol";
import {LedgerLens} from "../../src/LedgerLens.sol";
import {LedgerReview} from "../../src/LedgerReview.sol";
import {OperatorRegistry} from "../../src/OperatorRegistry.sol";
import {ReviewCourt} from "../../src/ReviewCourt.sol";
import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Test} from "../base/Test.sol";

/// @dev All contracts as they are deployed, with people, seats, projects, operators and experts that have keys. This
/// contract is governance.
abstract contract World is Test {
    uint256 internal constant START = LedgerWords.TIME_ZERO + 400 days;
    uint256 internal constant PEOPLE = 11;
    /// @dev People from here on hold seats.
    uint256 internal constant FIRST_VALIDATOR = 3;
    uint256 internal constant SEAT_STAKE = 20_000;
    uint256 internal constant EXPIRY_PENALTY = 5000;
    uint256 internal constant PROJECTS = 2;

    LabelToken internal token;
    OperatorRegistry internal registry;
    AccessManager internal manager;
    ILabelLedger internal ledger;
    ReviewCourt internal court;
    LedgerLens internal lens;

    uint256[3] internal operatorKeys;
    bytes internal operatorList;
    bytes internal expertList;
    /// @dev Time and height; every step sets them again, whatever forge does between calls.
    uint256 internal clock = START;
    uint256 internal height = 1000;

    function buildWorld() internal {
        vm.warp(clock);
        vm.roll(height);
        token = new LabelToken(1e27);
        manager = new AccessManager(address(this));
        registry = new OperatorRegistry(address(manager), 12 days, _sortedOperators(), 2);
        LedgerStorage.Config memory config = LedgerStorage.Config({
            token: IERC20(address(token)),
            registry: registry,
            court: address(0),
            authority: address(manager),
            minWindow: 1 hours,
            seatStake: uint40(SEAT_STAKE),
            expiryPenalty: uint40(EXPIRY_PENALTY)
        });
        address desk = address(new LedgerDesk(config));
        ledger =
            ILabelLedger(payable(address(new LabelLedger(config, address(new LedgerReview(config, desk))))));
        court = new ReviewCourt(ledger, address(manager), 3000, 4000);
        lens = new LedgerLens(ledger);
        ledger.setCourt(address(court));
        for (uint256 i = 0; i < 3; ++i) {
            expertList = bytes.concat(expertList, bytes20(vm.addr(expertKey(i))));
        }
        court.setExperts(expertList, 2);
        token.approve(address(ledger), type(uint256).max);
        _buildProjects();
        _buildPeople();
    }

    function rulesOf(uint256 project) internal pure returns (LedgerWords.Params memory rules) {
        rules = LedgerWords.Params({
            labelStake: 1000,
            annotatorSlash: 500,
            annotatorReward: 100,
            validatorReward: 30,
            validatorSlash: 200,
            thresholdBp: 6666,
            draws: 3,
            minVotes: 2,
            panelDraws: 3,
            panelMinVotes: 2,
            windowMinutes: 60,
            vestHours: 48
        });
        if (project == 1) return rules;
        (rules.labelStake, rules.annotatorSlash) = (333, 333);
        (rules.validatorReward, rules.validatorSlash) = (7, 101);
        (rules.draws, rules.minVotes, rules.panelDraws, rules.panelMinVotes) = (4, 3, 5, 3);
        (rules.windowMinutes, rules.vestHours, rules.thresholdBp) = (600, 672, 7500);
    }

    // ------------------------------------------------------------------ people

    function personKey(uint256 index) internal pure returns (uint256) {
        return 0xbee00 + index;
    }

    function person(uint256 index) internal pure returns (address) {
        return vm.addr(personKey(index));
    }

    function expertKey(uint256 index) internal pure returns (uint256) {
        return 0xe4be00 + index;
    }

    function openSession(uint256 index, uint256 maxLossSteps, uint256 perLabelSteps, uint256 expiry)
        internal
    {
        ILedgerAccounts.Session memory session = ILedgerAccounts.Session({
            account: person(index),
            maxLoss: maxLossSteps * LedgerWords.SESSION_STEP * LedgerWords.UNIT,
            maxPerLabel: perLabelSteps * LedgerWords.SESSION_STEP * LedgerWords.UNIT,
            expiry: expiry,
            nonce: ledger.nonceOf(person(index))
        });
        vm.prank(person(index));
        ledger.openSession(session, "");
    }

    // -------------------------------------------------------------- signatures

    /// @dev Signatures of all operators but one.
    function quorum(bytes32 structHash, uint256 silent) internal view returns (ILedgerBatches.Quorum memory) {
        bytes memory signatures;
        for (uint256 i = 0; i < 3; ++i) {
            if (i == silent % 3) continue;
            signatures = bytes.concat(signatures, operatorSignature(i, structHash));
        }
        return ILedgerBatches.Quorum(operatorList, signatures);
    }

    function operatorSignature(uint256 index, bytes32 structHash) internal view returns (bytes memory) {
        bytes32 digest = digestOf("LabelLedger", address(ledger), structHash);
        return abi.encodePacked(uint8(index), compact(operatorKeys[index], digest));
    }

    function compact(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
    }

    function digestOf(string memory name, address verifier, bytes32 structHash)
        internal
        view
        returns (bytes32)
    {
        bytes32 separator = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256(bytes(name)),
                keccak256("1"),
                block.chainid,
                verifier
            )
        );
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }

    // ------------------------------------------------------------------- clock

    function pass(uint256 time) internal {
        clock += time;
        vm.warp(clock);
    }

    function mine(uint256 blocks) internal {
        height += blocks;
        vm.roll(height);
    }

    function tick() internal {
        vm.warp(clock);
        vm.roll(height);
    }

    // ------------------------------------------------------------------ reading

    function idOf(uint256 index) internal pure returns (uint256) {
        return index + 1;
    }

    function accountAt(uint256 id) internal view returns (LedgerWords.Account memory) {
        return LedgerWords.unpackAccount(ledger.accountWord(id));
    }

    function seatAt(uint256 seat) internal view returns (LedgerWords.Seat memory) {
        return LedgerWords.unpackSeat(ledger.seatWord(seat));
    }

    function batchAt(uint256 batch) internal view returns (LedgerWords.Batch memory) {
        (uint256 word,) = ledger.batchWord(batch);
        return LedgerWords.unpackBatch(word);
    }

    // ---------------------------------------------------------------- building

    function _buildProjects() private {
        for (uint256 i = 1; i <= PROJECTS; ++i) {
            ledger.createProject(rulesOf(i));
            ledger.fundProject(i, 200_000);
        }
        for (uint256 i = 0; i < 3; ++i) {
            ledger.depositBond(vm.addr(operatorKeys[i]), 30_000);
        }
        ledger.fundSponsorship(50_000);
    }

    /// @dev Account ids are given in this order, so person i has account i + 1.
    function _buildPeople() private {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            ledger.deposit(person(i), 40_000);
            openSession(i, 1500, 200, clock + 60 days);
            if (i < FIRST_VALIDATOR) continue;
            vm.prank(person(i));
            ledger.takeSeat(SEAT_STAKE);
        }
    }

    function _sortedOperators() private returns (address[] memory list) {
        uint256[3] memory keys = [uint256(0x0a1), 0x0a2, 0x0a3];
        list = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 j = i + 1; j < 3; ++j) {
                if (vm.addr(keys[j]) < vm.addr(keys[i])) (keys[i], keys[j]) = (keys[j], keys[i]);
            }
            list[i] = vm.addr(keys[i]);
            operatorKeys[i] = keys[i];
            operatorList = bytes.concat(operatorList, bytes20(list[i]));
        }
    }
}
