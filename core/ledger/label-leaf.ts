import { AbiCoder, id, keccak256 } from 'ethers'

/** Where a label was given, in the order of their numbers in a leaf. */
export const PLATFORMS = ['discord', 'telegram', 'web'] as const
export type Platform = (typeof PLATFORMS)[number]

/** One label of a batch; the answer itself stays with the project. */
export interface Label {
  /** Index of the item in its batch. */
  readonly index: number
  /** Account id of the annotator. */
  readonly annotator: number
  /** keccak256 of the answer, salted by whoever keeps it. */
  readonly labelHash: string
  readonly platform: Platform
  /** Id of the message on its platform. */
  readonly messageId: string
  /** Seconds since 1970. */
  readonly sentAt: number
}

const abi = AbiCoder.defaultAbiCoder()
const LEAF = ['bytes32', 'uint256', 'uint256', 'bytes32', 'uint256', 'bytes32', 'uint256']

/** The leaf of a label in its batch's tree. The salt keeps anybody from finding messages by trying ids. */
export function labelLeaf(batchSalt: string, label: Label): string {
  const { messageId, ...published } = label
  return publishedLeaf(batchSalt, { ...published, messageHash: id(messageId) })
}

/** What is published of a label: the hash of the message's id in place of the id. */
export type PublishedLabel = Omit<Label, 'messageId'> & { readonly messageHash: string }

/** The leaf of a label as it is published. */
export function publishedLeaf(batchSalt: string, label: PublishedLabel): string {
  const { index, annotator, labelHash, messageHash, sentAt } = label
  const platform = PLATFORMS.indexOf(label.platform)
  return keccak256(abi.encode(LEAF, [batchSalt, index, annotator, labelHash, platform, messageHash, sentAt]))
}
