/** Adds the variables of `.env` in the working folder to the environment; what is set already wins. */
export function loadEnvironment(): void {
  try {
    process.loadEnvFile()
  } catch (cause) {
    // No .env is the ordinary case of local mode.
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
}
