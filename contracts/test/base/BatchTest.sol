// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ILedgerBatches} from "../../src/interfaces/ILedgerBatches.sol";
import {IOperatorRegistry} from "../../src/interfaces/IOperatorRegistry.sol";
import {LedgerStorage} from "../../src/ledger/LedgerStorage.sol";
import {LedgerWords} from "../../src/ledger/LedgerWords.sol";
import {Draw} from "../../src/libraries/Draw.sol";
import {LabelToken} from "../../src/LabelToken.sol";
import {BatchLedger} from "./BatchLedger.sol";
import {FixedRegistry} from "./FixedRegistry.sol";
import {Test} from "./Test.sol";

/// @dev A ledger with two of three operators, and everything to take a batch through its life.
abstract contract BatchTest is Test {
    /// @dev A batch as its operators know it.
    struct Plan {
        uint256 id;
        bytes32 labelsRoot;
        bytes32 secret;
        bytes annotators;
        bytes terms;
        bytes items;
        bytes votes;
        bytes32 seed;
    }

    uint256 internal constant START = LedgerWords.TIME_ZERO + 365 days;
    uint256 internal constant PROJECT = 3;
    uint256 internal constant LABEL_STAKE = 1000;
    uint256 internal constant SEAT_STAKE = 50_000;
    /// @dev Free units of a prepared account, and its session: 10,000 tokens at risk, 2 per label, for 100 days.
    uint256 internal constant FREE = 1_000_000;

    BatchLedger internal ledger;
    bytes internal operators;
    uint256[3] internal keys;
    LedgerWords.Params internal rules;
    /// @dev Gas of the last step.
    uint256 internal lastGas;

    function setUp() public virtual {
        vm.warp(START);
        vm.roll(1000);
        (uint256[3] memory sorted, bytes memory list) = _sortedKeys();
        (keys, operators) = (sorted, list);
        ledger = newLedger(config());
        rules = defaultRules();
        prepareProject();
    }

    function config() internal returns (LedgerStorage.Config memory) {
        return LedgerStorage.Config({
            token: IERC20(address(new LabelToken(1e27))),
            registry: newRegistry(),
            court: address(this),
            authority: address(this),
            minWindow: 1 hours,
            seatStake: uint40(SEAT_STAKE),
            expiryPenalty: 5000
        });
    }

    function newRegistry() internal virtual returns (IOperatorRegistry) {
        return new FixedRegistry(operators, 2);
    }

    function newLedger(LedgerStorage.Config memory configuration) internal virtual returns (BatchLedger) {
        return new BatchLedger(configuration);
    }

    // How words get into the ledger and its counters out, for ledgers without setters to override.

    function prepareProject() internal virtual {
        ledger.setProject(PROJECT, 1e12, LedgerWords.packParams(rules));
    }

    function putAccount(uint256 account, uint256 word) internal virtual {
        ledger.setAccountWord(account, word);
    }

    function putSeat(uint256 seat, uint256 word) internal virtual {
        ledger.setSeatWord(seat, word);
    }

    function putSeatCount(uint256 count) internal virtual {
        ledger.setSeatCount(count);
    }

    function nextBatch() internal view virtual returns (uint256) {
        return ledger.nextBatch();
    }

    function separator() internal view virtual returns (bytes32) {
        return ledger.separator();
    }

    // ------------------------------------------------------------- community

    function defaultRules() internal pure returns (LedgerWords.Params memory) {
        return LedgerWords.Params({
            labelStake: LABEL_STAKE,
            annotatorSlash: 500,
            annotatorReward: 100,
            validatorReward: 30,
            validatorSlash: 200,
            thresholdBp: 6666,
            draws: 4,
            minVotes: 3,
            panelDraws: 7,
            panelMinVotes: 5,
            windowMinutes: 720,
            vestHours: 672
        });
    }

    function setRules() internal {
        (, uint256 balance) = ledger.projectOf(PROJECT);
        ledger.setProject(PROJECT, balance, LedgerWords.packParams(rules));
    }

    /// @dev Accounts first .. first + count - 1 with free stake and a session.
    function prepareAccounts(uint256 first, uint256 count) internal {
        LedgerWords.Account memory account;
        account.free = FREE;
        account.vestLast = LedgerWords.hourOf(START) - 5;
        account.vestRem = 400;
        account.unvested = 100;
        account.good = 8;
        account.all = 10;
        account.sessionExpiry = LedgerWords.hourOf(START + 100 days);
        account.sessionLoss = 1_000_000;
        account.sessionLabel = 200;
        uint256 word = LedgerWords.packAccount(account);
        for (uint256 i = first; i < first + count; ++i) {
            putAccount(i, word);
        }
    }

    /// @dev `count` seats, of the accounts from `firstOwner` on.
    function prepareSeats(uint256 count, uint256 firstOwner) internal {
        LedgerWords.Seat memory seat;
        seat.locked = SEAT_STAKE;
        seat.vestLast = LedgerWords.hourOf(START) - 5;
        seat.vestRem = 400;
        seat.unvested = 100;
        seat.good = 8;
        seat.all = 10;
        seat.joinedBlock = 10;
        (seat.classNow, seat.classBefore) = (10, 10);
        seat.epoch = LedgerWords.epochOf(START);
        for (uint256 i = 0; i < count; ++i) {
            seat.owner = firstOwner + i;
            putSeat(i, LedgerWords.packSeat(seat));
        }
        putSeatCount(count);
    }

    // ------------------------------------------------------------------ plans

    /// @dev A batch of `count` items by accounts first .. in turn.
    function planOf(uint256 count, uint256 firstAccount, uint256 accounts)
        internal
        view
        returns (Plan memory plan)
    {
        plan.id = nextBatch();
        plan.labelsRoot = keccak256(abi.encode("labels", plan.id));
        plan.secret = keccak256(abi.encode("secret", plan.id));
        uint256 used = accounts < count ? accounts : count;
        for (uint256 i = 0; i < used; ++i) {
            plan.annotators = bytes.concat(plan.annotators, bytes4(uint32(firstAccount + i)));
        }
        plan.items = new bytes(count);
        for (uint256 i = 0; i < count; ++i) {
            plan.items[i] = bytes1(uint8(i % used));
        }
        plan.votes = new bytes(count * LedgerWords.voteBytes(rules.draws));
    }

    function lockRequest(Plan memory plan) internal pure returns (ILedgerBatches.LockRequest memory) {
        return ILedgerBatches.LockRequest({
            project: PROJECT,
            labelsRoot: plan.labelsRoot,
            secretHash: keccak256(abi.encode(plan.secret)),
            annotators: plan.annotators,
            items: plan.items
        });
    }

    function settlementOf(Plan memory plan) internal pure returns (ILedgerBatches.Settlement memory) {
        return ILedgerBatches.Settlement({
            labelsRoot: plan.labelsRoot,
            seed: plan.seed,
            annotators: plan.annotators,
            terms: plan.terms,
            items: plan.items,
            votes: plan.votes
        });
    }

    /// @dev The terms a lock would compute if nobody is skipped.
    function expectTerms(Plan memory plan) internal view {
        plan.terms = new bytes(plan.annotators.length / 4);
        for (uint256 i = 0; i < plan.terms.length; ++i) {
            LedgerWords.Account memory account = accountAt(accountOf(plan, i));
            plan.terms[i] = bytes1(uint8(1 + 16 * account.good / (account.all + 2)));
        }
    }

    function innerOf(Plan memory plan) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                plan.labelsRoot, keccak256(plan.annotators), keccak256(plan.terms), keccak256(plan.items)
            )
        );
    }

    function accountOf(Plan memory plan, uint256 index) internal pure returns (uint256 account) {
        for (uint256 i = 0; i < 4; ++i) {
            account = (account << 8) | uint8(plan.annotators[index * 4 + i]);
        }
    }

    /// @dev The seats drawn for an item, as many as there are draws.
    function drawnFor(Plan memory plan, uint256 item) internal view returns (uint256[] memory seats) {
        (, bytes32 seed) = (plan.id, plan.seed);
        (uint256 word,) = ledger.batchWord(plan.id);
        (uint256 drawn, uint256 count) = Draw.pick(
            Draw.wordOf(seed, item), LedgerWords.field(word, LedgerWords.N_SEATS, 16), rules.draws, 0, 0
        );
        seats = new uint256[](count);
        for (uint256 d = 0; d < count; ++d) {
            seats[d] = Draw.seatAt(drawn, d);
        }
    }

    /// @dev Sets the code of one draw of one item.
    function vote(Plan memory plan, uint256 item, uint256 draw, uint256 code) internal view {
        uint256 position = item * LedgerWords.voteBytes(rules.draws) + draw / 4;
        uint256 old = uint8(plan.votes[position]) & ~(3 << (2 * (draw % 4)));
        plan.votes[position] = bytes1(uint8(old | (code << (2 * (draw % 4)))));
    }

    // ---------------------------------------------------------------- steps

    function lock(Plan memory plan) internal {
        expectTerms(plan);
        ledger.lockBatch(plan.id, lockRequest(plan), signed(lockHash(plan)));
        lastGas = vm.lastCallGas().gasTotalUsed;
        plan.seed = seedOf(plan);
    }

    /// @dev Moves past the seed's block and proposes.
    function propose(Plan memory plan) internal {
        passSeedBlock();
        plan.seed = seedOf(plan);
        ledger.proposeBatch(
            plan.id, innerOf(plan), plan.secret, plan.seed, plan.votes, signed(proposalHash(plan))
        );
        lastGas = vm.lastCallGas().gasTotalUsed;
    }

    function settle(Plan memory plan) internal {
        vm.warp(vm.getBlockTimestamp() + rules.windowMinutes * 1 minutes);
        ledger.settleBatch(plan.id, settlementOf(plan));
        lastGas = vm.lastCallGas().gasTotalUsed;
    }

    function passSeedBlock() internal {
        vm.roll(vm.getBlockNumber() + LedgerWords.SEED_DELAY + 1);
    }

    /// @dev The seed the batch will have: the test chain's block hash is that of the number's decimal digits.
    function seedOf(Plan memory plan) internal returns (bytes32 seed) {
        (uint256 word,) = ledger.batchWord(plan.id);
        uint256 seedBlock = LedgerWords.field(word, LedgerWords.SEED_BLOCK, 40);
        uint256 now_ = vm.getBlockNumber();
        vm.roll(seedBlock + 1);
        seed = Draw.seedOf(plan.secret, blockhash(seedBlock), plan.id);
        vm.roll(now_);
    }

    // ------------------------------------------------------------ signatures

    function lockHash(Plan memory plan) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256(
                    "Lock(uint256 batch,uint256 project,bytes32 labelsRoot,bytes32 annotatorsHash,bytes32 itemsHash,bytes32 secretHash)"
                ),
                plan.id,
                PROJECT,
                plan.labelsRoot,
                keccak256(plan.annotators),
                keccak256(plan.items),
                keccak256(abi.encode(plan.secret))
            )
        );
    }

    function proposalHash(Plan memory plan) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("Proposal(uint256 batch,bytes32 inner,bytes32 votesHash,bytes32 seed)"),
                plan.id,
                innerOf(plan),
                keccak256(plan.votes),
                plan.seed
            )
        );
    }

    function operationHash(bytes[] memory calls) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            hashes[i] = keccak256(calls[i]);
        }
        return
            keccak256(abi.encode(keccak256("Operation(bytes[] calls)"), keccak256(abi.encodePacked(hashes))));
    }

    /// @dev Signatures of the first and the third operator.
    function signed(bytes32 structHash) internal view returns (ILedgerBatches.Quorum memory) {
        bytes memory signatures = bytes.concat(signatureOf(0, structHash), signatureOf(2, structHash));
        return ILedgerBatches.Quorum(operators, signatures);
    }

    function signatureOf(uint256 index, bytes32 structHash) internal view returns (bytes memory) {
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", separator(), structHash));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[index], digest);
        bytes32 vs = bytes32(uint256(s) | (uint256(v - 27) << 255));
        return abi.encodePacked(uint8(index), r, vs);
    }

    function none() internal pure returns (ILedgerBatches.Quorum memory quorum) {}

    function _sortedKeys() private pure returns (uint256[3] memory sorted, bytes memory list) {
        sorted = [uint256(0xa11ce), 0xb0b, 0xca501];
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 j = i + 1; j < 3; ++j) {
                if (vm.addr(sorted[j]) < vm.addr(sorted[i])) (sorted[i], sorted[j]) = (sorted[j], sorted[i]);
            }
            list = bytes.concat(list, bytes20(vm.addr(sorted[i])));
        }
    }

    // --------------------------------------------------------------- reading

    function accountAt(uint256 account) internal view returns (LedgerWords.Account memory) {
        return LedgerWords.unpackAccount(ledger.accountWord(account));
    }

    function seatAt(uint256 seat) internal view returns (LedgerWords.Seat memory) {
        return LedgerWords.unpackSeat(ledger.seatWord(seat));
    }

    function batchAt(uint256 batch) internal view returns (LedgerWords.Batch memory) {
        (uint256 word,) = ledger.batchWord(batch);
        return LedgerWords.unpackBatch(word);
    }

    function balanceOf() internal view returns (uint256 balance) {
        (, balance) = ledger.projectOf(PROJECT);
    }
}
