// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Roles
/// @notice The roles of the access manager and who holds them once the deployer has handed over.
/// @dev A vote passes into the timelock of 48 hours. From there it acts at once, or schedules in the timelock of 12
/// days, whose only proposer it is. Whatever decides who may take stake (court, experts, registry, and these roles
/// themselves) needs the 12 days, longer than UNBOND, so that everybody who disagrees can leave first.
library Roles {
    /// @notice Changes roles and delays. Holder: the timelock of 12 days.
    uint64 internal constant ADMIN = 0;
    /// @notice Sets parameters inside their bounds, emission, and operators (whose rotation has a delay of its own),
    /// and replaces the guardian. Holder: the timelock of 48 hours.
    uint64 internal constant PARAMETERS = 1;
    /// @notice Replaces the court, its experts and the operator registry. Holder: the timelock of 12 days.
    uint64 internal constant REPLACEMENT = 2;
    /// @notice Pauses locking and proposing for at most 7 days. Holder: a multisig of the community.
    uint64 internal constant GUARDIAN = 3;
}
