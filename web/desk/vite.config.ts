import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** Builds the counsellors' console to dist/web/desk; the service serves it under /desk. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/desk/',
  server: { proxy: { '/desk/api': 'http://localhost:3000' } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/web/desk', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
  },
})
