// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ILabelToken
/// @notice What {LabelToken} adds to ERC-20, ERC-2612, ERC-3009 and ERC20Votes: a transfer authorisation that shows
/// what it pays for. A wallet displays the amount and the whole witness (for the ledger: a session with its limits)
/// as one readable EIP-712 message, so one signature covers both.
interface ILabelToken {
    /// @notice Moves `value` tokens of `from` to the caller, who must be the `to` that `from` signed.
    /// @dev The signed type is `ReceiveWithWitness(address from,address to,uint256 value,uint256 validAfter,uint256
    /// validBefore,<witnessType>`: the caller completes it, so the message cannot be mistaken for any other type.
    /// The authorisation is used up under the ERC-3009 nonce {witnessNonce} of the witness and can be cancelled by
    /// it; a witness must therefore be unique (the ledger's session carries a nonce of its own). Contract wallets
    /// sign by ERC-1271.
    /// @param from Who pays and signed.
    /// @param value Tokens in wei.
    /// @param validAfter Unix time before which nothing moves.
    /// @param validBefore Unix time from which nothing moves any more.
    /// @param witness EIP-712 struct hash of what the payment is for.
    /// @param witnessType Rest of the signed type: `Session session)Session(...)`.
    /// @param signature Of `from`.
    function receiveWithWitness(
        address from,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 witness,
        string calldata witnessType,
        bytes calldata signature
    ) external;

    /// @notice The ERC-3009 nonce that the witness uses up: its upper 192 bits as key, sequence 0.
    function witnessNonce(bytes32 witness) external pure returns (bytes32);
}
