/** One field of a packed word: how wide it is and how its bits become a value. */
interface Field<T> {
  readonly bits: number
  read(bits: bigint): T
  write(value: T): bigint
}

// biome-ignore lint/suspicious/noExplicitAny: a layout holds fields of several types; each keeps its own in Values
type Fields = Record<string, Field<any>>
type ValueOf<F> = F extends Field<infer T> ? T : never
type Values<F extends Fields> = { -readonly [K in keyof F]: ValueOf<F[K]> }

/** A packed 256-bit word of the ledger, read and written as an object. */
export interface WordLayout<F extends Fields> {
  /** Fields of a word as stored. */
  unpack(word: bigint): Values<F>
  /** The word of these fields.
   * @throws RangeError when a value does not fit its bits */
  pack(values: Values<F>): bigint
}

/** The object a layout reads. */
export type WordOf<L> = L extends WordLayout<infer F> ? Values<F> : never

/** An amount, kept exact. */
export function amountField(bits: number): Field<bigint> {
  return { bits, read: (value) => value, write: (value) => value }
}

/** A count, an hour or an id of at most 48 bits. */
export function countField(bits: number): Field<number> {
  return { bits, read: Number, write: BigInt }
}

export function flagField(): Field<boolean> {
  return { bits: 1, read: (value) => value === 1n, write: (value) => (value ? 1n : 0n) }
}

/** One of these names, kept as its index. */
export function choiceField<const T extends string>(bits: number, names: readonly T[]): Field<T> {
  return {
    bits,
    read(value) {
      const name = names[Number(value)]
      if (name === undefined) throw new RangeError(`no choice ${value}`)
      return name
    },
    write: (name) => BigInt(names.indexOf(name)),
  }
}

/** A layout of fields from the least significant bit up, as the contract packs them. */
export function wordLayout<const F extends Fields>(fields: F): WordLayout<F> {
  const places = placesOf(fields)
  return {
    unpack(word) {
      const values: Record<string, unknown> = {}
      for (const { name, field, shift, mask } of places) values[name] = field.read((word >> shift) & mask)
      return values as Values<F>
    },
    pack(values) {
      let word = 0n
      for (const { name, field, shift, mask } of places) {
        const bits = field.write(values[name])
        if (bits < 0n || bits > mask) throw new RangeError(`${name} ${bits} does not fit ${field.bits} bits`)
        word |= bits << shift
      }
      return word
    },
  }
}

function placesOf(fields: Fields) {
  let next = 0n
  return Object.entries(fields).map(([name, field]) => {
    const shift = next
    next += BigInt(field.bits)
    return { name, field, shift, mask: (1n << BigInt(field.bits)) - 1n }
  })
}
