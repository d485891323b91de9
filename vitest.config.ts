import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@shared': resolve(import.meta.dirname, 'src/shared') };

/** What such a file puts in the place of a module or of something global would stay there for the files after it. */
const PUTS_IN_PLACE = /\bvi\.(?:doMock|mock|stubEnv|stubGlobal)\(|\/fake-graph'/;

const files = readdirSync(resolve(import.meta.dirname, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join('test', name).replaceAll('\\', '/'));
const alone = files.filter((file) =>
  PUTS_IN_PLACE.test(readFileSync(resolve(import.meta.dirname, file), 'utf8')),
);

/** @param isolate whether each file has a process of its own; else the next one finds the modules loaded */
function project(name: string, include: string[], isolate: boolean) {
  return {
    resolve: { alias },
    test: {
      name,
      include,
      isolate,
      environment: 'node' as const,
      pool: 'forks' as const,
      // Only for what hangs: no test is about speed, and machines that run it may be busy.
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  };
}

export default defineConfig({
  test: {
    // Half of the time goes by in waiting for disks and servers: one process for each core is not too many.
    maxWorkers: '100%',
    projects: [
      project(
        'together',
        files.filter((file) => !alone.includes(file)),
        false,
      ),
      project('alone', alone, true),
    ],
  },
});
