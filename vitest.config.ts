import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@shared': resolve(import.meta.dirname, 'src/shared') };

/** One project per room of `test/`, so that a report says where a failure lives. */
function project(name: string, include: string) {
  return {
    resolve: { alias },
    test: {
      name,
      include: [include],
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
      project('unit', 'test/unit/**/*.test.ts'),
      project('db', 'test/db/**/*.test.ts'),
      project('services', 'test/services/**/*.test.ts'),
      project('answers', 'test/answers/**/*.test.ts'),
      project('ipc', 'test/ipc/**/*.test.ts'),
      project('security', 'test/security/**/*.test.ts'),
      project('renderer', 'test/renderer/**/*.test.ts'),
      project('faults', 'test/faults/**/*.test.ts'),
      project('house', 'test/house/**/*.test.ts'),
      project('scripts', 'test/scripts/**/*.test.ts'),
      project('crash', 'test/crash/**/*.test.ts'),
      project('long', 'test/long/**/*.test.ts'),
    ],
  },
});
