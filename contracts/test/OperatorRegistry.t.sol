// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {OperatorRegistry} from "../src/OperatorRegistry.sol";
import {IOperatorRotation} from "../src/interfaces/IOperatorRotation.sol";
import {Test} from "./base/Test.sol";

/// @dev The test contract is governance.
contract OperatorRegistryTest is Test {
    uint256 private constant DELAY = 12 days;
    uint256 private constant START = 1_800_000_000;

    AccessManager private manager;
    OperatorRegistry private registry;

    function setUp() public {
        vm.warp(START);
        manager = new AccessManager(address(this));
        registry = new OperatorRegistry(address(manager), DELAY, _list(1, 2, 3), 2);
    }

    function test_firstListSignsAtOnce() public view {
        (uint256 version, uint256 threshold) = registry.quorumOf(_hash(_list(1, 2, 3)));
        assertEq(version, 1, "version");
        assertEq(threshold, 2, "threshold");
        assertTrue(registry.listHashOf(1) == _hash(_list(1, 2, 3)), "hash by version");
        assertTrue(registry.listHashOf(129) == _hash(_list(1, 2, 3)), "versions are modulo 128");
        (uint256 current, address[] memory operators, uint256 k) = registry.current();
        assertEq(current, 1, "current version");
        assertEq(operators.length, 3, "operators");
        assertEq(operators[2], address(3), "in order");
        assertEq(k, 2, "current threshold");
        assertEq(registry.rotationDelay(), DELAY, "delay");
    }

    function test_unknownListsHaveNoThreshold() public view {
        (, uint256 threshold) = registry.quorumOf(_hash(_list(1, 2, 4)));
        assertEq(threshold, 0, "threshold");
    }

    function test_announcedListSignsOnlyAfterTheDelay() public {
        vm.expectEmit(address(registry));
        emit IOperatorRotation.ListAnnounced(_list(2, 3, 4), 3, START + DELAY);
        registry.announce(_list(2, 3, 4), 3);
        assertTrue(registry.isListed(address(1)), "still current");
        assertTrue(registry.isListed(address(4)), "announced");
        (address[] memory operators, uint256 k, uint256 readyAt) = registry.announced();
        assertEq(operators.length, 3, "announced operators");
        assertEq(k, 3, "announced threshold");

        vm.warp(START + DELAY - 1);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRotation.TooEarly.selector, readyAt));
        registry.activate();
        (, uint256 threshold) = registry.quorumOf(_hash(_list(2, 3, 4)));
        assertEq(threshold, 0, "not yet");

        vm.warp(START + DELAY);
        vm.expectEmit(address(registry));
        emit IOperatorRotation.ListActivated(2, _list(2, 3, 4), 3);
        vm.prank(address(0xBEE));
        registry.activate();
        (uint256 version, uint256 now_) = registry.quorumOf(_hash(_list(2, 3, 4)));
        assertEq(version, 2, "version");
        assertEq(now_, 3, "threshold");
        (, uint256 before) = registry.quorumOf(_hash(_list(1, 2, 3)));
        assertEq(before, 0, "the list before may not sign");
        assertTrue(registry.listHashOf(1) == _hash(_list(1, 2, 3)), "but its hash is kept");
        assertTrue(!registry.isListed(address(1)), "left");
    }

    function test_activate_worksOncePerAnnouncement() public {
        vm.expectRevert(IOperatorRotation.NothingAnnounced.selector);
        registry.activate();
        registry.announce(_list(2, 3, 4), 3);
        vm.warp(START + DELAY);
        registry.activate();
        vm.expectRevert(IOperatorRotation.NothingAnnounced.selector);
        registry.activate();
    }

    function test_announcingAgainRestartsTheDelay() public {
        registry.announce(_list(2, 3, 4), 3);
        vm.warp(START + DELAY);
        registry.announce(_list(5, 6, 7), 2);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRotation.TooEarly.selector, START + 2 * DELAY));
        registry.activate();
        vm.warp(START + 2 * DELAY);
        registry.activate();
        assertTrue(registry.isListed(address(5)) && !registry.isListed(address(4)), "the later list");
    }

    function test_anAnnouncementCanBeCancelled() public {
        vm.expectRevert(IOperatorRotation.NothingAnnounced.selector);
        registry.cancelAnnouncement();
        registry.announce(_list(2, 3, 4), 3);
        vm.expectEmit(address(registry));
        emit IOperatorRotation.AnnouncementCancelled();
        registry.cancelAnnouncement();
        vm.warp(START + DELAY);
        vm.expectRevert(IOperatorRotation.NothingAnnounced.selector);
        registry.activate();
        assertTrue(!registry.isListed(address(4)), "not announced any more");
    }

    function test_narrow_takesALostKeyAwayAtOnce() public {
        registry.narrow(_list(1, 3), 2);
        (uint256 version, uint256 threshold) = registry.quorumOf(_hash(_list(1, 3)));
        assertEq(version, 2, "version");
        assertEq(threshold, 2, "threshold");
        assertTrue(!registry.isListed(address(2)), "gone");
    }

    function test_narrow_raisesTheThreshold() public {
        registry.narrow(_list(1, 2, 3), 3);
        (uint256 version, uint256 threshold) = registry.quorumOf(_hash(_list(1, 2, 3)));
        assertEq(version, 2, "version");
        assertEq(threshold, 3, "threshold");
    }

    function test_narrow_neverLetsAnybodyNewSignNorFewer() public {
        vm.expectRevert(abi.encodeWithSelector(IOperatorRotation.NotListed.selector, address(4)));
        registry.narrow(_list(1, 4), 2);
        registry.narrow(_list(1, 2, 3), 3);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRotation.BadThreshold.selector, 2));
        registry.narrow(_list(1, 2, 3), 2);
        vm.expectRevert(IOperatorRotation.BadList.selector);
        registry.narrow(_list(1, 2, 3), 3);
    }

    function test_resign_leavesTheOthers() public {
        vm.prank(address(2));
        registry.resign();
        (uint256 version, address[] memory operators, uint256 threshold) = registry.current();
        assertEq(version, 2, "version");
        assertEq(operators.length, 2, "two left");
        assertEq(operators[0], address(1), "first");
        assertEq(operators[1], address(3), "second");
        assertEq(threshold, 2, "threshold");

        vm.expectRevert(IOperatorRotation.BadList.selector);
        vm.prank(address(1));
        registry.resign();
        vm.expectRevert(abi.encodeWithSelector(IOperatorRotation.NotListed.selector, address(2)));
        vm.prank(address(2));
        registry.resign();
    }

    function test_listsAreCheckedForOrderSizeAndThreshold() public {
        vm.expectRevert(IOperatorRotation.BadList.selector);
        registry.announce(_list(2, 1, 3), 2);
        vm.expectRevert(IOperatorRotation.BadList.selector);
        registry.announce(_list(1, 2, 2), 2);
        vm.expectRevert(IOperatorRotation.BadList.selector);
        registry.announce(_list(0, 1, 2), 2);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRotation.BadThreshold.selector, 1));
        registry.announce(_list(1, 2, 3), 1);
        vm.expectRevert(IOperatorRotation.BadList.selector);
        registry.announce(_list(1, 2, 3), 4);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRotation.BadThreshold.selector, 4));
        registry.announce(_count(8), 4);
        vm.expectRevert(IOperatorRotation.BadList.selector);
        registry.announce(_count(9), 5);
        registry.announce(_count(8), 5);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRotation.BadThreshold.selector, 1));
        new OperatorRegistry(address(manager), DELAY, _count(1), 1);
    }

    function test_onlyGovernanceChangesTheList() public {
        bytes memory refused =
            abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, address(1));
        vm.startPrank(address(1));
        vm.expectRevert(refused);
        registry.announce(_list(1, 2, 3), 2);
        vm.expectRevert(refused);
        registry.cancelAnnouncement();
        vm.expectRevert(refused);
        registry.narrow(_list(1, 2), 2);
        vm.stopPrank();
    }

    function testFuzz_aQuorumIsMoreThanHalfAndAtLeastTwo(uint256 size, uint256 threshold) public {
        uint256 n = bound(size, 0, 10);
        uint256 k = bound(threshold, 0, 12);
        try registry.announce(_count(n), k) {
            assertTrue(k >= 2 && k * 2 > n && k <= n && n <= 8, "accepted lists are sound");
        } catch {
            assertTrue(k < 2 || k * 2 <= n || k > n || n > 8, "sound lists are accepted");
        }
    }

    function _count(uint256 n) private pure returns (address[] memory list) {
        list = new address[](n);
        for (uint256 i = 0; i < n; ++i) {
            list[i] = address(uint160(i + 1));
        }
    }

    function _list(uint160 a, uint160 b) private pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (address(a), address(b));
    }

    function _list(uint160 a, uint160 b, uint160 c) private pure returns (address[] memory list) {
        list = new address[](3);
        (list[0], list[1], list[2]) = (address(a), address(b), address(c));
    }

    function _hash(address[] memory list) private pure returns (bytes32) {
        bytes memory packed;
        for (uint256 i = 0; i < list.length; ++i) {
            packed = abi.encodePacked(packed, list[i]);
        }
        return keccak256(packed);
    }
}
