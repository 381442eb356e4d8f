import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// Names without hashes: the server's ETags say when a file has changed.
export default defineConfig({
  plugins: [svelte()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        entryFileNames: 'page/[name].js',
        chunkFileNames: 'page/[name].js',
        assetFileNames: 'page/[name][extname]',
      },
    },
  },
});
