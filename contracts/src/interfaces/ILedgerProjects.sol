// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LedgerWords} from "../ledger/LedgerWords.sol";

/// @title ILedgerProjects
/// @notice Budgets and rules of projects. Rules never change: new rules are a new project.
interface ILedgerProjects {
    /// @notice A project exists; `params` is its packed word (see LedgerWords).
    event ProjectCreated(uint256 indexed project, address indexed owner, uint256 params);
    /// @notice Units arrived in the project's balance.
    event ProjectFunded(uint256 indexed project, address indexed payer, uint256 units);
    /// @notice The owner took unreserved units back.
    event ProjectDrained(uint256 indexed project, address indexed to, uint256 units);

    /// @notice Makes a project of the caller; reverts with OutOfBounds when a rule is outside its bounds.
    function createProject(LedgerWords.Params calldata params) external returns (uint256 project);

    /// @notice Pulls units of the caller into the balance of any existing project.
    function fundProject(uint256 project, uint256 units) external;

    /// @notice Pays unreserved units of the caller's project out to `to`.
    function drainProject(uint256 project, uint256 units, address to) external;

    /// @notice Who owns the project, and its unreserved units.
    function projectOf(uint256 project) external view returns (address owner, uint256 balance);
    /// @notice The packed rules of the project.
    function paramsOf(uint256 project) external view returns (uint256);
}
