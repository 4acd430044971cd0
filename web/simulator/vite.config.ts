/** Builds the simulator's page into dist/web/simulator: `vite build --config web/simulator/vite.config.ts`. */
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: '/simulator/',
  build: {
    outDir: '../../dist/web/simulator',
    emptyOutDir: true,
    modulePreload: false,
    // A data: address would need a hole in the page's content policy.
    assetsInlineLimit: 0,
  },
})
