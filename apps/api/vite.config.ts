import { defineConfig } from 'vite';

/**
 * The API as plain Node modules: workspace libraries inlined, packages left in node_modules.
 * Oxc emits the decorator metadata that Nest's constructor injection needs.
 */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    outDir: '../../dist/apps/api',
    emptyOutDir: true,
    rollupOptions: {
      input: {
        main: 'src/main.ts',
        task: 'src/task.ts',
        worker: 'src/worker.ts',
        openapi: 'src/openapi.ts',
        // A thread that the others start; it has to lie beside whichever file does.
        'busy-times-thread': 'src/platform/calendar-feed/busy-times-thread.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  // react-email is inlined so that of its package only the components and the renderer ship, not its command line.
  ssr: { noExternal: [/^@dryrun\//, 'react-email', '@react-email/render'] },
});
