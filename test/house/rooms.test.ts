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
  ])('%s may: %s', async (file, code) => {
    expect(await rulesBrokenBy(file, code)).toEqual([]);
  });

  it.each([
    'src/main/app.ts',
    'src/main/services/jobs.ts',
    'src/main/ipc/router.ts',
    'src/renderer/bridge.ts',
  ])('%s does not import electron', async (file) => {
    const code = `import { app } from 'electron'; app.quit();`;
    expect(await rulesBrokenBy(file, code)).toContain('no-restricted-imports');
  });

  it('the window imports nothing of Node', async () => {
    const code = `import { readFileSync } from 'node:fs'; readFileSync('x');`;
    expect(await rulesBrokenBy('src/renderer/bridge.ts', code)).toContain('no-restricted-imports');
  });

  it('no any, no default export', async () => {
    const file = 'src/main/domain/job.ts';
    expect(await rulesBrokenBy(file, 'export const a: any = 1;')).toContain(
      '@typescript-eslint/no-explicit-any',
    );
    expect(await rulesBrokenBy(file, 'export default 1;')).toContain('no-restricted-exports');
  });
});
