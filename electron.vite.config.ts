import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { licences } from './scripts/release/licences-plugin.mjs';

const alias = { '@shared': resolve(import.meta.dirname, 'src/shared') };

/**
 * Targets are the oldest runtime the suite runs on, not the one that ships: electron-vite would otherwise read them
 * from the installed electron package, whose binary may be the fallback.
 */
const NODE_TARGET = 'node20';
const CHROMIUM_TARGET = 'chrome130';

export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [licences({ besides: ['better-sqlite3'] })],
    build: {
      target: NODE_TARGET,
      // Bundled dependencies start about ten times faster; only the native module has to stay a file of its own.
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: resolve(import.meta.dirname, 'src/main/index.ts'),
          maintenance: resolve(import.meta.dirname, 'src/main/maintenance.ts'),
          reader: resolve(import.meta.dirname, 'src/main/reader.ts'),
          'intake-thread': resolve(import.meta.dirname, 'src/main/intake-thread.ts'),
          'export-thread': resolve(import.meta.dirname, 'src/main/export-thread.ts'),
          'list-maker': resolve(import.meta.dirname, 'src/main/list-maker.ts'),
        },
        external: ['better-sqlite3', 'electron'],
      },
    },
  },
  preload: {
    resolve: { alias },
    plugins: [licences()],
    build: {
      target: NODE_TARGET,
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: resolve(import.meta.dirname, 'src/preload/index.ts'),
          'sound-meter': resolve(import.meta.dirname, 'src/preload/sound-meter.ts'),
        },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(import.meta.dirname, 'src/renderer'),
    resolve: { alias },
    plugins: [react(), licences({ besides: ['@fontsource-variable/inter'] })],
    build: {
      target: CHROMIUM_TARGET,
      minify: true,
      // Chromium does it itself; the polyfill would be the one thing that both pages share.
      modulePreload: { polyfill: false },
      // Fonts and icons stay files: the content security policy allows no data: fonts.
      assetsInlineLimit: 0,
      rollupOptions: {
        input: {
          index: resolve(import.meta.dirname, 'src/renderer/index.html'),
          'sound-meter': resolve(import.meta.dirname, 'src/renderer/sound-meter/index.html'),
        },
        // Two files for the first screen instead of forty-five: each is asked of main, which has better things to do then.
        output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } },
      },
    },
  },
});
