// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Proxy} from "@openzeppelin/contracts/proxy/Proxy.sol";

import {LedgerStorage} from "./LedgerStorage.sol";

/// @title LedgerFront
/// @notice Hands every call that the ledger itself does not know to the code of the desk (see LedgerDesk), which runs in
/// the ledger's storage. The address of the desk never changes.
abstract contract LedgerFront is LedgerStorage, Proxy {
    /// @notice The code that people's calls run.
    address public immutable desk;

    /// @param desk_ A LedgerDesk made with the same configuration as the ledger.
    constructor(address desk_) {
        require(desk_.code.length > 0, ZeroAddress());
        desk = desk_;
    }

    function _implementation() internal view override returns (address) {
        return desk;
    }
}
