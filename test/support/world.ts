import { afterEach, expect } from 'vitest';
import { newFolder, removeFolder, startCore, TEST_KEY, type Core, type CoreOptions } from './core';
import { createFakeClock, type FakeClock } from './fake-clock';
import { startFlowServer, type FlowServer, type FlowServerOptions } from './flow-server';

/** Servers and cores of one test, ended after it. */
export interface World {
  readonly clock: FakeClock;
  /** A server that takes `TEST_KEY` and reads the world's clock. */
  server(options?: FlowServerOptions): Promise<FlowServer>;
  /** A core that talks to this server. Errors in its log fail the test unless `expectsErrors` was called. */
  core(server: FlowServer | null, options?: CoreOptions): Promise<Core>;
  restart(core: Core, options?: CoreOptions): Promise<Core>;
  folder(): string;
  /** The program is meant to log errors in this test; those whose message does not match still fail it. */
  expectsErrors(message: RegExp): void;
}

export function createWorld(): World {
  let clock = createFakeClock();
  let servers: FlowServer[] = [];
  let cores: Core[] = [];
  let folders: string[] = [];
  let expected: RegExp | null = null;

  afterEach(async () => {
    const logs = cores.map((core) => core.log);
    await Promise.all(cores.map((core) => core.stop()));
    await Promise.all(servers.map((server) => server.close()));
    for (const folder of [...folders, ...cores.map((core) => core.folder)]) removeFolder(folder);
    const surprises = logs
      .flatMap((log) => log.errors())
      .filter((line) => expected === null || !expected.test(line.message));
    [servers, cores, folders, expected] = [[], [], [], null];
    clock = createFakeClock();
    expect(surprises, `errors in the log: ${JSON.stringify(surprises)}`).toEqual([]);
  });

  return {
    get clock() {
      return clock;
    },
    async server(options = {}) {
      const server = await startFlowServer({ key: TEST_KEY, now: () => clock.now(), ...options });
      servers.push(server);
      return server;
    },
    async core(server, options = {}) {
      const core = await startCore({ ...(server ? { apiUrl: server.url } : {}), clock, ...options });
      cores.push(core);
      return core;
    },
    async restart(core, options) {
      const next = await core.restart(options);
      cores.push(next);
      return next;
    },
    folder() {
      const folder = newFolder();
      folders.push(folder);
      return folder;
    },
    expectsErrors(message) {
      expected = message;
    },
  };
}
