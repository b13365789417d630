// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ITransferAuthorization
/// @notice The part of ERC-3009 the ledger uses, with a signature of any length, so that contract wallets can pay too.
/// LabelToken has it, and USDC since version 2.2.
interface ITransferAuthorization {
    /// @notice Moves `value` of `from` to `to`, the caller, under an authorisation signed by `from`.
    /// @param from Who pays and signed.
    /// @param to The caller.
    /// @param value Tokens in wei.
    /// @param validAfter Unix time before which nothing moves.
    /// @param validBefore Unix time from which nothing moves any more.
    /// @param nonce Used once.
    /// @param signature Of `from`, by key or by ERC-1271.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;
}
