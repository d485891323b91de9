import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contract, type Route } from '@shared/ipc/contract';
import { ERROR_CODES, type Envelope } from '@shared/ipc/errors';
import { listFiles, type Core } from '../support/core';
import { count } from '../support/extent';
import { success } from '../support/flow-server';
import { clip, serveFiles, WORDS } from '../support/songs';
import { A_CLIP, A_JOB, VALID } from '../support/valid-requests';
import { createWorld } from '../support/world';

/**
 * Every route of a real core with requests that no window of ours sends. Invalid ones are made from valid ones by a
 * change that is known to be forbidden, so that the test does not have to believe the schemas it tests.
 */

const CALLS = count(10_000, 1_000);
const HUGE_CALLS = count(60, 6);
const SEED = 20_261_123;
const ROUTES = Object.keys(contract) as Route[];
const HUGE_CHARS = 10_000_000;

const world = createWorld();

/** A request as it reaches the router: any route and any text, or what is no text at all. */
interface Call {
  readonly route: unknown;
  readonly input: unknown;
  /** What makes it invalid. */
  readonly flaw: string;
}

const ODD_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, '', ' ', '0', 'true', 'null', '[object Object]'],
  ...[
    '../../etc/passwd',
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    '‮x',
    "'; DROP TABLE job; --",
    '%00',
    '🎵',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    [{}],
    [['a']],
    { length: 1 },
    { toString: 'x' },
    { __proto__x: 1 },
    { valueOf: 7 },
  ],
];

/** Values of a type that this one is not, in the form in which JSON can carry them. */
function otherTypes(valid: unknown): unknown[] {
  const typeOf = (value: unknown) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);
  return ODD_VALUES.filter((value) => typeOf(value) !== typeOf(valid) && value !== null);
}

const anyRoute = fc.constantFrom(...ROUTES);
const routeWithFields = fc.constantFrom(...ROUTES.filter((route) => Object.keys(VALID[route]).length > 0));
/** Every field of it is required. */
const strictRoute = fc.constantFrom(
  ...ROUTES.filter((route) => Object.keys(VALID[route]).length > 0 && route !== 'settings.update'),
);

const wrongType: fc.Arbitrary<Call> = routeWithFields.chain((route) =>
  fc.constantFrom(...Object.keys(VALID[route])).chain((field) =>
    fc.constantFrom(...otherTypes(VALID[route][field])).map((value) => ({
      route,
      input: JSON.stringify({ ...VALID[route], [field]: value }),
      flaw: `${field} of another type`,
    })),
  ),
);
const extraKey: fc.Arbitrary<Call> = fc
  .tuple(
    anyRoute,
    fc.constantFrom('extra', 'constructor', 'toString', 'path', 'Route', '', 'hasOwnProperty', 'then'),
    fc.constantFrom(...ODD_VALUES),
  )
  .map(([route, key, value]) => {
    const own = JSON.stringify(VALID[route]).slice(0, -1);
    const comma = own === '{' ? '' : ',';
    return {
      route,
      input: `${own}${comma}${JSON.stringify(key)}:${JSON.stringify(value)}}`,
      flaw: `a field ${key} more`,
    };
  });
const missingKey: fc.Arbitrary<Call> = strictRoute.chain((route) =>
  fc.constantFrom(...Object.keys(VALID[route])).map((field) => {
    const { [field]: _left, ...rest } = VALID[route];
    return { route, input: JSON.stringify(rest), flaw: `${field} is missing` };
  }),
);
/** The fields stand only in the prototype: whoever reads them there is fooled. */
const inPrototype: fc.Arbitrary<Call> = strictRoute.map((route) => ({
  route,
  input: `{"__proto__":${JSON.stringify(VALID[route])}}`,
  flaw: 'all of it in the prototype',
}));
const noObject: fc.Arbitrary<Call> = fc
  .tuple(
    anyRoute,
    fc.oneof(
      fc.constantFrom(
        ...ODD_VALUES.filter((value) => typeof value !== 'object' || Array.isArray(value) || value === null),
      ),
      fc.array(fc.jsonValue({ maxDepth: 2 })),
    ),
  )
  .map(([route, value]) => ({ route, input: JSON.stringify(value), flaw: 'no object' }));
