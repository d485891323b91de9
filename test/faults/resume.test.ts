import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { count } from '../support/extent';
import { createRandom } from '../support/fake-clock';
import { success, type FileScript, type FlowServer } from '../support/flow-server';
import { bigAudio, sha256 } from '../support/media';
import { clipWithAudio, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();
const JOB = uuid('job');
const AT_ONCE = 20;

interface Resumed {
  readonly bytes: Buffer;
  readonly script: (isWritten: (offset: number) => boolean) => FileScript;
}

/** Serves so many files at once, waits until all are on disk, and gives the requests for each. */
async function fetchAll(files: readonly Resumed[]) {
  const server = await world.server();
  let library = '';
  const paths = files.map((_file, index) => `/${uuid(`song ${index}`)}.audio`);
  const clips = files.map(({ script }, index) => {
    const name = `song ${index}`;
    const part = `${name} [${uuid(`clip ${name}`).slice(0, 8)}]/${name}.audio.part`;
    const isWritten = (offset: number) =>
      (statSync(join(library, part), { throwIfNoEntry: false })?.size ?? 0) >= offset;
    return clipWithAudio(server, name, script(isWritten));
  });
  server.job(JOB, success(clips));
  const core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
  library = core.library;
  await core.add(JOB);
  await core.settled({ pace: 1_000, timeoutMs: 50_000 });
  const stored = core.sql<{ path: string; served_sha256: string }>(
    `SELECT path, served_sha256 FROM asset JOIN clip ON clip.id = asset.clip WHERE path IS NOT NULL
     ORDER BY CAST(substr(title, 6) AS INTEGER)`,
  );
  expect(stored).toHaveLength(files.length);
  for (const [index, { path, served_sha256 }] of stored.entries()) {
    const { bytes } = files[index] ?? { bytes: Buffer.alloc(0) };
    expect(core.read(path).equals(bytes), `file ${index}`).toBe(true);
    expect(served_sha256).toBe(sha256(bytes));
  }
  expect(core.files().filter((path) => path.endsWith('.part'))).toEqual([]);
  return { server, fetched: paths.map((path) => server.fetched(path)) };
}

const sent = (requests: ReturnType<FlowServer['fetched']>) =>
  requests.reduce((sum, request) => sum + request.sentBytes, 0);

describe('resume: random cuts', () => {
  it.for(Array.from({ length: count(10, 1) }, (_, index) => index))(
    'twenty files, each cut once, no byte twice (%i)',
    { meta: { cases: AT_ONCE } },
    async (seed) => {
      const random = createRandom(seed + 100);
      const files = Array.from({ length: AT_ONCE }, (_, index): Resumed => {
        const bytes = bigAudio(40_000 + Math.floor(random() * 300_000), seed * AT_ONCE + index + 1);
        const after = 256 + Math.floor(random() * (bytes.length - 257));
        const how = random() < 0.5 ? 'end' : 'reset';
        return { bytes, script: (isDue) => ({ bytes, cut: { after, how, times: 1, isDue } }) };
      });
      const { fetched } = await fetchAll(files);
      for (const [index, requests] of fetched.entries()) {
        expect(requests).toHaveLength(2);
        expect(sent(requests)).toBeLessThanOrEqual(1.01 * (files[index]?.bytes.length ?? 0));
      }
    },
  );
});

describe('resume: changed contents', () => {
  it('twenty files that are others when they go on', { meta: { cases: AT_ONCE } }, async () => {
    const files = changing((bytes, other, isDue, index) => ({
      bytes: (request) => (request === 0 ? bytes : other),
      heedsIfRange: index % 2 === 0,
      cut: { after: 1_000 + index * 1_500, times: 1, isDue },
    }));
    const { fetched } = await fetchAll(files);
    for (const requests of fetched) expect(requests.length).toBeLessThanOrEqual(3);
  });
});

describe('resume: hosts without ranges', () => {
  it('twenty files that begin anew', { meta: { cases: AT_ONCE } }, async () => {
    const files = same((bytes, isDue, index) => ({
      bytes,
      ranges: false,
      cut: { after: 300 + index * 1_900, how: index % 2 === 0 ? 'end' : 'reset', times: 1, isDue },
    }));
    const { fetched } = await fetchAll(files);
    for (const requests of fetched) expect(requests.map(({ status }) => status)).toEqual([200, 200]);
  });
});

/** What a careless host writes where `bytes 1000-39999/40000` belongs. */
const WRONG_RANGES: readonly (string | null)[] = [
  null,
  '',
  'bytes',
  'bytes 0-39999/40000',
  'bytes 999-39999/40000',
  'bytes 1001-39999/40000',
  'bytes 1000-39999/40001',
  'bytes 1000-39999/39999',
  'bytes 1000-40000/40000',
  'bytes 39999-1000/40000',
  'bytes */40000',
  'bytes */*',
  'bytes 1000-/40000',
  'bytes -1000-39999/40000',
  'bytes 1e3-39999/40000',
  'bytes 1000-39999',
  'chars 1000-39999/40000',
  'bytes=1000-39999/40000',
  'bytes 1000-39999/40000, bytes 0-1/40000',
  'bytes 99999999999999999999-39999/40000',
];

describe('resume: wrong ranges', () => {
  it('twenty words that nothing is appended on', { meta: { cases: AT_ONCE } }, async () => {
    const files = WRONG_RANGES.map((contentRange, index): Resumed => {
      const bytes = bigAudio(40_000, index + 1);
      return { bytes, script: (isDue) => ({ bytes, contentRange, cut: { after: 1_000, times: 1, isDue } }) };
    });
    const { fetched } = await fetchAll(files);
    for (const requests of fetched) expect(requests.map(({ status }) => status)).toEqual([200, 206, 200]);
  });
});

type Due = (offset: number) => boolean;

function same(script: (bytes: Buffer, isDue: Due, index: number) => FileScript): readonly Resumed[] {
  return Array.from({ length: AT_ONCE }, (_, index) => {
    const bytes = bigAudio(40_000, index + 1);
    return { bytes, script: (isDue) => script(bytes, isDue, index) };
  });
}

/** As `same`; the file is the other one in the end, every third of another length. */
function changing(
  script: (bytes: Buffer, other: Buffer, isDue: Due, index: number) => FileScript,
): readonly Resumed[] {
  return Array.from({ length: AT_ONCE }, (_, index) => {
    const before = bigAudio(40_000, index + 1);
    const bytes = bigAudio(index % 3 === 0 ? 52_000 : 40_000, index + 500);
    return { bytes, script: (isDue) => script(before, bytes, isDue, index) };
  });
}
