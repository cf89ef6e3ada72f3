import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The portal is what residents find at the address of the district. */
export default defineConfig({
  base: '/',
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