const noJson: fc.Arbitrary<Call> = fc
  .tuple(
    anyRoute,
    fc.oneof(
      fc.constantFrom<unknown>(
        '',
        '{',
        '{"a":}',
        'NaN',
        'undefined',
        "{'a':1}",
        '{}{}',
        '\u0000',
        '['.repeat(50_000),
      ),
      fc.constantFrom<unknown>(
        undefined,
        null,
        7,
        true,
        {},
        [],
        new Date(0),
        new Map(),
        new Uint8Array(8),
        10n,
      ),
    ),
  )
  .map(([route, input]) => ({ route, input, flaw: 'no JSON text' }));
const noRoute: fc.Arbitrary<Call> = fc
  .oneof(
    fc.string().filter((text) => !Object.hasOwn(contract, text)),
    fc.constantFrom<unknown>(
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'APP.SNAPSHOT',
      'app.snapshot\n',
    ),
    fc.constantFrom<unknown>(undefined, null, 7, {}, [], ['app.snapshot'], {
      toString: () => 'app.snapshot',
    }),
  )
  .map((route) => ({ route, input: '{}', flaw: 'no route' }));

const invalidCall = fc.oneof(
  { weight: 4, arbitrary: wrongType },
  { weight: 2, arbitrary: extraKey },
  { weight: 2, arbitrary: missingKey },
  inPrototype,
  noObject,
  noJson,
  noRoute,
);

/** Values of the right type with odd content: refused or carried out, but never a surprise. */
const oddCall: fc.Arbitrary<Call> = routeWithFields
  .filter((route) => route !== 'settings.setApiUrl')
  .chain((route) =>
    fc
      .tuple(fc.constantFrom(...Object.keys(VALID[route])), fc.constantFrom(...ODD_VALUES))
      .map(([field, value]) => ({
        route,
        input: JSON.stringify({ ...VALID[route], [field]: value }),
        flaw: '',
      })),
  );

