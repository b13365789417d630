import { concat, keccak256 } from 'ethers'

/** A Merkle tree over the labels of a batch, as a heap: node 0 is the root, the leaves are last. */
export interface LabelTree {
  readonly root: string
  /** Hashes beside the path from a leaf to the root, lowest first, as OpenZeppelin's MerkleProof takes them. */
  proofOf(index: number): string[]
}

/**
 * Builds the tree of these leaves (32 bytes of hex each).
 * Pairs are hashed in sorted order: OpenZeppelin `MerkleProof`, `Hashes.commutativeKeccak256`.
 * @throws RangeError when there are no leaves
 */
export function labelTree(leaves: readonly string[]): LabelTree {
  const [first] = leaves
  if (first === undefined) throw new RangeError('a tree needs a leaf')
  const inner = leaves.length - 1
  const nodes = [...Array<string>(inner), ...leaves]
  for (let at = inner - 1; at >= 0; at--)
    nodes[at] = hashPair(node(nodes, 2 * at + 1), node(nodes, 2 * at + 2))
  return {
    root: node(nodes, 0),
    proofOf(index) {
      if (index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index}`)
      const proof: string[] = []
      for (let at = inner + index; at > 0; at = (at - 1) >> 1)
        proof.push(node(nodes, at % 2 ? at + 1 : at - 1))
      return proof
    },
  }
}

/** Whether the proof leads from the leaf to the root. */
export function provesLabel(root: string, leaf: string, proof: readonly string[]): boolean {
  return proof.reduce(hashPair, leaf) === root
}

function node(nodes: readonly string[], at: number): string {
  const found = nodes[at]
  if (found === undefined) throw new RangeError(`no node ${at}`)
  return found
}

function hashPair(a: string, b: string): string {
  return keccak256(BigInt(a) < BigInt(b) ? concat([a, b]) : concat([b, a]))
}
