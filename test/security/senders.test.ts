import { beforeEach, describe, expect, it, vi } from 'vitest';
import { INVOKE_CHANNEL } from '@shared/ipc/bridge';

/** Who is answered: the top frame of the program's own page, and nobody who only looks like it. */

type Handler = (event: { readonly senderFrame: unknown }, route: unknown, input: unknown) => Promise<string>;
const handlers = new Map<string, Handler>();
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) },
  BrowserWindow: { getAllWindows: () => [] },
  app: {},
  session: {},
  shell: {},
}));

const PAGE = 'app://flowshelf/';
const asked: unknown[] = [];

beforeEach(async () => {
  const { serveRequests } = await import('../../src/main/electron/transport');
  const { ownPageCheck } = await import('../../src/main/electron/guards');
  asked.length = 0;
  const router = {
    handle: (route: unknown) => {
      asked.push(route);
      return Promise.resolve({ ok: true as const, value: 'answer' });
    },
  };
  serveRequests(() => router, ownPageCheck(PAGE));
});

async function ask(
  senderFrame: unknown,
  route: unknown = 'app.snapshot',
  input: unknown = '{}',
): Promise<unknown> {
  const text = await handlers.get(INVOKE_CHANNEL)?.({ senderFrame }, route, input);
  return JSON.parse(text ?? 'null');
}

const top = (url: string) => ({ parent: null, url });

describe('who is answered', () => {
  it.each([PAGE, `${PAGE}songs`, `${PAGE}songs?search=x#y`, `${PAGE}index.html`])(
    'the page at %s',
    async (url) => {
      expect(await ask(top(url))).toEqual({ ok: true, value: 'answer' });
      expect(asked).toEqual(['app.snapshot']);
    },
  );

  it.each([
    'about:blank',
    '',
    'app://flowshelf',
    'app://other/',
    'app://flowshelf.evil.example/',
    'app://flowshelf@evil.example/',
    'app://evil.example/app://flowshelf/',
    'app:flowshelf/',
    'APPS://flowshelf/',
    'https://evil.example/#app://flowshelf/',
    'http://localhost:5173/',
    'file:///app://flowshelf/index.html',
    'data:text/html,app://flowshelf/',
    'javascript:0',
    'blob:app://flowshelf/0',
    'filesystem:app://flowshelf/temporary/x',
    'media://song/~x/audio',
    'app://sound-meter/',
    'app://sound-meter/sound-meter/index.html',
    'devtools://devtools/bundled/inspector.html',
    'chrome-error://chromewebdata/',
  ])('not a page at %j', async (url) => {
    expect(await ask(top(url))).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    expect(asked).toEqual([]);
  });

  it('no frame inside a page, not even our own in our own, and no frame that is gone', async () => {
    for (const frame of [{ parent: top(PAGE), url: PAGE }, { parent: top('about:blank'), url: PAGE }, null]) {
      expect(await ask(frame)).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    }
    expect(asked).toEqual([]);
  });

  it('nobody while no library is open', async () => {
    const { serveRequests } = await import('../../src/main/electron/transport');
    serveRequests(
      () => null,
      () => true,
    );
    expect(await ask(top(PAGE))).toMatchObject({ ok: false, error: { code: 'library-unavailable' } });
  });
});
