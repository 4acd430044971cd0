import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the counsellors' console to dist/web/desk; the service serves it under /desk. */
export default defineConfig({
  root: here('.'),
  base: '/desk/',
  server: { proxy: { '/desk/api': 'http://localhost:3000' } },
  build: {
    outDir: here('../../dist/web/desk'),
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      // The service worker has a name of its own: browsers ask for the same address again and again.
      input: { index: here('./index.html'), sw: here('./alarm/pushWorker.ts') },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
})
