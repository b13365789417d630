import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import type { PageLinks } from '../../../core/wallet/page-links.ts'
import { linkRoutes } from './link-routes.ts'

/** Pages by their address: link a wallet in a browser, open a wallet app, and where a wallet app leads back to. */
const PAGES = { '/link': 'link.html', '/open': 'open.html', '/back': 'back.html' } as const

/** Adds the pages for wallets, with what they ask for, to an app that guards itself. */
export function addWalletPages(app: Hono, pages: PageLinks, pageDir: string): void {
  app.route('/api/link', linkRoutes(pages))
  // Wallet apps show it; in the built page its name changes with its content.
  app.get('/icon.svg', serveStatic({ root: import.meta.dirname, path: '../page/icon.svg' }))
  for (const [path, file] of Object.entries(PAGES)) {
    app.get(path, serveStatic({ root: pageDir, path: file }))
  }
}
