/** A map that remembers which keys were written since it was last asked. */
export class TrackedMap<K, V> extends Map<K, V> {
  private readonly written = new Set<K>()

  override set(key: K, value: V): this {
    // The constructor of Map sets entries before this field exists.
    this.written?.add(key)
    return super.set(key, value)
  }

  override delete(key: K): boolean {
    this.written.add(key)
    return super.delete(key)
  }

  /** Keys written since the last call. */
  takeWritten(): K[] {
    const keys = [...this.written]
    this.written.clear()
    return keys
  }
}
