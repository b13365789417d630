// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {LabelLedger} from "../../src/LabelLedger.sol";
import {LabelToken} from "../../src/LabelToken.sol";
import {LedgerReview} from "../../src/LedgerReview.sol";
import {OperatorRegistry} from "../../src/OperatorRegistry.sol";
import {ILedgerAccounts} from "../../src/interfaces/ILedgerAccounts.sol";
import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {LedgerParts} from "./LedgerParts.sol";
import {Test} from "./Test.sol";

/// @dev A token, three operators of whom two must sign, a ledger, and two people with 1,000 tokens.
/// The test contract is governance and holds the rest of the supply.
abstract contract DeskTest is Test {
    uint256 internal constant ANA_KEY = 0xA11;
    uint256 internal constant BEN_KEY = 0xB0B;
    uint256 internal constant START = 1_800_000_000;
    uint256 internal constant TOKEN = 1000;
    uint256 internal constant SEAT_STAKE = 50 * TOKEN;
    uint256 internal constant UNBOND = 10 days;
    address internal constant COURT = address(0xC0);
    bytes32 internal constant SESSION_TYPEHASH = keccak256(
        "Session(address account,uint256 maxLoss,uint256 maxPerLabel,uint256 expiry,uint256 nonce)"
    );

    AccessManager internal manager;
    LabelToken internal token;
    OperatorRegistry internal registry;
    LedgerParts internal ledger;
    address internal ana;
    address internal ben;
    uint256[3] internal operatorKeys;

    function setUp() public virtual {
        vm.warp(START);
        vm.roll(1000);
        (ana, ben) = (vm.addr(ANA_KEY), vm.addr(BEN_KEY));
        manager = new AccessManager(address(this));
        token = new LabelToken(1e27);
        registry = new OperatorRegistry(address(manager), 12 days, _sortedOperators(), 2);
        ledger = newLedger(IERC20(address(token)));
        token.approve(address(ledger), type(uint256).max);
        for (uint256 i = 0; i < 2; ++i) {
            address person = i == 0 ? ana : ben;
            token.transfer(person, 1000 ether);
            vm.prank(person);
            token.approve(address(ledger), type(uint256).max);
        }
    }

    function newLedger(IERC20 held) internal returns (LedgerParts) {
        LedgerStorage.Config memory config = LedgerStorage.Config(
            held, registry, COURT, address(manager), 1 hours, uint40(SEAT_STAKE), uint40(TOKEN)
        );
        LedgerReview review = new LedgerReview(config, address(new LedgerParts(config)));
        return LedgerParts(address(new LabelLedger(config, address(review))));
    }

    // ------------------------------------------------------------------ words

    function wordOf(address owner) internal view returns (LedgerWords.Account memory) {
        return LedgerWords.unpackAccount(ledger.accountWord(ledger.accountOf(owner)));
    }

    function setWord(address owner, LedgerWords.Account memory word) internal {
        ledger.setAccountWord(ledger.accountOf(owner), LedgerWords.packAccount(word));
    }

    function seat(uint256 index) internal view returns (LedgerWords.Seat memory) {
        return LedgerWords.unpackSeat(ledger.seatWord(index));
    }

    function setSeat(uint256 index, LedgerWords.Seat memory word) internal {
        ledger.setSeatWord(index, LedgerWords.packSeat(word));
    }

    function hourNow() internal view returns (uint256) {
        return LedgerWords.hourOf(vm.getBlockTimestamp());
    }

    /// @dev Units enter the ledger as a reward that settling has credited to the account's schedule would.
    function vestTo(address owner, uint256 units, uint256 vestHours) internal {
        LedgerWords.Account memory word = wordOf(owner);
        token.transfer(address(ledger), units * LedgerWords.UNIT);
        (word.unvested, word.vestLast, word.vestRem) = (units, hourNow(), vestHours);
        setWord(owner, word);
        ledger.addUnits(units);
    }

    // --------------------------------------------------------------- messages

    function sessionOf(address owner) internal view returns (ILedgerAccounts.Session memory) {
        return ILedgerAccounts.Session(
            owner, 20 ether, 1 ether, vm.getBlockTimestamp() + 30 days, ledger.nonceOf(owner)
        );
    }

    function openSession(address owner) internal {
        ILedgerAccounts.Session memory session = sessionOf(owner);
        vm.prank(owner);
        ledger.openSession(session, "");
    }

    function hashSession(ILedgerAccounts.Session memory session) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                SESSION_TYPEHASH,
                session.account,
                session.maxLoss,
                session.maxPerLabel,
                session.expiry,
                session.nonce
            )
        );
    }

    function signSession(uint256 key, ILedgerAccounts.Session memory session)
        internal
        view
        returns (bytes memory)
    {
        return sign(key, ledger.separator(), hashSession(session));
    }

    function sign(uint256 key, bytes32 separator, bytes32 structHash) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked("\x19\x01", separator, structHash)));
        return abi.encodePacked(r, s, v);
    }

    /// @dev The first two operators sign.
    function quorumFor(bytes32 structHash) internal view returns (ILedgerBatches.Quorum memory quorum) {
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", ledger.separator(), structHash));
        for (uint256 i = 0; i < 3; ++i) {
            quorum.operators = abi.encodePacked(quorum.operators, vm.addr(operatorKeys[i]));
        }
        for (uint256 i = 0; i < 2; ++i) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(operatorKeys[i], digest);
            bytes32 vs = v == 28 ? s | bytes32(uint256(1) << 255) : s;
            quorum.signatures = abi.encodePacked(quorum.signatures, uint8(i), r, vs);
        }
    }

    /// @dev Sorts the keys by address, as the registry wants its list.
    function _sortedOperators() private returns (address[] memory list) {
        operatorKeys = [uint256(0x0A1), 0x0A2, 0x0A3];
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 j = i + 1; j < 3; ++j) {
                if (vm.addr(operatorKeys[i]) <= vm.addr(operatorKeys[j])) continue;
                (operatorKeys[i], operatorKeys[j]) = (operatorKeys[j], operatorKeys[i]);
            }
        }
        list = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            list[i] = vm.addr(operatorKeys[i]);
        }
    }
}
