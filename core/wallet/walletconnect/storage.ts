type Entry = readonly [string, string | null]

/** What WalletConnect's SDK takes for its storage, and a way to wait until all of it is safe. */
export interface SdkStorage {
  getKeys(): Promise<string[]>
  getEntries<T>(): Promise<[string, T][]>
  getItem<T>(key: string): Promise<T | undefined>
  setItem<T>(key: string, value: T): Promise<void>
  removeItem(key: string): Promise<void>
  /** Resolves once everything set so far is written. */
  flush(): Promise<void>
}

const COALESCE_MS = 500

/**
 * Keeps the SDK's entries in memory and writes what changed together: it sets a whole list again for every
 * small change, a gigabyte for two hundred wallets. What is not flushed may be half a second old after a kill.
 */
export function createSdkStorage(
  initial: readonly (readonly [string, string])[],
  write: (entries: readonly Entry[]) => Promise<void>,
): SdkStorage {
  const texts = new Map(initial)
  /** Not turned into text before it has to be. */
  const changed = new Map<string, { readonly value: unknown }>()
  let writing = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const writeChanged = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(async () => {
      const entries = settle(changed, texts)
      if (entries.length > 0) await write(entries)
    })
    return writing
  }
  const change = async (key: string, value: unknown) => {
    changed.set(key, { value })
    timer ??= setTimeout(writeChanged, COALESCE_MS)
  }
  const read = <T>(key: string): T | undefined => {
    const fresh = changed.get(key)
    const text = fresh ? textOf(fresh.value) : texts.get(key)
    return text == null ? undefined : (JSON.parse(text, revive) as T)
  }
  const keys = () =>
    [...new Set([...texts.keys(), ...changed.keys()])].filter((key) => read(key) !== undefined)

  return {
    getKeys: async () => keys(),
    getEntries: async <T>() => keys().map((key) => [key, read<T>(key) as T] as [string, T]),
    getItem: async <T>(key: string) => read<T>(key),
    setItem: change,
    removeItem: (key) => change(key, undefined),
    flush: writeChanged,
  }
}

/** Takes over what changed; returns what is another text now. */
function settle(changed: Map<string, { readonly value: unknown }>, texts: Map<string, string>): Entry[] {
  const entries: Entry[] = []
  for (const [key, { value }] of changed) {
    const text = textOf(value)
    if (text === (texts.get(key) ?? null)) continue
    if (text === null) texts.delete(key)
    else texts.set(key, text)
    entries.push([key, text])
  }
  changed.clear()
  return entries
}

function textOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value, replace)
}

/** Large integers as the SDK itself writes them: `12n`. */
function replace(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

function revive(_: string, value: unknown): unknown {
  return typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value
}
