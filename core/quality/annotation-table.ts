// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
/** One person's answer to one item of a single-choice project. */
export interface Annotation {
  readonly item: string
  readonly person: string
  readonly label: string
}

/** Annotations as dense indices; row `n` says person `person[n]` chose `label[n]` on `item[n]`. */
export interface AnnotationTable {
  readonly items: readonly string[]
  readonly people: readonly string[]
  readonly labels: readonly string[]
  readonly item: Int32Array
  readonly person: Int32Array
  readonly label: Int32Array
  /** Annotations on each item. */
  readonly perItem: Int32Array
}

class Index {
  readonly names: string[] = []
  readonly #ids = new Map<string, number>()

  id(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    this.#ids.set(name, this.names.length)
    return this.names.push(name) - 1
  }
}

/**
 * Index annotations for the numeric methods. A person's repeated answer to an item counts once: the first
 * is kept. `labels` fixes the classes and their order (a schema's labels); labels seen beyond it are added.
 */
export function annotationTable(
  annotations: Iterable<Annotation>,
  labels: readonly string[] = [],
): AnnotationTable {
  const items = new Index()
  const people = new Index()
  const classes = new Index()
  for (const label of labels) classes.id(label)
  const rows: { item: number; person: number; label: number }[] = []
  const answered: Set<number>[] = []
  for (const annotation of annotations) {
    const item = items.id(annotation.item)
    const person = people.id(annotation.person)
    const label = classes.id(annotation.label)
    answered[item] ??= new Set()
    if (answered[item].has(person)) continue
    answered[item].add(person)
    rows.push({ item, person, label })
  }
  const perItem = new Int32Array(items.names.length)
  for (const row of rows) perItem[row.item]! += 1
  return {
    items: items.names,
    people: people.names,
    labels: classes.names,
    item: Int32Array.from(rows, (row) => row.item),
    person: Int32Array.from(rows, (row) => row.person),
    label: Int32Array.from(rows, (row) => row.label),
    perItem,
  }
}
