import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { JobId } from '@shared/model';
import {
  bundleCore,
  launchCoreProcess,
  type CoreBundle,
  type CoreProcess,
  type CoreProcessOptions,
} from '../support/core-process';
import type { Oracle } from './oracle';

/** Core processes of one test file, each told of to an oracle; none outlives its test. */
export interface Lives {
  launch(folder: string, apiUrl: string, oracle: Oracle, options?: CoreProcessOptions): CoreProcess;
}

/** No life of a test is meant to last so long: a process that still runs has not met what was to end it. */
const LONGEST_LIFE_MS = 60_000;

export function createLives(): Lives {
  let bundle: CoreBundle;
  let running: CoreProcess[] = [];
  beforeAll(async () => {
    bundle = await bundleCore();
  });
  afterAll(() => bundle.remove());
  afterEach(async () => {
    await Promise.all(running.map((core) => core.kill()));
    running = [];
  });

  return {
    launch(folder, apiUrl, oracle, options = {}) {
      const core = launchCoreProcess(bundle, folder, apiUrl, {
        ...options,
        onTold: (message) => {
          oracle.hear(core, message);
          options.onTold?.(message);
        },
      });
      running.push(core);
      return core;
    },
  };
}

/** Adds jobs as soon as the core works, if it lives that long. */
export function addWhenReady(core: CoreProcess, oracle: Oracle, ids: readonly JobId[]): void {
  core
    .waitFor(core.isReady, LONGEST_LIFE_MS)
    .then(() => oracle.add(core, ids))
    .catch(() => undefined);
}

/** Waits until the process is gone; `what` was to end it. */
export async function expectToDie(core: CoreProcess, what: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LONGEST_LIFE_MS);
  });
  const hasDied = await Promise.race([core.ended.then(() => true), tooLong]);
  clearTimeout(timer);
  expect(hasDied, `${what} never came\n${core.log.join('\n')}`).toBe(true);
}
