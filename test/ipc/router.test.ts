import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_REQUEST_CHARS } from '@shared/ipc/bridge';
import { contract, type Route } from '@shared/ipc/contract';
import { AppError, ERROR_CODES, type Envelope } from '@shared/ipc/errors';
import { createRouter, type Handlers } from '../../src/main/ipc/router';
import { createRecordingLog } from '../support/ports';
import { success } from '../support/flow-server';
import { clip, serveFiles, WORDS } from '../support/songs';
import { A_CLIP as CLIP, A_JOB as JOB, VALID } from '../support/valid-requests';
import { createWorld } from '../support/world';
import { LYRICS_FORMATS, MAX_KEPT_QUEUE, MAX_LYRICS_FILES, MAX_PLAY_HISTORY } from '@shared/model';
import { MAX_TAGS } from '@shared/song-tags';
import { MAX_OPEN_FILES } from '@shared/system';

const world = createWorld();
const ROUTES = Object.keys(contract) as Route[];

/** Fields that take null. */
const MAY_BE_NULL: ReadonlySet<string> = new Set([
  'key.test key',
  'system.showSong kind',
  'check.page kind',
  'check.ids kind',
  'check.repair ids',
  'player.report clipId',
  'system.openSong kind',
  'system.openSong programId',
  'playlists.add before',
  'playlists.moveEntries before',
  'queue.keepOrder listed',
  'queue.keepPlace history',
  'settings.update outputDevice',
  'playback.keepSession stop',
  'playback.keepSession repeated',
]);

/** Numbers that name something, and only grow. */
const IDS: ReadonlySet<string> = new Set(['id', 'before', 'removal']);

/** What these act on is not there unless the library was being moved, or a newer version was found. */
const NEEDS_WHAT_IS_NOT_THERE: ReadonlySet<Route> = new Set([
  'libraryMove.start',
  'libraryMove.resume',
  'libraryMove.discard',
  'libraryMove.showOldFolder',
  'libraryMove.trashOldFolder',
  'updates.fetch',
  'updates.restart',
]);

/** More characters than any text of this route may have. */
function tooLong(route: Route): number {
  if (route === 'jobs.add' || route === 'jobs.recognise') return 20_000_001;
  if (route === 'lyrics.readImport' || route === 'playlists.readImport') return 28_000_001;
  if (route === 'key.save' || route === 'key.test') return 20_001;
  if (route === 'queue.keepOrder') return MAX_KEPT_QUEUE * 7 + 1;
  const isLyrics = route === 'system.copyText' || route === 'lyrics.save' || route === 'lyrics.keepDraft';
  return isLyrics ? 5_000_001 : 2_001;
}

/** More members than this list may have. */
function tooMany(field: string): number {
  if (field === 'entryIds' || field === 'removals') return 100_001;
  if (field === 'clipIds' || field === 'ids') return 1_000_001;
  if (field === 'history') return MAX_PLAY_HISTORY + 1;
  if (field === 'timing') return 200_001;
  if (field === 'files') return MAX_OPEN_FILES + 1;
  if (field === 'tags') return MAX_TAGS + 1;
  if (field === 'formats' || field === 'exportFormats') return LYRICS_FORMATS.length + 1;
  if (field === 'fileNames') return MAX_LYRICS_FILES + 1;
  return field === 'jobIds' ? 100_001 : 5;
}

/** Handlers that write down what reaches them and answer with `answer`. */
function recordingRouter(answer: () => unknown = () => 'answer') {
  const reached: { route: string; input: unknown }[] = [];
  const handlers = Object.fromEntries(
    ROUTES.map((route) => [
      route,
      (input: unknown) => {
        reached.push({ route, input });
        return answer();
      },
    ]),
  ) as unknown as Handlers;
  const log = createRecordingLog();
  const router = createRouter(handlers, log);
  return {
    router,
    reached,
    log,
    ask: (route: unknown, input: unknown) => router.handle(route, JSON.stringify(input)),
  };
}

