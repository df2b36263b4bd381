import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Built files go where the server's build picks them up; `npm run dev` talks to a server on its default port.
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: process.env.CONSOLE_OUT ?? '../artifacts/console/dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': 'http://localhost:5000', '/health': 'http://localhost:5000' } },
});
