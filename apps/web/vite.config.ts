// Owns how the page is built and served while developing. The built page loads everything from its own host,
// and holds no inline script, so a strict Content-Security-Policy can stand.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { serviceWorker } from './service-worker-plugin.ts'

// Where the developer's board server listens; `npm run dev` says so.
const server = process.env.INKROOM_DEV_SERVER ?? 'http://127.0.0.1:8080'
const serverPaths = ['/ws', '/health', '/healthz', '/readyz', '/metrics']

export default defineConfig({
  plugins: [react(), serviceWorker()],
  server: {
    // Host and Origin stay the developer's own, or the server would refuse the socket as a stranger's.
    proxy: Object.fromEntries(
      serverPaths.map(path => [path, { target: server, ws: path === '/ws', changeOrigin: false }]),
    ),
  },
  build: {
    target: 'es2022',
    sourcemap: true,
    // react + react-dom alone are more than Vite's default warning; the size tests hold the real budget.
    chunkSizeWarningLimit: 700,
    // Small files as data: URLs would need a looser policy for images and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // All that the page begins with is one file: it is one request, and packs better than ten.
      output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } },
      // Our packages only name things when they are loaded. Told so, the bundler leaves out what their index names and
      // nobody uses, and lets code that loads later bring its part of them along.
      treeshake: { moduleSideEffects: id => !/\/packages\/[a-z]+\/src\//.test(id) },
    },
  },
})
