import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  plugins: [react(), tailwindcss()],
  // The server puts the nonce of each answer in its place.
  html: { cspNonce: 'nonce-of-this-answer' },
  build: {
    // Engines that have `light-dark()` and Ed25519 in WebCrypto; nothing is inlined, so the content policy needs no exception.
    target: ['chrome137', 'firefox130', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:7400' } },
});
