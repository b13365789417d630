import { id } from 'ethers'
import { expect, it } from 'vitest'
import { type Label, labelLeaf } from '../../../core/ledger/label-leaf.ts'

const label: Label = {
  index: 3,
  annotator: 7,
  labelHash: id('cat'),
  platform: 'discord',
  messageId: '1186',
  sentAt: 1_790_000_000,
}

it('binds every part of a label and the salt', () => {
  const others: Label[] = [
    { ...label, index: 4 },
    { ...label, annotator: 8 },
    { ...label, labelHash: id('dog') },
    { ...label, platform: 'telegram' },
    { ...label, messageId: '1187' },
    { ...label, sentAt: 1_790_000_001 },
  ]
  const leaves = [label, ...others].map((one) => labelLeaf(id('salt'), one))
  expect(new Set([...leaves, labelLeaf(id('other salt'), label)]).size).toBe(8)
})
