/** Builds the chat into dist/web/chat: `vite build --config web/chat/vite.config.ts`. */
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: '/chat/',
  publicDir: 'public',
  build: {
    outDir: '../../dist/web/chat',
    emptyOutDir: true,
    // Phones handed down to children: Chrome 61, Safari 11.
    target: ['es2017', 'chrome61', 'safari11'],
    cssTarget: ['chrome61', 'safari11'],
    modulePreload: false,
    // A data: address would need a hole in the page's content policy.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
})
