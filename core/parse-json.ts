/** What a text says; undefined for text that is not JSON, which the schema of whoever asks then refuses. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
