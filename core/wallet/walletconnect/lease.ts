import { hostname } from 'node:os'
import { z } from 'zod'
import { type Clock, type Instant, msBetween, plusMs } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { lockChainState, writeChainState } from '../../store/chain-state.ts'
import type { Store } from '../../store/database.ts'

/** The right to speak to wallets: held by one process at a time, as the keys are everybody's. */
export interface Lease {
  /** Takes or extends the lease; false while another process holds it. */
  acquire(): Promise<boolean>
  release(): Promise<void>
}

const KEY = 'walletconnect'
const LEASE_MS = 15_000
/** It is written again only when less than this is left. */
const RENEW_MS = 10_000
const leaseShape = z.object({ holder: z.string(), host: z.string(), pid: z.number(), until: z.string() })

/** @param isAlive whether a process of this machine lives: whoever was killed cannot release its lease */
export function createLease(store: Store, clock: Clock, isAlive: (pid: number) => boolean): Lease {
  const mine = { holder: newId<string>(), host: hostname(), pid: process.pid }
  return {
    acquire: () =>
      store.transaction(async (trx) => {
        const text = await lockChainState(trx, KEY)
        const held = text === '' ? null : leaseShape.parse(JSON.parse(text))
        const now = clock.now()
        const until = (held?.until ?? now) as Instant
        if (held?.holder === mine.holder && msBetween(now, until) > RENEW_MS) return true
        const isOthers = held !== null && held.holder !== mine.holder && until > now
        if (isOthers && (held.host !== mine.host || isAlive(held.pid))) return false
        await writeChainState(trx, KEY, JSON.stringify({ ...mine, until: plusMs(now, LEASE_MS) }))
        return true
      }),
    release: () =>
      store.transaction(async (trx) => {
        const text = await lockChainState(trx, KEY)
        if (text !== '' && leaseShape.parse(JSON.parse(text)).holder === mine.holder) {
          await writeChainState(trx, KEY, '')
        }
      }),
  }
}
