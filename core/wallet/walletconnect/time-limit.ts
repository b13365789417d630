/** The result of `work`, or a rejection after `ms`: no call of the SDK may keep anybody waiting as long as it
 * likes to. What comes later is given to `late`, and a later failure is dropped. */
export function within<T>(ms: number, what: string, work: Promise<T>, late: (result: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isOver = false
    const timer = setTimeout(() => {
      isOver = true
      reject(new Error(`${what} took longer than ${ms / 1_000} s`))
    }, ms)
    work.then(
      (result) => {
        clearTimeout(timer)
        if (isOver) late(result)
        else resolve(result)
      },
      (cause) => {
        clearTimeout(timer)
        reject(cause)
      },
    )
  })
}
