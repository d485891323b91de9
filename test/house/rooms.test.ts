import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

/** The rules of the house, each with an example that breaks it: a boundary that nothing holds is none. */

// Rules that need types are about what code does, not about who knows whom; the examples are not files of a project.
const linter = new ESLint({
  overrideConfig: [
    {
      languageOptions: { parserOptions: { project: null } },
      rules: {
        '@typescript-eslint/no-floating-promises': 'off',
        '@typescript-eslint/no-misused-promises': 'off',
        '@typescript-eslint/switch-exhaustiveness-check': 'off',
        '@typescript-eslint/no-unused-vars': 'off',
      },
    },
  ],
});

async function rulesBrokenBy(filePath: string, code: string): Promise<string[]> {
  const [result] = await linter.lintText(code, { filePath });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const BAD_IMPORTS: readonly (readonly [room: string, file: string, code: string])[] = [
  ['shared knows nobody', 'src/shared/model.ts', `import '../main/domain/job';`],
  ['domain knows no database', 'src/main/domain/job.ts', `import '../db/jobs';`],
  ['domain knows no ports', 'src/main/domain/job.ts', `import '../ports';`],
  ['the database knows no services', 'src/main/db/jobs.ts', `import '../services/jobs';`],
  ['the database does not know the remote side', 'src/main/db/jobs.ts', `import '../remote/wire';`],
  ['the remote side does not know the database', 'src/main/remote/wire.ts', `import '../db/jobs';`],
  ['services do not know the router', 'src/main/services/jobs.ts', `import '../ipc/router';`],
  ['the router does not know Electron adapters', 'src/main/ipc/router.ts', `import '../electron/window';`],
  ['the core does not know Electron adapters', 'src/main/app.ts', `import './electron/window';`],
  ['the window does not know main', 'src/renderer/bridge.ts', `import '../main/domain/job';`],
  ['the window does not know preload', 'src/renderer/bridge.ts', `import '../preload/index';`],
  ['ui knows no feature', 'src/renderer/ui/button.tsx', `import '../features/jobs/jobs-page';`],
  ['a feature knows no other', 'src/renderer/features/jobs/jobs-page.tsx', `import '../songs/songs-page';`],
  ['preload knows only the contract', 'src/preload/index.ts', `import '../main/ports';`],
];

describe('the rooms of the house', () => {
  it.each(BAD_IMPORTS)('%s', async (_rule, file, code) => {
    expect(await rulesBrokenBy(file, code)).toContain('boundaries/dependencies');
  });

  it.each([
    ['src/main/services/jobs.ts', `import '../db/jobs';`],
    ['src/main/db/jobs.ts', `import '../domain/job';`],
    ['src/renderer/features/jobs/jobs-page.tsx', `import '../../ui/button';`],
    ['src/renderer/features/jobs/jobs-page.tsx', `import './job-state';`],
    ['src/main/electron/window.ts', `import { app } from 'electron'; app.quit();`],
    ['src/main/electron/window.ts', `import { join } from 'node:path'; join('a', String(Date.now()));`],
    ['src/preload/index.ts', `import { ipcRenderer } from 'electron'; void ipcRenderer.invoke('x');`],
    ['src/shared/ipc/contract.ts', `import * as z from 'zod'; export const text = z.string();`],
    [
      'src/shared/media-url.ts',
      `export const kinds = ['a'] as const; export const next = (at: number) => at + 1;`,
    ],
    ['src/main/domain/job.ts', `import type { JobId } from '@shared/model'; export type A = JobId;`],
    [
      'src/main/domain/job.ts',
      `export function day(now: number) { let at = now; at += 1; return new Date(at); }`,
    ],
    ['src/renderer/bridge.ts', `export const answer = window.flowshelf.invoke('a', 'b');`],
    ['src/renderer/ui/paged-rows.ts', `export const read = (fetch: (at: number) => number) => fetch(1);`],
  ])('%s may: %s', async (file, code) => {
    expect(await rulesBrokenBy(file, code)).toEqual([]);
  });

  it.each([
    'src/main/app.ts',
    'src/main/services/jobs.ts',
    'src/main/ipc/router.ts',
    'src/renderer/bridge.ts',
  ])('%s does not import electron', async (file) => {
    for (const module of ['electron', 'electron/main', 'electron/common', 'electron/renderer']) {
      const code = `import { app } from '${module}'; app.quit();`;
      expect(await rulesBrokenBy(file, code)).toContain('no-restricted-imports');
      expect(await rulesBrokenBy(file, `void import('${module}');`)).toContain('no-restricted-syntax');
    }
  });

  it('a part of the window loads no package and no Node later, only other parts', async () => {
    const file = 'src/renderer/features/jobs/jobs-page.tsx';
    for (const module of ['node:fs', 'fs/promises', 'zod']) {
      expect(await rulesBrokenBy(file, `void import('${module}');`)).toContain('no-restricted-syntax');
    }
    expect(await rulesBrokenBy(file, `void import('./job-cells');`)).toEqual([]);
  });

  it.each([
    ['src/renderer/bridge.ts', 'node:fs'],
    ['src/renderer/bridge.ts', 'fs'],
    ['src/renderer/features/jobs/jobs-page.tsx', 'fs/promises'],
    ['src/preload/index.ts', 'child_process'],
    ['src/shared/model.ts', 'fs'],
    ['src/shared/model.ts', 'node:path'],
    ['src/shared/model.ts', 'zod'],
    ['src/shared/ipc/contract.ts', 'got'],
    ['src/shared/ipc/contract.ts', 'electron'],
    ['src/main/domain/job.ts', 'node:fs'],
    ['src/main/domain/job.ts', 'crypto'],
    ['src/main/domain/job.ts', 'got'],
    ['src/main/domain/job.ts', 'electron'],
  ])('%s does not import %s', async (file, module) => {
    for (const code of [
      `import '${module}';`,
      `export * from '${module}';`,
      `import type { a } from '${module}';`,
    ]) {
      expect(await rulesBrokenBy(file, code)).toContain('no-restricted-imports');
    }
  });

  it.each(['src/shared/media-url.ts', 'src/main/domain/job.ts'])('%s loads nothing later', async (file) => {
    expect(await rulesBrokenBy(file, `void import('node:fs');`)).toContain('no-restricted-syntax');
  });

  const IMPURE = [
    ['the clock', 'Date.now();'],
    ['the clock', 'new Date();'],
    ['the clock', 'Date();'],
    ['the clock', 'performance.now();'],
    ['chance', 'Math.random();'],
    ['chance', 'const { random } = Math; random();'],
    ['chance', 'crypto.randomUUID();'],
    ['timers', 'setTimeout(() => undefined, 1);'],
    ['the process', 'process.env;'],
    ['the page', `document.title = 'x';`],
    ['the page', 'window.scrollTo(0, 0);'],
    ['the page', 'localStorage.clear();'],
    ['the network', `void fetch('https://example.org');`],
    ['everything', 'globalThis.Date.now();'],
    ['state', 'export let state = 1;'],
    ['state', 'let state = 1;'],
  ] as const;
  const COLLECTING = [
    ['state', 'const known = new Map<string, string>();'],
    ['state', 'export const list: string[] = [];'],
    ['state', 'const index: Record<string, string> = {};'],
  ] as const;
  it.each([
    ...[...IMPURE, ...COLLECTING].map(([what, code]) => ['src/shared/media-url.ts', what, code] as const),
    ...IMPURE.map(([what, code]) => ['src/main/domain/job.ts', what, code] as const),
  ])('%s knows nothing of %s: %s', async (file, _what, code) => {
    expect((await rulesBrokenBy(file, code)).join()).toMatch(/no-restricted-(globals|properties|syntax)/);
  });

  it.each([
    'window.flowshelf;',
    'flowshelf;',
    'const { flowshelf } = window;',
    `window['flowshelf'];`,
    'window.localStorage;',
    'localStorage.clear();',
    'sessionStorage.clear();',
    'globalThis.sessionStorage;',
    'indexedDB;',
    `void fetch('media://x');`,
    `void window.fetch('media://x');`,
    'document.cookie;',
  ])('only the bridge of the window reaches out of it: %s', async (code) => {
    for (const file of ['src/renderer/features/jobs/jobs-page.tsx', 'src/renderer/player/engine.ts']) {
      expect((await rulesBrokenBy(file, code)).join()).toMatch(/no-restricted-(globals|properties)/);
    }
  });

  it.each([
    `const a = <p>Nothing here</p>;`,
    `const a = <p>{'Nothing here'}</p>;`,
    `const a = <button aria-label="Close" />;`,
    `const a = <Field label={'Name'} />;`,
  ])('no text in the window but of the catalogue: %s', async (code) => {
    expect(await rulesBrokenBy('src/renderer/ui/button.tsx', code)).toContain('no-restricted-syntax');
  });

  it('no text in dialogs and menus of the system but of the catalogue', async () => {
    const code = `dialog.showMessageBox({ message: 'Something happened' });`;
    expect(await rulesBrokenBy('src/main/electron/window-crash.ts', code)).toContain('no-restricted-syntax');
  });

  it.each([`const a = <p>{t('common.close')} · 3</p>;`, `const a = <b className="name" role="row">–</b>;`])(
    'what is no text may stand there: %s',
    async (code) => {
      expect(await rulesBrokenBy('src/renderer/ui/button.tsx', code)).not.toContain('no-restricted-syntax');
    },
  );

  it('no any, no default export', async () => {
    const file = 'src/main/domain/job.ts';
    expect(await rulesBrokenBy(file, 'export const a: any = 1;')).toContain(
      '@typescript-eslint/no-explicit-any',
    );
    expect(await rulesBrokenBy(file, 'export default 1;')).toContain('no-restricted-exports');
  });
});
