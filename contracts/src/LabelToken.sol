// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title LabelToken
/// @notice The token in which projects pay and people stake: fixed supply, no fee, no hook, no pause.
contract LabelToken is ERC20, ERC20Permit {
    /// @notice Mints the whole supply to the deployer; nothing can be minted afterwards.
    /// @param supply Total supply in wei (18 decimals).
    constructor(uint256 supply) ERC20("Tagora Label", "LABEL") ERC20Permit("Tagora Label") {
        _mint(msg.sender, supply);
    }
}