function expectBadInput(envelope: Envelope<unknown>): void {
  expect(envelope).toMatchObject({ ok: false, error: { code: 'bad-input' } });
}

describe('what each route takes', () => {
  it.each(ROUTES)('%s: its own input, handed on as parsed', async (route) => {
    const { ask, reached } = recordingRouter();
    expect(await ask(route, VALID[route])).toEqual({ ok: true, value: 'answer' });
    expect(reached).toEqual([{ route, input: VALID[route] }]);
  });

  it.each(ROUTES)('%s: nothing that is no object of its fields', async (route) => {
    const { ask, router, reached } = recordingRouter();
    for (const input of [null, true, 7, 'text', [], [VALID[route]], [[]]])
      expectBadInput(await ask(route, input));
    expectBadInput(await ask(route, { ...VALID[route], extra: 1 }));
    expectBadInput(await ask(route, { ...VALID[route], constructor: 1 }));
    // A key that only JSON can make one's own.
    const own = JSON.stringify(VALID[route]);
    const sneaky = `${own.slice(0, -1)}${own === '{}' ? '' : ','}"__proto__":{"isAdmin":true}}`;
    await router.handle(route, sneaky);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    for (const { input } of reached) expect((input as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    for (const text of ['', '{', 'undefined', '{"a":}', '[1,]', 'NaN', '\u0000']) {
      expectBadInput(await router.handle(route, text));
    }
    for (const input of [undefined, null, {}, [], 7, VALID[route], () => '{}', Symbol('x')]) {
      expectBadInput(await router.handle(route, input));
    }
    expect(reached.length).toBeLessThanOrEqual(1);
  });

  const FIELDS = ROUTES.flatMap((route) => Object.keys(VALID[route]).map((field) => [route, field] as const));

  it.each(FIELDS)('%s, %s: no other type, no other shape, nothing huge', async (route, field) => {
    const { ask, reached } = recordingRouter();
    const valid = VALID[route][field];
    const isText = typeof valid === 'string';
    const wrong: unknown[] = [
      // Nobody has changed a width or a key yet, or no action has one.
      ...(['songColumnWidths', 'shortcuts', 'globalKeys'].includes(field) ? [] : [{}]),
      { $ne: null },
      { length: 1, 0: valid },
      [[valid]],
      typeof valid === 'boolean' ? 1 : true,
      ...(isText ? [7, [valid], 'x'.repeat(tooLong(route))] : ['7', '', String(valid)]),
      ...(Array.isArray(valid) ? [[''], [null], [{}], Array(tooMany(field)).fill(valid[0])] : []),
      // Only an offset may be below zero.
      ...(typeof valid === 'number' ? [valid < 0 ? -60_001 : -1, 1.5e300] : []),
      // Places in lists have a bound; ids only grow.
      ...(typeof valid === 'number' && !IDS.has(field) ? [10_000_001] : []),
    ];
    if (!MAY_BE_NULL.has(`${route} ${field}`)) wrong.push(null);
    for (const value of wrong) {
      const envelope = await ask(route, { ...VALID[route], [field]: value });
      expect([route, field, JSON.stringify(value).slice(0, 60), envelope.ok]).toEqual([
        route,
        field,
        JSON.stringify(value).slice(0, 60),
        false,
      ]);
      expectBadInput(envelope);
    }
    if (route !== 'settings.update') {
      const { [field]: _left, ...rest } = VALID[route];
      expectBadInput(await ask(route, rest));
    }
    expect(reached).toEqual([]);
  });

  it('ids that no service gives and no path could be', async () => {
    const { ask, reached } = recordingRouter();
    for (const id of ['', '../x', 'a b', 'a/b', 'ä', 'x'.repeat(129), "'; --", 'a\n']) {
      for (const route of ['jobs.check', 'jobs.stop', 'jobs.remove'] as const) {
        expectBadInput(await ask(route, { jobIds: [id] }));
      }
      expectBadInput(await ask('jobs.answer', { jobId: id }));
    }
    for (const clipId of ['', 'x'.repeat(201)]) expectBadInput(await ask('songs.get', { clipId }));
    for (const id of [0, -1, 1.5, '1']) expectBadInput(await ask('downloads.cancel', { ids: [id] }));
    for (const ids of [[], Array(100_001).fill('a')])
      expectBadInput(await ask('jobs.check', { jobIds: ids }));
    expect(reached).toEqual([]);
  });

  it('a request as large as memory allows is refused before it is parsed', async () => {
    const { router, reached } = recordingRouter();
    const huge = ' '.repeat(MAX_REQUEST_CHARS + 1);
    expectBadInput(await router.handle('app.snapshot', huge));
    expect(await router.handle('app.snapshot', `{${' '.repeat(1_000)}}`)).toMatchObject({ ok: true });
    expect(reached).toHaveLength(1);
  });

  it('nesting as deep as a text can hold breaks nothing', async () => {
    const { router } = recordingRouter();
    const depth = 200_000;
    expectBadInput(await router.handle('jobs.page', `${'['.repeat(depth)}${']'.repeat(depth)}`));
    expectBadInput(await router.handle('jobs.page', `${'{"offset":'.repeat(depth)}1${'}'.repeat(depth)}`));
  });
});

describe('routes that do not exist', () => {
  it.each([
    'no.such',
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'app.snapshot ',
    'APP.SNAPSHOT',
    'app',
    'x'.repeat(100_000),
  ])('%s', async (route) => {
    const { ask, reached } = recordingRouter();
    expectBadInput(await ask(route, {}));
    expect(reached).toEqual([]);
  });

  it.each([
    undefined,
    null,
    7,
    true,
    {},
    [],
    ['app.snapshot'],
    { toString: () => 'app.snapshot' },
    Symbol('x'),
  ])('of another type (%#)', async (route) => {
    const { router, reached } = recordingRouter();
    expectBadInput(await router.handle(route, '{}'));
    expect(reached).toEqual([]);
  });
});

describe('what goes wrong behind a route', () => {
  const SECRET = 'secret path /home/someone and key abc';

  it.each([
    [
      'an error',
      () => {
        throw new Error(SECRET);
      },
    ],
    ['a rejected promise', () => Promise.reject(new TypeError(SECRET))],
    [
      'a text',
      () => {
        throw SECRET;
      },
    ],
    [
      'nothing',
      () => {
        throw undefined;
      },
    ],
    ['null', () => Promise.reject(null as unknown as Error)],
    [
      'an object',
      () => {
        throw { stack: SECRET, code: 'not-found', message: SECRET };
      },
    ],
  ] as const)('%s crosses as an id and nothing more, and is logged under that id', async (_name, handler) => {
    const { ask, log } = recordingRouter(handler as () => unknown);
    const envelope = await ask('app.snapshot', {});
    expect(envelope).toEqual({
      ok: false,
      error: {
        code: 'internal',
        message: 'Unexpected failure',
        logId: expect.stringMatching(/^[0-9a-f]{6}$/) as unknown,
      },
    });
    expect(JSON.stringify(envelope)).not.toContain('secret');
    const logId = envelope.ok ? '' : envelope.error.logId;
    expect(log.errors()).toHaveLength(1);
    expect(log.errors()[0]?.message).toBe(`Request app.snapshot failed (${logId ?? ''})`);
  });

  it.each(ERROR_CODES)('an expected failure crosses with its code: %s', async (code) => {
    const { ask, log } = recordingRouter(() => {
      throw new AppError(code, 'told', { cause: new Error(SECRET) });
    });
    expect(await ask('app.snapshot', {})).toEqual({ ok: false, error: { code, message: 'told' } });
    expect(log.errors()).toEqual([]);
  });

  it('a failure that is about a file crosses with its name', async () => {
    const { ask } = recordingRouter(() => {
      throw new AppError('file-too-large', 'told', { file: 'Mine.m3u8' });
    });
    const error = { code: 'file-too-large', message: 'told', file: 'Mine.m3u8' };
    expect(await ask('app.snapshot', {})).toEqual({ ok: false, error });
  });

  it('two failures have two ids', async () => {
    const { ask } = recordingRouter(() => {
      throw new Error('x');
    });
    const ids = await Promise.all(Array.from({ length: 20 }, () => ask('app.snapshot', {})));
    expect(new Set(ids.map((envelope) => (envelope.ok ? '' : envelope.error.logId))).size).toBeGreaterThan(
      18,
    );
  });
});

describe('the whole core behind the router', () => {
  it('answers every route in its right form', async () => {
    world.expectsErrors(/failure in the window/);
    const server = await world.server();
    const { urls } = serveFiles(server, 'Low Tide');
    server.job(JOB, success([clip('Low Tide', { ...urls, lyrics_timing_markers: WORDS })]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    core.shell.choose(null);
    writeFileSync(join(core.library, 'notes.txt'), 'x');
    await core.invoke('check.start', { mode: 'quick' });
    await core.waitFor(async () => (await core.invoke('check.status', {})).run === null);
    // A removed song has nothing left to tell or to show.
    const order = [...ROUTES.filter((route) => route !== 'songs.remove'), 'songs.remove' as const];
    for (const route of order) {
      // For whichever of them begins something.
      await core.ask('export.nameSongs', VALID['export.nameSongs']);
      const envelope = await core.ask(route, VALID[route]);
      expect([route, envelope.ok ? 'ok' : envelope.error.code]).toEqual([
        route,
        NEEDS_WHAT_IS_NOT_THERE.has(route) ? 'not-found' : 'ok',
      ]);
      // One export at a time.
      await core.waitFor(async () => (await core.invoke('export.status', {}))?.phase !== 'running');
      // What crosses is text: nothing may be lost or refuse to become it.
      const value = envelope.ok ? envelope.value : null;
      expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    }
    expect(core.profileSwitches).toEqual(['reopen', 'enter', 'leave']);
  });

  it('never throws, never tells more than a code, and keeps its head: a thousand random calls', async () => {
    world.expectsErrors(/Job ids could not be written|Library folder|failure in the window/);
    const server = await world.server({ key: undefined });
    const core = await world.core(server);
    // Not in this storm: it would turn the sample's address or another folder into the thing that is tested.
    const routes = ROUTES.filter((route) => route !== 'settings.setApiUrl');
    const value = fc.oneof(
      { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
      fc.constantFrom(
        '',
        '../../x',
        '__proto__',
        '\u0000',
        -1,
        0,
        1e308,
        null,
        JOB,
        CLIP,
        [JOB],
        [1],
        'x'.repeat(10_000),
      ),
    );
    const call = fc.constantFrom(...routes).chain((route) => {
      const valid = VALID[route];
      const fields = Object.keys(valid);
      const mutated =
        fields.length === 0
          ? fc.dictionary(fc.string(), value)
          : fc
              .tuple(fc.constantFrom(...fields), value)
              .map(([field, other]) => ({ ...valid, [field]: other }));
      return fc.tuple(
        fc.oneof({ weight: 9, arbitrary: fc.constant<unknown>(route) }, fc.anything()),
        fc.oneof(fc.constant(valid), mutated, fc.jsonValue()).map((input) => JSON.stringify(input)),
      );
    });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(call, async ([route, input]) => {
        count += 1;
        const envelope = await core.app.router.handle(route, input);
        if (envelope.ok) {
          JSON.stringify(envelope.value);
        } else {
          expect(ERROR_CODES).toContain(envelope.error.code);
          expect([route, input, envelope.error.code]).not.toEqual([route, input, 'internal']);
          expect(Object.keys(envelope.error).sort()).toEqual(['code', 'message']);
          expect(envelope.error.message).not.toMatch(/\n\s+at |node_modules|\.ts:/);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(count).toBeGreaterThanOrEqual(1_000);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect((await core.invoke('app.snapshot', {})).libraryFolder).toBe(core.library);
  }, 60_000);
});
