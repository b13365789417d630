// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Vm} from "../base/Vm.sol";
import {PeopleActions} from "./PeopleActions.sol";
import {Rules} from "./Rules.sol";

/// @dev What operators and keepers do to batches up to their settlement.
abstract contract BatchActions is PeopleActions {
    uint256 private constant MAX_ANNOTATORS = 5;
    uint256 private constant MAX_ITEMS = 7;

    /// @dev Locks a batch of random items of random people.
    function lock(uint256 random, uint256 project) external {
        tick();
        project = 1 + project % PROJECTS;
        uint256 batch = ledger.totals().nextBatch;
        Run storage run = runs[batch];
        run.project = project;
        run.labelsRoot = keccak256(abi.encode("labels", random));
        run.secret = keccak256(abi.encode("secret", random));
        (run.annotators, run.items) = _items(random);
        uint256 most = run.items.length * LedgerWords.reservePerItem(ledger.paramsOf(project));
        (, uint256 balance) = ledger.projectOf(project);
        if (balance < most) ledger.fundProject(project, most);

        ILedgerBatches.LockRequest memory request = ILedgerBatches.LockRequest({
            project: project,
            labelsRoot: run.labelsRoot,
            secretHash: keccak256(abi.encode(run.secret)),
            annotators: run.annotators,
            items: run.items
        });
        LedgerWords.Account[] memory before = new LedgerWords.Account[](PEOPLE + 1);
        for (uint256 id = 1; id <= PEOPLE; ++id) {
            before[id] = accountAt(id);
        }
        bytes32 hash = _lockHash(batch, request);
        _expectQuorumNeeded(batch, request, hash);
        vm.recordLogs();
        ledger.lockBatch(batch, request, quorum(hash, random));
        run.terms = _lastBytes(ILedgerBatches.BatchLocked.selector);
        liveBatches.push(batch);
        _noteLock(batch, before);
    }

    /// @dev I14: one signature, twice the same, or one over something else is not enough.
    function _expectQuorumNeeded(uint256 batch, ILedgerBatches.LockRequest memory request, bytes32 hash)
        private
    {
        bytes memory one = operatorSignature(0, hash);
        bytes[3] memory tries =
            [one, bytes.concat(one, one), bytes.concat(one, operatorSignature(1, keccak256("other")))];
        for (uint256 i = 0; i < 3; ++i) {
            try ledger.lockBatch(batch, request, ILedgerBatches.Quorum(operatorList, tries[i])) {
                revert("I14: locked without a quorum");
            } catch {}
        }
    }

    /// @dev Who could cover the items is locked, in full and within the session; the others are untouched.
    function _noteLock(uint256 batch, LedgerWords.Account[] memory before) private {
        Run storage run = runs[batch];
        uint256 stake = rulesOf(run.project).labelStake;
        for (uint256 t = 0; t < run.items.length; ++t) {
            if (termOf(batch, t) == 0) continue;
            atStake[annotatorOf(batch, t)] += stake;
            ++lockedItems;
        }
        uint256 hour = (clock - LedgerWords.TIME_ZERO) / 1 hours;
        for (uint256 id = 1; id <= PEOPLE; ++id) {
            LedgerWords.Account memory now_ = accountAt(id);
            uint256 added = now_.locked - before[id].locked;
            uint256 total = before[id].free + before[id].locked + before[id].unvested;
            assertEq(now_.free + now_.locked + now_.unvested, total, "locking moves, never makes");
            if (added == 0) continue;
            assertTrue(hour < now_.sessionExpiry, "I7: session expired");
            assertTrue(stake <= now_.sessionLabel * 10, "I7: per label");
            assertTrue(now_.locked <= now_.sessionLoss * 10, "I7: in all");
        }
    }

    /// @dev Takes a random live batch one step on, in time.
    function advance(uint256 which, uint256 random) external {
        tick();
        uint256 batch = _liveBatch(which);
        if (batch != 0) _advance(batch, random, false);
    }

    /// @dev The same, so that most random steps are steps of batches.
    function proceed(uint256 which, uint256 random) external {
        this.advance(which, random);
    }

    /// @dev Lets the deadline of a random live batch pass first.
    function neglect(uint256 which, uint256 random) external {
        tick();
        uint256 batch = _liveBatch(which);
        if (batch == 0) return;
        uint256 end = batchAt(batch).end + 1 days;
        if (clock <= end) pass(end + 1 - clock);
        _advance(batch, random, true);
    }

    function _advance(uint256 batch, uint256 random, bool late) private {
        uint256 state = batchAt(batch).state;
        if (state == LedgerWords.STATE_LOCKED) _propose(batch, random);
        else if (state == LedgerWords.STATE_PROPOSED) _settle(batch);
        else review(batch, state, random, late);
    }

    function review(uint256 batch, uint256 state, uint256 random, bool late) internal virtual;

    // ------------------------------------------------------------------ propose

    function _propose(uint256 batch, uint256 random) private {
        LedgerWords.Batch memory word = batchAt(batch);
        Run storage run = runs[batch];
        if (height <= word.seedBlock) mine(word.seedBlock + 1 - height);
        if (clock > word.end || blockhash(word.seedBlock) == 0) return _expire(batch);
        uint256 width = (rulesOf(run.project).draws + 3) / 4;
        run.votes = randomCodes(random, run.items.length * width);
        bytes32 inner = _inner(run);
        run.seed = keccak256(abi.encode(run.secret, blockhash(word.seedBlock), batch));
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Proposal(uint256 batch,bytes32 inner,bytes32 votesHash,bytes32 seed)"),
                batch,
                inner,
                keccak256(run.votes),
                run.seed
            )
        );
        ledger.proposeBatch(batch, inner, run.secret, run.seed, run.votes, quorum(structHash, random));
        run.settled = keccak256(abi.encode(inner, keccak256(run.votes), run.seed));
    }

    // ------------------------------------------------------------------- settle

    function _settle(uint256 batch) private {
        uint256 end = batchAt(batch).end;
        ILedgerBatches.Settlement memory data = settlementOf(batch);
        if (clock < end) {
            try ledger.settleBatch(batch, data) {
                revert("I9: settled in the window");
            } catch {}
            pass(end - clock);
        }
        if (clock > end + 1 days) {
            try ledger.settleBatch(batch, data) {
                revert("I9: settled too late");
            } catch {}
            return _expire(batch);
        }
        Page memory page = openPage(batch);
        uint256[] memory expected = _decide(page);
        vm.recordLogs();
        ledger.settleBatch(batch, data);
        uint256[] memory open = lastWords(ILedgerBatches.BatchSettled.selector);
        _noteOpen(batch, open, expected);
        closePage(page, expected.length, 0);
    }

    /// @dev I6: what the votes of drawn, eligible seats decide. Returns the items that stay open.
    function _decide(Page memory page) private returns (uint256[] memory open) {
        uint256 batch = page.batch;
        uint256 count = runs[batch].items.length;
        uint256[] memory found = new uint256[](count);
        uint256 length;
        for (uint256 t = 0; t < count; ++t) {
            if (termOf(batch, t) == 0) continue;
            Rules.Vote[] memory votes = votesOf(batch, t);
            uint256 verdict = Rules.verdict(votes, page.rules.minVotes, page.rules.thresholdBp);
            if (flagged[batch][t] || verdict == 0) found[length++] = t;
            else note(page, t, End(verdict), votes, new Rules.Vote[](0));
        }
        open = new uint256[](length);
        for (uint256 i = 0; i < length; ++i) {
            open[i] = found[i];
        }
    }

    function _noteOpen(uint256 batch, uint256[] memory open, uint256[] memory expected) private {
        Run storage run = runs[batch];
        LedgerWords.Batch memory word = batchAt(batch);
        uint256 width = word.state == LedgerWords.STATE_EXPERTS ? 2 : 1;
        assertEq(open.length, width * expected.length, "I6: open items");
        if (expected.length == 0) assertEq(word.state, LedgerWords.STATE_CLOSED, "closed");
        for (uint256 i = 0; i < expected.length; ++i) {
            uint256 first = open[i * width];
            assertEq(first >> 240, expected[i], "I6: the same items");
            assertEq((first >> 208) % (1 << 32), annotatorOf(batch, expected[i]), "annotator");
            assertEq((first >> 200) % 256, termOf(batch, expected[i]), "term");
            assertEq((first >> 192) % 256, flagged[batch][expected[i]] ? 1 : 0, "flag");
            assertEntries(first, 168, votesOf(batch, expected[i]));
            if (width == 2) assertEq(open[2 * i + 1], 0, "no panel");
        }
        run.open = open;
        run.openSeed = run.seed;
        run.panelBlock = height + 4;
    }

    // ------------------------------------------------------------------- expire

    function _expire(uint256 batch) private {
        LedgerWords.Batch memory word = batchAt(batch);
        bool proposed = word.state == LedgerWords.STATE_PROPOSED;
        uint256 deadline = proposed ? word.end + 1 days : word.end;
        Run storage run = runs[batch];
        ILedgerBatches.Expiry memory data = ILedgerBatches.Expiry({
            labelsRoot: run.labelsRoot,
            seed: proposed ? run.seed : keccak256(abi.encode(run.secret)),
            votesHash: keccak256(run.votes),
            annotators: run.annotators,
            terms: run.terms,
            items: run.items,
            operators: operatorList
        });
        if (clock <= deadline) {
            try ledger.expireBatch(batch, data) {
                revert("I9: expired in time");
            } catch {}
            pass(deadline + 1 - clock);
        }
        Page memory page = openPage(batch);
        uint256 bonds = bondsHeld();
        ledger.expireBatch(batch, data);
        uint256 penalty = bonds - bondsHeld();
        assertTrue(penalty <= 3 * EXPIRY_PENALTY, "I4: penalty");
        _noteExpired(page, penalty);
    }

    function _noteExpired(Page memory page, uint256 penalty) private {
        uint256 count = runs[page.batch].items.length;
        uint256 live;
        for (uint256 t = 0; t < count; ++t) {
            if (termOf(page.batch, t) != 0) ++live;
        }
        uint256 share = live == 0 ? 0 : penalty / live;
        for (uint256 t = 0; t < count; ++t) {
            if (termOf(page.batch, t) == 0) continue;
            note(page, t, End.Expired, new Rules.Vote[](0), new Rules.Vote[](0));
        }
        for (uint256 id = 1; id <= PEOPLE; ++id) {
            uint256 items = page.accountChanges[id].unlocked / page.rules.labelStake;
            page.accounts[id].free += items * share;
        }
        closePage(page, 0, penalty - live * share);
    }

    // -------------------------------------------------------------------- parts

    function settlementOf(uint256 batch) internal view returns (ILedgerBatches.Settlement memory) {
        Run storage run = runs[batch];
        return ILedgerBatches.Settlement({
            labelsRoot: run.labelsRoot,
            seed: run.seed,
            annotators: run.annotators,
            terms: run.terms,
            items: run.items,
            votes: run.votes
        });
    }

    function bondsHeld() internal view returns (uint256 sum) {
        for (uint256 i = 0; i < 3; ++i) {
            (uint256 units,) = ledger.bondOf(vm.addr(operatorKeys[i]));
            sum += units;
        }
    }

    /// @dev Random votes; two of three draws approve.
    function randomCodes(uint256 random, uint256 length) internal pure returns (bytes memory codes) {
        codes = new bytes(length);
        for (uint256 i = 0; i < 4 * length; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(random, i))) % 12;
            uint256 code = dice < 7 ? 1 : dice < 10 ? 2 : dice == 10 ? 3 : 0;
            codes[i / 4] |= bytes1(uint8(code << (2 * (i % 4))));
        }
    }

    function lastWords(bytes32 topic) internal returns (uint256[] memory) {
        return abi.decode(_lastData(topic), (uint256[]));
    }

    function _lastBytes(bytes32 topic) private returns (bytes memory terms) {
        (,, terms) = abi.decode(_lastData(topic), (bytes32, bytes32, bytes));
    }

    function _lastData(bytes32 topic) private returns (bytes memory) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = logs.length; i > 0; --i) {
            if (logs[i - 1].topics[0] == topic) return logs[i - 1].data;
        }
        revert("no such event");
    }

    /// @dev A random batch that is not closed, or 0.
    function _liveBatch(uint256 which) internal view returns (uint256) {
        return liveBatches.length == 0 ? 0 : liveBatches[which % liveBatches.length];
    }

    /// @dev One to five annotators and one to seven items, each with a random annotator.
    function _items(uint256 random) private pure returns (bytes memory annotators, bytes memory items) {
        uint256 count = 1 + random % MAX_ANNOTATORS;
        uint256 next = 1 + (random >> 8) % 3;
        for (uint256 i = 0; i < count; ++i) {
            annotators = bytes.concat(annotators, bytes4(uint32(next)));
            next += 1 + (random >> (16 + 4 * i)) % 2;
        }
        items = new bytes(1 + (random >> 64) % MAX_ITEMS);
        for (uint256 t = 0; t < items.length; ++t) {
            items[t] = bytes1(uint8((random >> (72 + 8 * t)) % count));
        }
    }

    function _inner(Run storage run) private view returns (bytes32) {
        return keccak256(
            abi.encode(run.labelsRoot, keccak256(run.annotators), keccak256(run.terms), keccak256(run.items))
        );
    }

    function _lockHash(uint256 batch, ILedgerBatches.LockRequest memory request)
        private
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encode(
                keccak256(
                    "Lock(uint256 batch,uint256 project,bytes32 labelsRoot,bytes32 annotatorsHash,bytes32 itemsHash,bytes32 secretHash)"
                ),
                batch,
                request.project,
                request.labelsRoot,
                keccak256(request.annotators),
                keccak256(request.items),
                request.secretHash
            )
        );
    }
}
