import {
  AbiCoder,
  Contract,
  ContractFactory,
  concat,
  getCreate2Address,
  keccak256,
  type Signer,
  type Wallet,
} from 'ethers'
import { SignatureErc6492 } from 'ox/erc6492'
import { compileSolidity } from '../compile-solidity.ts'

const source = `
// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// A wallet that is a contract: valid is what its owner's key signed.
contract ContractWallet {
    address public owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        require(signature.length == 65, "length");
        address signer = ecrecover(hash, uint8(signature[64]), bytes32(signature[0:32]), bytes32(signature[32:64]));
        return signer == owner ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

contract WalletFactory {
    function create(address owner) external returns (ContractWallet) {
        return new ContractWallet{salt: bytes32(0)}(owner);
    }
}
`

/** Wallets that are contracts, and the key that owns each. */
export interface ContractWallets {
  /** Deploys one and returns its address. */
  deploy(owner: Wallet): Promise<string>
  /** The address one will have, and how its signatures say how to deploy it (ERC-6492). */
  plan(owner: Wallet): { readonly address: string; wrap(signature: string): string }
}

/** Deploys the factory of such wallets with the money of `payer`. */
export async function openContractWallets(payer: Signer): Promise<ContractWallets> {
  const { ContractWallet: wallet, WalletFactory: factory } = compileSolidity(source)
  if (!wallet || !factory) throw new Error('the contracts of the wallets were not compiled')
  const deployed = await new ContractFactory(factory.abi, factory.bytecode, payer).deploy()
  await deployed.waitForDeployment()
  const factoryAddress = await deployed.getAddress()
  const plan = (owner: Wallet) => {
    const code = concat([wallet.bytecode, AbiCoder.defaultAbiCoder().encode(['address'], [owner.address])])
    const data = deployed.interface.encodeFunctionData('create', [owner.address]) as `0x${string}`
    return {
      address: getCreate2Address(factoryAddress, `0x${'00'.repeat(32)}`, keccak256(code)),
      wrap: (signature: string) =>
        SignatureErc6492.wrap({
          to: factoryAddress as `0x${string}`,
          data,
          signature: signature as `0x${string}`,
        }),
    }
  }
  return {
    plan,
    deploy: async (owner) => {
      const sent = await new Contract(factoryAddress, factory.abi, payer).getFunction('create')(owner.address)
      await sent.wait()
      return plan(owner).address
    },
  }
}
