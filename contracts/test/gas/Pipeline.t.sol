// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerPanel} from "../../src/interfaces/ILedgerPanel.sol";
import {Verdict} from "../../src/libraries/Verdict.sol";
import {GasTest} from "../base/GasTest.sol";
import {Vm} from "../base/Vm.sol";

/// @dev One transaction per cycle, under one set of signatures: it settles the batch before last, proposes the last one
/// and locks the next. With panels it also resolves and proposes those of earlier batches.
contract PipelineGasTest is GasTest {
    uint256 private constant ITEMS = 200;
    /// @dev Items per batch that round one leaves open.
    uint256 private constant TIES = 20;

    function test_pipelined() public {
        prepareCommunity(20, 40);
        uint256 perCycle = pipeline(0);
        check("pipelined_200", perCycle / ITEMS);
    }

    /// @dev What a tie costs beyond an item that round one decides, when its panel takes part in the next cycles.
    function test_escalated() public {
        prepareCommunity(20, 40);
        uint256 withPanels = pipeline(TIES);
        prepareCommunity(20, 40);
        check("escalated", (withPanels - pipeline(0)) / TIES);
    }

    /// @dev Runs cycles until every kind of call is in one transaction; returns its gas.
    function pipeline(uint256 ties) private returns (uint256) {
        Plan[] memory plans = new Plan[](8);
        Review[] memory panels = new Review[](8);
        for (uint256 cycle = 0; cycle < 8; ++cycle) {
            plans[cycle] = newPlan(ITEMS, 20);
            bytes[] memory calls = callsOf(plans, panels, cycle, ties > 0);
            vm.recordLogs();
            ledger.operate(calls, signed(operationHash(calls)));
            lastGas = vm.lastCallGas().gasTotalUsed;
            continueWith(plans, panels, cycle, ties);
        }
        return lastGas;
    }

    function callsOf(Plan[] memory plans, Review[] memory panels, uint256 cycle, bool withPanels)
        private
        view
        returns (bytes[] memory calls)
    {
        uint256 count =
            (cycle < 2 ? cycle + 1 : 3) + (withPanels ? (cycle < 3 ? 0 : cycle < 4 ? 1 : 2) : 0);
        calls = new bytes[](count);
        uint256 next;
        if (withPanels && cycle >= 4) {
            Review memory old = panels[cycle - 4];
            calls[next++] = abi.encodeCall(ILedgerPanel.resolvePanel, (old.id, old.data, old.votes));
        }
        if (cycle >= 2) {
            Plan memory plan = plans[cycle - 2];
            calls[next++] = abi.encodeCall(ledger.settleBatch, (plan.id, settlementOf(plan)));
        }
        if (withPanels && cycle >= 3) {
            Review memory open = panels[cycle - 3];
            calls[next++] = abi.encodeCall(
                ILedgerPanel.proposePanel,
                (open.id, escalatedOf(open.data), panelSeedOf(open), open.votes, none())
            );
        }
        if (cycle >= 1) {
            Plan memory plan = plans[cycle - 1];
            calls[next++] = abi.encodeCall(
                ledger.proposeBatch, (plan.id, innerOf(plan), plan.secret, plan.seed, plan.votes, none())
            );
        }
        calls[next] = abi.encodeCall(ledger.lockBatch, (plans[cycle].id, lockRequest(plans[cycle]), none()));
    }

    /// @dev Casts the votes of the batch just locked and of the panel just opened; half a day passes.
    function continueWith(Plan[] memory plans, Review[] memory panels, uint256 cycle, uint256 ties) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        (,, plans[cycle].terms) = abi.decode(logs[logs.length - 1].data, (bytes32, bytes32, bytes));
        plans[cycle].seed = seedOf(plans[cycle]);
        castVotes(plans[cycle], ties);
        if (ties > 0 && cycle >= 2) {
            openPanel(plans[cycle - 2], panels[cycle - 2], logs[cycle >= 4 ? 1 : 0].data);
        }
        if (ties > 0 && cycle >= 3) panels[cycle - 3].data.seed = panelSeedOf(panels[cycle - 3]);
        vm.warp(vm.getBlockTimestamp() + 12 hours);
        passSeedBlock();
    }

    function openPanel(Plan memory plan, Review memory panel, bytes memory settled) private view {
        panel.id = plan.id;
        panel.data.settled = keccak256(abi.encode(innerOf(plan), keccak256(plan.votes), plan.seed));
        panel.data.seed = plan.seed;
        panel.data.items = abi.decode(settled, (uint256[]));
        panel.data.seedBlock = vm.getBlockNumber() + 4;
        require(panel.data.items.length == TIES);
        panel.votes = new bytes(TIES * 2);
        for (uint256 i = 0; i < TIES; ++i) {
            votePanelHeads(panel, i, 5, 1);
        }
    }
}
