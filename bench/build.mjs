// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** The oldest runtimes, as electron.vite.config.ts has them. */
const NODE_TARGET = 'node20';
const CHROMIUM_TARGET = 'chrome130';

/**
 * Bundles the bench itself and the program that is its floor.
 *
 * @param {string} root the project
 * @param {string} folder emptied, and inside the project: what is not bundled has to be found from there
 * @returns {Promise<{ command: string, floor: string, slowMain: string }>} the script to run, the floor's folder, and the
 *   module that slows a program down
 */
export async function buildBench(root, folder) {
  const source = (/** @type {string} */ name) => path.join(root, 'bench', name);
  const floor = path.join(folder, 'floor');
  /** @type {import('vite').InlineConfig} */
  const common = {
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '@shared': path.join(root, 'src/shared') } },
  };
  /** @type {(entry: string, outDir: string, file: string, format: 'es' | 'cjs') => Promise<unknown>} */
  const bundle = (entry, outDir, file, format) =>
    build({
      ...common,
      build: {
        ssr: source(entry),
        outDir,
        emptyOutDir: false,
        target: NODE_TARGET,
        minify: false,
        rollupOptions: { external: ['electron'], output: { format, entryFileNames: file } },
      },
    });
  fs.rmSync(folder, { recursive: true, force: true });
  await bundle('run.ts', folder, 'run.mjs', 'es');
  await bundle('slowdown/slow-main.ts', folder, 'slow-main.cjs', 'cjs');
  await bundle('floor/main.ts', floor, 'main.mjs', 'es');
  await bundle('floor/preload.ts', floor, 'preload.cjs', 'cjs');
  await build({
    ...common,
    root: source('floor'),
    base: './',
    plugins: [react()],
    build: {
      outDir: floor,
      emptyOutDir: false,
      target: CHROMIUM_TARGET,
      minify: true,
      rollupOptions: {
        input: ['bare.html', 'react.html', 'list.html', 'audio.html'].map((page) => source(`floor/${page}`)),
      },
    },
  });
  fs.writeFileSync(
    path.join(floor, 'package.json'),
    '{ "name": "floor", "type": "module", "main": "main.mjs" }\n',
  );
  return { command: path.join(folder, 'run.mjs'), floor, slowMain: path.join(folder, 'slow-main.cjs') };
}