/** All that a request could change, as one short text. */
function stateOf(core: Core): string {
  const tables = core
    .sql<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'song_search%'`,
    )
    .map(({ name }) => JSON.stringify(core.sql(`SELECT * FROM ${name}`)));
  const outside = [core.settings.read(), core.vault.kept(), core.profileSwitches, listFiles(core.folder)];
  const desktop = [core.shell.shown, core.shell.opened, core.shell.copied, core.events.emitted.length];
  return createHash('sha256')
    .update(JSON.stringify([tables, outside, desktop]))
    .digest('hex');
}

function expectEnvelope(envelope: Envelope<unknown>, call: Call): void {
  const told = `${String(call.route)} ${call.flaw}`;
  if (envelope.ok) {
    expect(() => JSON.stringify(envelope.value), told).not.toThrow();
    return;
  }
  expect(ERROR_CODES, told).toContain(envelope.error.code);
  const { file, ...rest } = envelope.error;
  expect(Object.keys(rest).sort(), told).toEqual(['code', 'message']);
  // A name alone, never where it is.
  expect(file ?? '', told).not.toMatch(/[/\\]/);
  expect(envelope.error.message.length, told).toBeLessThan(1_000);
  expect(envelope.error.message, told).not.toMatch(/\n\s+at |node_modules|\.ts:/);
}

/** A library with a song and its words that does nothing by itself, so that every change is a request's. */
async function quietCore(): Promise<Core> {
  const server = await world.server();
  const { urls } = serveFiles(server, 'Low Tide');
  server.job(A_JOB, success([clip('Low Tide', { ...urls, lyrics_timing_markers: WORDS })]));
  const first = await world.core(server);
  await first.add(A_JOB);
  await first.settled();
  const core = await world.restart(first, { isStarted: false });
  expect((await core.songs()).map((song) => song.clipId)).toEqual([A_CLIP]);
  return core;
}

describe('requests that no window of ours sends', () => {
  it(
    `${CALLS} invalid ones: each is refused, and nothing at all has changed`,
    { meta: { cases: CALLS } },
    async () => {
      const core = await quietCore();
      const before = stateOf(core);
      const flaws = new Set<string>();
      let count = 0;
      await fc.assert(
        fc.asyncProperty(invalidCall, async (call) => {
          count += 1;
          flaws.add(call.flaw);
          const envelope = await core.app.router.handle(call.route, call.input);
          expectEnvelope(envelope, call);
          expect([call.route, call.input, envelope.ok ? 'taken' : envelope.error.code]).toEqual([
            call.route,
            call.input,
            'bad-input',
          ]);
          // The whole state is looked at now and then, and after the last.
          if (count % 25 === 0) expect(stateOf(core), `${String(call.route)} ${call.flaw}`).toBe(before);
        }),
        { seed: SEED, numRuns: CALLS },
      );
      expect(stateOf(core)).toBe(before);
      expect(flaws.size).toBeGreaterThan(20);
      expect(Reflect.ownKeys(Object.prototype)).toHaveLength(12);
      expect((await core.songs()).map((song) => song.clipId)).toEqual([A_CLIP]);
    },
  );

  it(
    `${CALLS / 2} with odd values: an envelope each time, and whoever is refused has changed nothing`,
    { meta: { cases: CALLS / 2 }, timeout: 600_000 },
    async () => {
      world.expectsErrors(/in the window|export file|Job ids could not|Library folder|removed job/);
      const core = await quietCore();
      await fc.assert(
        fc.asyncProperty(oddCall, async (call) => {
          // *Test key* keeps to the requests of a minute, which has to pass.
          core.clock.advance(5_000);
          const before = stateOf(core);
          const envelope = await core.app.router.handle(call.route, call.input);
          expectEnvelope(envelope, call);
          const after = stateOf(core);
          if (!envelope.ok) expect(after, `${String(call.route)} ${String(call.input)}`).toBe(before);
        }),
        { seed: SEED, numRuns: CALLS / 2 },
      );
      // Whatever was exported, shown or removed: nothing was written beside the folders that belong to it.
      expect(listFiles(core.folder).filter((path) => !/^(Library\/|library\.sqlite)/.test(path))).toEqual([]);
    },
  );

  it(
    `${HUGE_CALLS} of ten million characters: refused by their size or done in a time that goes with it`,
    { meta: { cases: HUGE_CALLS }, timeout: 600_000 },
    async () => {
      const core = await quietCore();
      const before = stateOf(core);
      const pieces = [
        '潮',
        'x',
        ' ',
        '"',
        '\\',
        '[',
        '{"a":',

        '\u0000',
        '(',
        '*',
        '%',
        '-',
        `${A_JOB} `,
        '<',
        "'",
      ];
      const fields = ROUTES.flatMap((route) =>
        Object.entries(VALID[route]).flatMap(([field, value]) =>
          typeof value === 'string' ? [[route, field] as const] : [],
        ),
      ).filter(([route]) => !['jobs.add', 'jobs.recognise', 'system.copyText'].includes(route));
      for (let count = 0; count < HUGE_CALLS; count += 1) {
        const piece = pieces[count % pieces.length] ?? 'x';
        const huge = piece.repeat(HUGE_CHARS / piece.length);
        const [route, field] = fields[(count * 7) % fields.length] ?? ['songs.get', 'clipId'];
        const call = {
          route,
          input: JSON.stringify({ ...VALID[route], [field]: huge }),
          flaw: `${field} is huge`,
        };
        const envelope = await core.app.router.handle(call.route, call.input);
        expectEnvelope(envelope, call);
        expect(envelope).toMatchObject({ ok: false, error: { code: 'bad-input' } });
        // The one route that takes so much must come to an end with all of it.
        const pasted = await core.ask('jobs.recognise', { text: huge });
        expectEnvelope(pasted, { route: 'jobs.recognise', input: '', flaw: 'huge' });
      }
      expect(stateOf(core)).toBe(before);
    },
  );

  it('searches made to be slow are answered like any other', async () => {
    const core = await quietCore();
    for (const search of [
      '"',
      '*',
      '(',
      'a*',
      '"a',
      'NEAR(',
      'a OR',
      '-',
      'NOT',
      'title:',
      '潮',
      '\u0000',
      '{',
      '^',
      '🎵',
      "'",
    ]) {
      for (const text of [
        search,
        search.repeat(500 / search.length),
        `${search} `.repeat(500 / (search.length + 1)),
      ]) {
        for (const route of [
          'songs.page',
          'lyrics.page',
          'songs.ids',
          'songs.jump',
          'songs.position',
        ] as const) {
          const envelope = await core.ask(route, { ...VALID[route], search: text });
          expect([route, text, envelope.ok]).toEqual([route, text, true]);
        }
      }
    }
  });
});
