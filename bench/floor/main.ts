import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { app, BrowserWindow, ipcMain } from 'electron';

/**
 * The least that a program of this kind can be: a sandboxed window with a page, and an answer of as many bytes as it is
 * asked for. What the program needs beyond this is its own doing.
 */

const PAGE = process.env['BENCH_FLOOR_PAGE'] ?? 'bare.html';
/** What the page is to know: the query of its address. */
const QUERY = process.env['BENCH_FLOOR_QUERY'] ?? '';
/** A JSON list of byte counts: the n-th answer has the n-th length. */
const SIZES = process.env['BENCH_FLOOR_SIZES'];

const answers = SIZES === undefined ? [] : answersOf(JSON.parse(readFileSync(SIZES, 'utf8')) as number[]);
ipcMain.handle('floor', (_event, index: number) => answers[index] ?? '');
ipcMain.handle('floor-downloads', async (_event, urls: readonly string[], folder: string) => {
  // Only now: nobody else waits for it at the start.
  const { downloadAll } = await import('./downloads');
  return downloadAll(urls, folder);
});

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
    },
  });
  return window.loadFile(join(import.meta.dirname, PAGE), { search: QUERY });
});
app.on('window-all-closed', () => {
  app.quit();
});

/** JSON text, as the program's answers are, for parsing it is part of an answer's price. */
function answersOf(sizes: readonly number[]): string[] {
  return sizes.map((size) => JSON.stringify('x'.repeat(Math.max(0, size - 2))));
}
