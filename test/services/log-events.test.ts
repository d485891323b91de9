import { renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Core } from '../support/core';
import { failed, success } from '../support/flow-server';
import { clip, clipWithAudio, serveFiles, uuid, WORDS } from '../support/songs';
import { audio } from '../support/media';
import { createWorld } from '../support/world';

const world = createWorld();
const JOB = uuid('job');

function lines(core: Core, message: string): readonly unknown[] {
  return core.log.lines.filter((line) => line.message === message).map((line) => line.details);
}

describe('the log tells', () => {
  it('what was added, asked, begun and finished, by ids alone', async () => {
    const server = await world.server();
    const { urls } = serveFiles(server, 'Low Tide');
    server.job(JOB, success([clip('Low Tide', { ...urls, lyrics_timing_markers: WORDS })]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    await core.stop();
    expect(lines(core, 'Started')).toMatchObject([
      { version: '0.0.0-test', jobs: 0, schema: expect.any(Number) as unknown },
    ]);
    expect(lines(core, 'Jobs added')).toEqual([{ added: 1, known: 0, first: [JOB] }]);
    expect(lines(core, 'Job asked')).toMatchObject([{ job: JOB, answer: 'succeeded', songs: 1 }]);
    const begun = lines(core, 'Download begun');
    expect(begun.length).toBeGreaterThanOrEqual(4);
    expect(lines(core, 'Download finished')).toHaveLength(begun.length);
    expect(begun[0]).toMatchObject({ clip: uuid('clip Low Tide'), doneBytes: 0, attempt: 1 });
    expect(lines(core, 'Stopping')).toHaveLength(1);
    expect(core.log.text()).not.toMatch(/low tide|http:|https:/i);
    expect(core.log.hidden.length).toBeGreaterThan(0);
  });

  it('what failed, by its code, and not in the words of the service', async () => {
    const server = await world.server();
    const page = server.file('/a.m4a', {
      bytes: Buffer.from('<html>My secret song</html>'),
      type: 'text/html',
    });
    server.job(JOB, success([{ ...clipWithAudio(server, 'Low Tide', audio()), audio_url: page }]));
    server.job(uuid('refused'), failed('The words “my own verse” were refused.'));
    const core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
    await core.add(JOB, uuid('refused'));
    await core.waitFor(() => lines(core, 'Download failed').length > 0);
    expect(lines(core, 'Download failed')[0]).toMatchObject({ kind: 'audio', code: 'not-media' });
    await core.waitFor(() => lines(core, 'Job asked').length >= 2);
    expect(core.log.text()).not.toMatch(/my own verse|secret song/);
  });

  it('holds once when they are set and once when they are cleared', async () => {
    const server = await world.server();
    const core = await world.core(server);
    renameSync(core.library, `${core.library} away`);
    for (let count = 0; count < 3; count += 1)
      await core.invoke('holds.tryAgain', { kind: 'library-missing' });
    expect(lines(core, 'Hold set')).toEqual([{ kind: 'library-missing', folder: core.library }]);
    renameSync(`${core.library} away`, core.library);
    await core.invoke('holds.tryAgain', { kind: 'library-missing' });
    expect(lines(core, 'Hold cleared')).toEqual([{ kind: 'library-missing' }]);
  });
});

describe('a failure of the window', () => {
  const failure = {
    kind: 'view',
    message: 'boom',
    stack: 'Error: boom\n    at draw (app://x.js:1:2)',
  } as const;

  it('stands in the log under the id that the window gets', async () => {
    world.expectsErrors(/failure in the window/);
    const core = await world.core(null);
    const { logId } = await core.invoke('log.windowFailure', failure);
    expect(logId).toMatch(/^[0-9a-f]{6}$/);
    expect(core.log.errors()[0]?.message).toContain(`view (${logId ?? ''})`);
    expect(core.log.text()).toContain('app://x.js:1:2');
  });

  it('a hundred at once do not push everything else out of the log', async () => {
    world.expectsErrors(/failure in the window/);
    const core = await world.core(null);
    for (let count = 0; count < 100; count += 1) await core.invoke('log.windowFailure', failure);
    expect(core.log.errors()).toHaveLength(20);
    core.clock.advance(60_000);
    expect((await core.invoke('log.windowFailure', failure)).logId).not.toBeNull();
  });

  it('larger than the contract says is refused', async () => {
    const core = await world.core(null);
    const large = { ...failure, stack: 'x'.repeat(2_001) };
    expect(await core.ask('log.windowFailure', large)).toMatchObject({
      ok: false,
      error: { code: 'bad-input' },
    });
    expect(core.log.errors()).toEqual([]);
  });
});
