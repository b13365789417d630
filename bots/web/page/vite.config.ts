import { resolve } from 'node:path'
import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

const pages = ['index.html', 'link.html', 'open.html', 'back.html']

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [preact()],
  build: {
    outDir: resolve(import.meta.dirname, '../../../dist/web'),
    emptyOutDir: true,
    // Inlined files would be data: URLs, which the page's own security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: pages.map((page) => resolve(import.meta.dirname, page)) },
  },
})
