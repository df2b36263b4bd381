import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const OUT = process.env.CONSOLE_OUT ?? '../artifacts/console/dist';

/** Scripts and styles are stored compressed only, in both forms that browsers take; the server sends them as they are. */
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    async closeBundle() {
      const folder = join(OUT, 'assets');
      for (const name of await readdir(folder)) {
        if (/\.(js|css)$/.test(name)) {
          const path = join(folder, name);
          const plain = await readFile(path);
          await Promise.all([writeFile(`${path}.br`, brotliCompressSync(plain)), writeFile(`${path}.gz`, gzipSync(plain, { level: 9 }))]);
          await rm(path);
        }
      }
    },
  };
}

// Built files go where the server's build picks them up; `npm run dev` talks to a server on its default port.
export default defineConfig({
  plugins: [react(), packed()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { input: { index: 'index.html', studio: 'studio.html' } },
  },
  server: {
    proxy: Object.fromEntries(['/api', '/elsa', '/health', '/studio/_'].map((path) => [path, 'http://localhost:5000'])),
  },
});
