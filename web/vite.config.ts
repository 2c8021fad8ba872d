import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { licences } from './licences.ts';

// The names of what is built are stable, so that a change of the console is a change of files, not of names: the server tells
// versions apart by content.
export default defineConfig({
  plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false }), licences('LICENCES')],
  build: {
    outDir: '../internal/console/app',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
  server: { proxy: { '/api': { target: process.env.TARN_CONSOLE ?? 'http://127.0.0.1:8901', changeOrigin: false } } },
});
