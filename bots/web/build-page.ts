import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

const source = resolve(import.meta.dirname, 'page')
/** Where the built page lies. */
export const pageDir = resolve(import.meta.dirname, '../../dist/web')

/** Builds the page with vite when a source is newer than what is built. Returns whether it did. */
export async function buildPage(): Promise<boolean> {
  const sources = await Promise.all(
    ['.', 'link', '..', '../../../commands'].map((folder) => newestIn(join(source, folder))),
  )
  const built = await changedAt(join(pageDir, 'index.html'))
  if (built > Math.max(...sources, await newestIn(join(source, 'styles')))) return false
  // Loaded only when needed: vite takes longer to load than to build this page.
  const { build } = await import('vite')
  await mkdir(dirname(pageDir), { recursive: true })
  const staging = await mkdtemp(`${pageDir}-`)
  await build({
    configFile: join(source, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: staging },
  })
  await putInPlace(staging)
  return true
}

/** Swaps the whole folder at once: nobody is served half a page, and of two that build at the same time one
 * wins. */
async function putInPlace(staging: string): Promise<void> {
  await rm(pageDir, { recursive: true, force: true })
  try {
    await rename(staging, pageDir)
  } catch (cause) {
    await rm(staging, { recursive: true })
    if ((await changedAt(join(pageDir, 'index.html'))) === 0) throw cause
  }
}

/** When the newest file directly in a folder changed, in milliseconds since the epoch. */
async function newestIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name))
  return Math.max(0, ...(await Promise.all(files.map(changedAt))))
}

/** 0 when there is no such file. */
async function changedAt(file: string): Promise<number> {
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null
    throw cause
  })
  return found?.mtimeMs ?? 0
}
