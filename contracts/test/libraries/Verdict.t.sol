// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Verdict} from "../../src/libraries/Verdict.sol";
import {Test} from "../base/Test.sol";

contract VerdictTest is Test {
    uint256 private constant TWO_THIRDS = 6666;

    function test_decide_twoOfThreeEqualWeightsPass() public pure {
        assertEq(Verdict.decide(2, 2, 1, 1, 3, TWO_THIRDS), Verdict.ACCEPTED, "accepted");
        assertEq(Verdict.decide(1, 1, 2, 2, 3, TWO_THIRDS), Verdict.REJECTED, "rejected");
        assertEq(Verdict.decide(2, 2, 1, 1, 3, 6667), Verdict.OPEN, "one basis point more is too much");
        assertEq(Verdict.decide(3, 3, 1, 1, 3, 7500), Verdict.ACCEPTED, "exactly the threshold");
    }

    function test_decide_oneHeavyAccountCannotBeatTwoLightOnes() public pure {
        assertEq(Verdict.decide(1, 14, 2, 2, 3, TWO_THIRDS), Verdict.OPEN, "weight without heads");
        assertEq(Verdict.decide(2, 2, 1, 14, 3, TWO_THIRDS), Verdict.OPEN, "heads without weight");
    }

    function test_decide_needsTheQuorum() public pure {
        assertEq(Verdict.decide(2, 28, 0, 0, 3, TWO_THIRDS), Verdict.OPEN, "two of three");
        assertEq(Verdict.decide(3, 3, 0, 0, 3, TWO_THIRDS), Verdict.ACCEPTED, "three of three");
        assertEq(Verdict.decide(0, 0, 3, 3, 3, TWO_THIRDS), Verdict.REJECTED, "three against");
    }

    function test_decide_equalHeadsStayOpen() public pure {
        assertEq(Verdict.decide(2, 28, 2, 2, 3, TWO_THIRDS), Verdict.OPEN, "tie");
        assertEq(Verdict.decide(0, 0, 0, 0, 0, TWO_THIRDS), Verdict.OPEN, "nobody voted");
    }

    function test_quorum_shrinksToASmallCommunityButNotBelowTwo() public pure {
        assertEq(Verdict.quorumOf(3, 4), 3, "enough can vote");
        assertEq(Verdict.quorumOf(3, 2), 2, "two can vote");
        assertEq(Verdict.quorumOf(3, 1), 2, "one can vote, two are needed");
        assertEq(Verdict.quorumOf(3, 0), 2, "nobody can vote");
    }

    /// @dev The rule in the words of the specification, side by side.
    function testFuzz_decide_bothKeysOrOpen(uint8[4] memory votes, uint256 quorum, uint256 thresholdBp)
        public
        pure
    {
        uint256 a = votes[0] % 17;
        uint256 r = votes[1] % 17;
        uint256 wa = a + votes[2] % (a * 13 + 1);
        uint256 wr = r + votes[3] % (r * 13 + 1);
        quorum = bound(quorum, 2, 16);
        thresholdBp = bound(thresholdBp, 5001, 10_000);

        bool enough = a + r >= quorum;
        bool accepted = enough && a >= r + 1 && wa * 10_000 >= thresholdBp * (wa + wr);
        bool rejected = enough && r >= a + 1 && wr * 10_000 >= thresholdBp * (wa + wr);
        assertTrue(!(accepted && rejected), "never both");
        uint256 expected = accepted ? Verdict.ACCEPTED : rejected ? Verdict.REJECTED : Verdict.OPEN;
        assertEq(Verdict.decide(a, wa, r, wr, quorum, thresholdBp), expected, "outcome");
    }
}
