import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { serviceWorker } from './pwa.plugin.ts'

/** Development: `GEZHI_SERVER=http://127.0.0.1:8080 npx vite` proxies the API to a running server. */
const server = process.env['GEZHI_SERVER'] ?? 'http://127.0.0.1:8080'
const base = '/field/'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base,
  plugins: [react(), serviceWorker(base, fileURLToPath(new URL('public', import.meta.url)))],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // MapLibre (lazy) is the one chunk above the usual limit.
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': server } },
})
