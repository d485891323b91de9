import { afterEach, describe, expect, it } from 'vitest';
import { TEST_KEY, type Core } from '../support/core';
import { isFull } from '../support/extent';
import { success, type FlowServer } from '../support/flow-server';
import { sha256 } from '../support/media';
import { startRawHost, status, type RawHost, type RawHostOptions } from '../support/raw-host';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';
import { FAULT_KINDS, type FaultCase } from './http-faults';

const world = createWorld();
const JOB = uuid('job');
const DAY = 24 * 60 * 60_000;
const URL_FIELDS = { cover: 'image_url', audio: 'audio_url', wav: 'wav_url', video: 'video_url' } as const;

let hosts: RawHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.map((host) => host.close()));
  hosts = [];
});

async function start(options: RawHostOptions = {}): Promise<RawHost> {
  const host = await startRawHost(options);
  hosts.push(host);
  return host;
}

/** A core with one job, whose one clip has one file that is served as the case says. */
async function play(fault: FaultCase): Promise<{ server: FlowServer; core: Core }> {
  const { host: script, address, kind = 'audio' } = fault;
  const [host, other] = [await start(), await start()];
  const url = address ? await address({ host, other, start }) : host.file('/song', script ?? status(404));
  const server = await world.server();
  server.job(JOB, success([clip('Low Tide', { [URL_FIELDS[kind]]: url })]));
  const core = await world.core(server, { settings: { wantedAssets: [kind] } });
  await core.add(JOB);
  return { server, core };
}

const requests = () => hosts.flatMap((host) => host.requests);
const mediaFiles = (core: Core) => core.files().filter((path) => !/\.(json|txt|lrc|part|tmp)$/.test(path));
const partFiles = (core: Core) => core.files().filter((path) => path.endsWith('.part'));

function expectWholeOrAbsent(core: Core, end: FaultCase['end']): void {
  for (const path of mediaFiles(core)) {
    expect(Buffer.isBuffer(end) && core.read(path).equals(end), `${path} is not the file`).toBe(true);
  }
}

const table = (cases: readonly FaultCase[]) => cases.map((each) => [each.name, each] as const);

describe.each(FAULT_KINDS.map(({ kind, cases }) => [kind, cases] as const))('%s', (_kind, cases) => {
  it.each(table(isFull ? cases : cases.slice(0, 1)))('%s', async (_name, fault) => {
    const { server, core } = await play(fault);
    const { end } = fault;
    await core.waitFor(
      async () => {
        expectWholeOrAbsent(core, end);
        const open = core.sql(`SELECT 1 FROM download WHERE state IN ('queued', 'running')`);
        return open.length === 0 && (await core.songs()).length === 1;
      },
      { pace: 5_000, timeoutMs: 50_000 },
    );

    const assets = core.sql('SELECT bytes, served_sha256, is_unverified FROM asset WHERE path IS NOT NULL');
    if (Buffer.isBuffer(end)) {
      expect(await core.downloads()).toEqual([]);
      expect(mediaFiles(core)).toHaveLength(1);
      const isUnverified = fault.isUnverified === true ? 1 : 0;
      expect(assets).toEqual([
        { bytes: end.length, served_sha256: sha256(end), is_unverified: isUnverified },
      ]);
      expect(partFiles(core)).toEqual([]);
    } else {
      const [download] = await core.downloads();
      expect(download).toMatchObject({ state: 'failed' });
      expect([end, fault.orEnd]).toContain(download?.failure?.code);
      expect(mediaFiles(core)).toEqual([]);
      expect(assets).toEqual([]);
      if (fault.keepsPart === true) expect(partFiles(core)).toHaveLength(1);
    }

    await core.advance(DAY);
    await core.advance(DAY);
    expectWholeOrAbsent(core, end);
    expect(requests().length).toBeLessThanOrEqual(fault.requests);
    expect(server.asked(JOB).length).toBeLessThanOrEqual(fault.questions ?? 1);
    expect(requests().filter(({ head }) => /tt-api-key|cookie|authorization/i.test(head))).toEqual([]);
    expect(
      requests()
        .map(({ head }) => head)
        .join(),
    ).not.toContain(TEST_KEY);
    expect(core.log.text()).not.toContain(TEST_KEY);
  });
});
