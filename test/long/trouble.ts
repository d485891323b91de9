import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { TEST_KEY } from '../support/core';
import type { CoreProcess } from '../support/core-process';
import {
  codeInBody,
  html,
  rateLimited,
  refusal,
  type ApiAnswer,
  type FileScript,
  type FlowServer,
} from '../support/flow-server';

/** What may go wrong around the program for a while. */
export interface Trouble {
  readonly name: string;
  begin(scene: Scene): void | Promise<void>;
  end(scene: Scene): void | Promise<void>;
}

export interface Scene {
  readonly server: FlowServer;
  readonly folder: string;
  readonly random: () => number;
  readonly core: () => CoreProcess;
  /** How long the trouble lasts. */
  readonly lengthMs: number;
}

function pick<T>(random: () => number, list: readonly [T, ...T[]]): T {
  return list[Math.floor(random() * list.length)] ?? list[0];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const API_ANSWERS: readonly [ApiAnswer, ...ApiAnswer[]] = [
  refusal(500, 'Internal error'),
  refusal(502, 'Bad gateway'),
  refusal(503, 'Later', { 'retry-after': '1' }),
  rateLimited(1),
  html(),
  codeInBody(500, 'failed'),
  { body: '{"status":"SUCCESS","data":{"clips":[{"clip_id":"' },
  { body: {} },
  { fault: 'reset' },
];

/** What a host does to every file. */
const FILE_SCRIPTS: readonly [
  (random: () => number) => Partial<FileScript>,
  ...((random: () => number) => Partial<FileScript>)[],
] = [
  (random) => ({ cut: { after: Math.floor(random() * 60_000), how: 'end' } }),
  (random) => ({ cut: { after: Math.floor(random() * 60_000), how: 'reset' } }),
  (random) => ({ length: null, cut: { after: Math.floor(random() * 60_000), how: 'whole' } }),
  () => ({ status: 503, statusHeaders: { 'retry-after': '1' } }),
  () => ({ status: 500 }),
  () => ({ html: true }),
  () => ({ ranges: false }),
  () => ({ contentRange: 'bytes 0-1/2' }),
  () => ({ bytesPerSecond: 20_000 }),
];

/** Steps of the program that its disk refuses, and with which words. */
const REFUSALS: readonly [readonly [RegExp, string], ...(readonly [RegExp, string])[]] = [
  [/^(write|flush) part$/, 'ENOSPC'],
  [/^rename part$/, 'EIO'],
  [/^flush (part|song folder)$/, 'EIO'],
  [/^(open|write|rename) sidecar$/, 'EDQUOT'],
  [/^(write|flush) journal$/, 'ENOSPC'],
  [/^commit (file row|answer|job ids)$/, 'SQLITE_FULL'],
];

export const TROUBLES: readonly Trouble[] = [
  {
    name: 'nobody can be reached',
    begin: ({ server }) => server.close(),
    async end({ server, core }) {
      await server.open();
      await core().invoke('holds.tryAgain', { kind: 'offline' });
    },
  },
  {
    name: 'bad answers',
    begin: ({ server, random }) => server.disturb({ api: () => pick(random, API_ANSWERS) }),
    async end({ server, core }) {
      server.disturb(null);
      await core().invoke('holds.tryAgain', { kind: 'rate-limited' });
    },
  },
  {
    name: 'bad hosts of files',
    begin: ({ server, random }) => server.disturb({ files: () => pick(random, FILE_SCRIPTS)(random) }),
    end: ({ server }) => server.disturb(null),
  },
  {
    name: 'a rejected key',
    begin: ({ server }) => server.setKey('another key'),
    async end({ server, core }) {
      server.setKey(TEST_KEY);
      await core().invoke('holds.tryAgain', { kind: 'key-rejected' });
    },
  },
  {
    name: 'the library folder is away',
    begin: ({ folder }) => renameSync(join(folder, 'Library'), join(folder, 'Library away')),
    async end({ folder, core }) {
      expect(existsSync(join(folder, 'Library')), 'an absent library is not begun anew').toBe(false);
      renameSync(join(folder, 'Library away'), join(folder, 'Library'));
      await core().invoke('holds.tryAgain', { kind: 'library-missing' });
    },
  },
  {
    name: 'the disk refuses',
    begin: ({ core, random }) => core().refuse(...pick(random, REFUSALS)),
    async end({ core }) {
      core().refuse(null);
      for (const kind of ['disk-full', 'data-disk-full'] as const)
        await core().invoke('holds.tryAgain', { kind });
    },
  },
  {
    name: 'asleep',
    async begin({ core, lengthMs }) {
      core().sleep();
      await pause(lengthMs);
      core().wake();
    },
    end: () => undefined,
  },
];
