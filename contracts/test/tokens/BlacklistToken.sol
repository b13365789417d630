// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev Refuses transfers to the addresses on its list.
contract BlacklistToken is ERC20 {
    error Blacklisted(address to);

    mapping(address => bool) private _listed;

    constructor(uint256 supply) ERC20("Blacklist", "BLACK") {
        _mint(msg.sender, supply);
    }

    function list(address account) external {
        _listed[account] = true;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!_listed[to], Blacklisted(to));
        super._update(from, to, value);
    }
}
