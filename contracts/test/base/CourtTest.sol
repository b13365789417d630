// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILabelLedger} from "../../src/interfaces/ILabelLedger.sol";
import {IReviewCourt} from "../../src/interfaces/IReviewCourt.sol";
import {ReviewCourt} from "../../src/ReviewCourt.sol";
import {ReviewTest} from "./ReviewTest.sol";

/// @dev A court with three experts, of whom two must sign, over a ledger in which people have keys. This contract is
/// also the authority: it may call what is restricted, nobody else may.
abstract contract CourtTest is ReviewTest {
    uint256 internal constant NOT_MINE_PENALTY = 4000;
    uint256 internal constant RECEIPT_PENALTY = 6000;
    uint256 internal constant BOND_OF_OPERATOR = 50_000;
    uint256 internal constant OWNER_ACCOUNT = 50;
    /// @dev 2 * 1000 and seven validator rewards of ceil(30 * 94 / 64) = 45.
    uint256 internal constant BOND = 2315;
    uint256 internal constant PANEL_COST = 315;

    ReviewCourt internal court;
    bytes internal experts;
    uint256[3] internal expertKeys = [uint256(0xe1), 0xe2, 0xe3];

    function setUp() public virtual override {
        super.setUp();
        court =
            new ReviewCourt(ILabelLedger(address(ledger)), address(this), NOT_MINE_PENALTY, RECEIPT_PENALTY);
        review.setCourt(address(court));
        for (uint256 i = 0; i < 3; ++i) {
            experts = bytes.concat(experts, bytes20(vm.addr(expertKeys[i])));
            ledger.setBond(address(bytes20(this.slice(operators, i * 20))), BOND_OF_OPERATOR);
        }
        court.setExperts(experts, 2);
        for (uint256 i = 0; i < ANNOTATORS; ++i) {
            review.setOwner(FIRST_ACCOUNT + i, vm.addr(keyOf(FIRST_ACCOUNT + i)));
        }
        prepareAccounts(FIRST_VALIDATOR, SEATS);
        for (uint256 i = 0; i < SEATS; ++i) {
            review.setOwner(FIRST_VALIDATOR + i, vm.addr(keyOf(FIRST_VALIDATOR + i)));
            review.setSeatOf(FIRST_VALIDATOR + i, i, 1);
        }
        prepareAccounts(OWNER_ACCOUNT, 1);
        review.setOwner(OWNER_ACCOUNT, address(ledger));
    }

    /// @dev The authority's answer.
    function canCall(address caller, address, bytes4) external view returns (bool, uint32) {
        return (caller == address(this), 0);
    }

    function slice(bytes calldata data, uint256 start) external pure returns (bytes20) {
        return bytes20(data[start:start + 20]);
    }

    function keyOf(uint256 account) internal pure returns (uint256) {
        return 0xacc0000 + account;
    }

    // ----------------------------------------------------------------- claims

    function claimOf(uint256 account, uint256 batch, uint256 item, IReviewCourt.Kind kind)
        internal
        view
        returns (IReviewCourt.Claim memory)
    {
        return IReviewCourt.Claim(ownerOf(account), batch, item, kind, "");
    }

    function ownerOf(uint256 account) internal view returns (address) {
        return account == OWNER_ACCOUNT ? address(ledger) : vm.addr(keyOf(account));
    }

    function disputeAs(uint256 account, Plan memory plan, uint256 item, IReviewCourt.Kind kind) internal {
        vm.prank(ownerOf(account));
        court.dispute(claimOf(account, plan.id, item, kind), settlementOf(plan));
    }

    function disputePanelAs(uint256 account, Review memory open, uint256 item, IReviewCourt.Kind kind)
        internal
    {
        vm.prank(ownerOf(account));
        court.disputePanel(claimOf(account, open.id, item, kind), panelData(open));
    }

    function panelData(Review memory open) internal pure returns (IReviewCourt.PanelData memory) {
        return IReviewCourt.PanelData(open.data, open.votes);
    }

    // ------------------------------------------------------------- signatures

    function verdictHash(Review memory open, bytes memory verdicts) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("Verdict(uint256 batch,bytes32 openHash,bytes32 verdictsHash)"),
                open.id,
                keccak256(abi.encodePacked(open.data.items)),
                keccak256(verdicts)
            )
        );
    }

    function submitVerdict(Review memory open, bytes memory verdicts) internal {
        IReviewCourt.ExpertQuorum memory quorum = byExperts(verdictHash(open, verdicts), 0, 2);
        court.submitVerdict(open.id, open.data, verdicts, quorum);
    }

    function byExperts(bytes32 structHash, uint256 first, uint256 second)
        internal
        view
        returns (IReviewCourt.ExpertQuorum memory)
    {
        bytes memory signatures =
            bytes.concat(expertSignature(first, structHash), expertSignature(second, structHash));
        return IReviewCourt.ExpertQuorum(experts, signatures);
    }

    function expertSignature(uint256 index, bytes32 structHash) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(expertKeys[index], courtDigest(structHash));
        return abi.encodePacked(uint8(index), r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
    }

    function courtDigest(bytes32 structHash) internal view returns (bytes32) {
        bytes32 separator = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("ReviewCourt"),
                keccak256("1"),
                block.chainid,
                address(court)
            )
        );
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }

    function signPlain(uint256 key, bytes32 structHash) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, courtDigest(structHash));
        return abi.encodePacked(r, s, v);
    }

    // ---------------------------------------------------------------- helpers

    /// @dev The account of the seat drawn for an item in round one.
    function voterOf(Plan memory plan, uint256 item, uint256 draw) internal view returns (uint256) {
        return FIRST_VALIDATOR + drawnFor(plan, item)[draw];
    }

    function freeOf(uint256 account) internal view returns (uint256) {
        return accountAt(account).free;
    }
}
