// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

import {LabelLedger} from "../../src/LabelLedger.sol";
import {LedgerDesk} from "../../src/LedgerDesk.sol";
import {LedgerReview} from "../../src/LedgerReview.sol";
import {ILabelLedger} from "../../src/interfaces/ILabelLedger.sol";
import {ILedgerErrors} from "../../src/interfaces/ILedgerErrors.sol";
import {LedgerFront} from "../../src/ledger/LedgerFront.sol";
import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {DeskTest} from "../base/DeskTest.sol";
import {LedgerParts} from "../base/LedgerParts.sol";

/// @dev The ledger's storage, the code of its parts.
contract LedgerFrontTest is DeskTest {
    function test_deskRunsInTheLedgersStorageOnly() public {
        ledger.deposit(ana, 5 * TOKEN);
        LedgerParts review = LedgerParts(LedgerFront(address(ledger)).nextPart());
        LedgerParts desk = LedgerParts(LedgerFront(address(review)).nextPart());
        assertEq(ledger.accountOf(ana), 1, "in the ledger");
        assertEq(review.accountOf(ana) + desk.accountOf(ana), 0, "not in its parts");
        assertEq(
            token.balanceOf(address(review)) + token.balanceOf(address(desk)), 0, "no tokens in its parts"
        );
    }

    function test_messagesAreSignedForTheLedgerNotTheDesk() public view {
        bytes32 expected = keccak256(
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
        assertTrue(ledger.separator() == expected, "domain of the ledger");
    }

    function test_etherIsRefusedByEveryPart() public {
        (bool done,) = address(ledger).call{value: 1}("");
        assertTrue(!done, "by the ledger");
        (done,) = LedgerFront(address(ledger)).nextPart().call{value: 1}("");
        assertTrue(!done, "by the review");
    }

    function test_answersAndErrorsComeThrough() public {
        assertEq(ledger.deposit(ana, TOKEN), 1, "answer");
        vm.expectRevert(abi.encodeWithSelector(ILedgerErrors.Insufficient.selector, TOKEN, 2 * TOKEN));
        vm.prank(ana);
        ledger.requestWithdraw(2 * TOKEN);
    }

    function test_severalCallsInOneTransactionAreTheCallers() public {
        ledger.deposit(ana, 5 * TOKEN);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(ledger.requestWithdraw, (TOKEN));
        calls[1] = abi.encodeCall(ledger.requestWithdraw, (2 * TOKEN));
        vm.prank(ana);
        Multicall(address(ledger)).multicall(calls);
        uint256 word = ILabelLedger(address(ledger)).accountWord(1);
        assertEq(LedgerWords.unpackAccount(word).free, 2 * TOKEN, "both were hers");
    }

    function test_viewsTellWhatTheLedgerWasMadeWith() public view {
        ILabelLedger made = ILabelLedger(address(ledger));
        assertEq(made.token(), address(token), "token");
        assertEq(made.registry(), address(registry), "registry");
        assertEq(made.court(), COURT, "court");
        assertEq(made.minWindow(), 1 hours, "shortest window");
    }

    function test_deskMustHaveCode() public {
        vm.expectRevert(ILedgerErrors.ZeroAddress.selector);
        new LabelLedger(configOf(address(token), 1 hours), ana);
    }

    function test_thereMustBeAToken() public {
        vm.expectRevert(ILedgerErrors.ZeroAddress.selector);
        new LabelLedger(configOf(address(0), 1 hours), address(ledger));
    }

    function test_shortestWindowIsFromASecondToAnHour() public {
        uint256[2] memory refused = [uint256(0), 1 hours + 1];
        for (uint256 i = 0; i < refused.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ILedgerErrors.OutOfBounds.selector, bytes32("minWindow"), refused[i])
            );
            new LabelLedger(configOf(address(token), refused[i]), address(ledger));
        }
        assertEq(new LedgerDesk(configOf(address(token), 1)).minWindow(), 1, "a second");
    }

    function test_partsAgreeOnTokenAndShortestWindow() public {
        LedgerDesk desk = new LedgerDesk(configOf(address(token), 1 hours));
        new LedgerReview(configOf(address(token), 1 hours), address(desk));
        vm.expectRevert(ILedgerErrors.BadData.selector);
        new LedgerReview(configOf(ana, 1 hours), address(desk));
        vm.expectRevert(ILedgerErrors.BadData.selector);
        new LedgerReview(configOf(address(token), 1), address(desk));
    }

    function configOf(address money, uint256 minWindow) private view returns (LedgerStorage.Config memory) {
        return LedgerStorage.Config(
            IERC20(money), registry, COURT, address(manager), minWindow, uint40(SEAT_STAKE), 0
        );
    }
}
