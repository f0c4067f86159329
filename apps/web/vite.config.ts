import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The browser's part. Fonts and icons stay files of their own (`assetsInlineLimit: 0`): the production content security
 * policy allows fonts and scripts from this origin only, never `data:` or inline.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': 'http://127.0.0.1:3000', '/calendar/': 'http://127.0.0.1:3000' },
  },
  build: { outDir: '../../dist/apps/web', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
});
