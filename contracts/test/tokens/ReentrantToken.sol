// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev Calls a prepared function in the middle of the next transfer and keeps what it answered.
contract ReentrantToken is ERC20 {
    address private _target;
    bytes private _call;
    bool public called;
    bytes public answer;

    constructor(uint256 supply) ERC20("Reentrant", "RE") {
        _mint(msg.sender, supply);
    }

    function prepare(address target, bytes calldata call_) external {
        (_target, _call, called) = (target, call_, false);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (_target != address(0)) {
            address target = _target;
            (_target, called) = (address(0), true);
            (, answer) = target.call(_call);
        }
        super._update(from, to, value);
    }
}
