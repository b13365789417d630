// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {
    ERC20TransferAuthorization
} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20TransferAuthorization.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {NoncesKeyed} from "@openzeppelin/contracts/utils/NoncesKeyed.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";

import {ILabelToken} from "./interfaces/ILabelToken.sol";

/// @title LabelToken
/// @notice The token in which projects pay, people stake and holders vote: fixed supply, no fee, no hook, no pause.
/// @dev Votes are counted by time, not by block, so that voting periods mean the same on every chain. A permit and
/// an authorisation can be signed once and relayed by anybody.
contract LabelToken is ILabelToken, ERC20, ERC20Permit, ERC20Votes, ERC20TransferAuthorization {
    bytes private constant WITNESS_TYPE_PREFIX =
        "ReceiveWithWitness(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,";

    /// @notice Mints the whole supply to the deployer; nothing can be minted afterwards.
    /// @param supply Total supply in wei (18 decimals), at most 2^208 - 1.
    constructor(uint256 supply) ERC20("Tagora Label", "LABEL") ERC20Permit("Tagora Label") {
        _mint(msg.sender, supply);
    }

    /// @inheritdoc ILabelToken
    function receiveWithWitness(
        address from,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 witness,
        string calldata witnessType,
        bytes calldata signature
    ) external {
        bytes32 typeHash = keccak256(bytes.concat(WITNESS_TYPE_PREFIX, bytes(witnessType)));
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(typeHash, from, msg.sender, value, validAfter, validBefore, witness))
        );
        require(SignatureChecker.isValidSignatureNow(from, digest, signature), ERC3009InvalidSignature());
        _transferWithAuthorization(from, msg.sender, value, validAfter, validBefore, witnessNonce(witness));
    }

    /// @inheritdoc ILabelToken
    function witnessNonce(bytes32 witness) public pure returns (bytes32) {
        return bytes32(uint256(witness) & ~uint256(type(uint64).max));
    }

    /// @notice The clock of votes: Unix time.
    function clock() public view override returns (uint48) {
        return Time.timestamp();
    }

    /// @notice Says that {clock} is Unix time (ERC-6372).
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @notice The next nonce of a permit or a delegation by signature.
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _useCheckedNonce(address owner, uint256 nonce) internal override(Nonces, NoncesKeyed) {
        super._useCheckedNonce(owner, nonce);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
