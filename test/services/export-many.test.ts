import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportStatus } from '@shared/export';
import type { ClipId } from '@shared/model';
import type { Core } from '../support/core';
import { endedExport, startExport, reportedSongs, runExport } from '../support/exports';
import { success } from '../support/flow-server';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** Exports of many songs: how far they are, how they are stopped, and what their report keeps. */

const world = createWorld();
const MANY = 1_000;
const JOB = uuid('job');
const idOf = (number: number) => uuid(`clip song ${number}`) as ClipId;
const ids = (count: number) => Array.from({ length: count }, (_, number) => idOf(number));

/** Of every tenth song there are no words. */
async function library(count: number) {
  const server = await world.server();
  const songs = Array.from({ length: count }, (_, number) =>
    clip(`song ${number}`, number % 10 === 9 ? {} : { lyrics: `[Verse]\nWords of ${number}` }),
  );
  server.job(JOB, success(songs));
  const core = await world.core(server);
  await core.add(JOB);
  await core.waitFor(async () => (await core.job(JOB)).phase === 'succeeded', { timeoutMs: 60_000 });
  const folder = world.folder();
  core.shell.choose(folder);
  await core.invoke('export.chooseFolder', {});
  return { core, folder };
}

const told = (core: Core): readonly ExportStatus[] =>
  core.events.of('export.changed').map(({ status }) => status);

describe('an export of a thousand songs', () => {
  it('tells how far it is, and keeps a report of every song', async () => {
    const { core, folder } = await library(MANY);
    const report = await runExport(core, [...ids(MANY), 'nobody'], { formats: ['txt', 'md'] });
    expect(report.status).toMatchObject({ phase: 'whole', done: MANY + 1, total: MANY + 1, failure: null });
    expect(report.status.counts.outcomes).toEqual({
      written: 1_800,
      replaced: 0,
      unchanged: 0,
      skipped: 202,
      failed: 0,
    });
    expect(report.status.counts.problemSongs).toBe(101);
    expect(readdirSync(folder)).toHaveLength(1_800);
    expect(report.songs.map(({ number }) => number)).toEqual(
      Array.from({ length: MANY + 1 }, (_, index) => index + 1),
    );
    expect(report.songs[123]).toMatchObject({ title: 'song 123', number: 124 });
    const problems = await reportedSongs(core, true);
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.files[0]?.outcome).toEqual({ kind: 'skipped', reason: 'unknown-song' });

    const steps = told(core).map(({ done }) => done);
    expect(steps.length).toBeGreaterThan(2);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(told(core).at(-1)).toEqual(report.status);
  });

  it('stops in the middle: what was written stays, and the report says how far it came', async () => {
    const { core, folder } = await library(MANY);
    await startExport(core, ids(MANY));
    await core.waitFor(async () => ((await core.invoke('export.status', {}))?.done ?? 0) > 100);
    await core.invoke('export.cancel', {});
    const { status, songs } = await endedExport(core);
    expect(status.phase).toBe('stopped');
    expect(status.done).toBeGreaterThan(100);
    expect(status.done).toBeLessThan(MANY);
    expect(songs).toHaveLength(status.done);
    const names = readdirSync(folder);
    expect(names).toHaveLength(status.counts.outcomes.written);
    for (const name of names) {
      const number = /^song (\d+)\.txt$/.exec(name)?.[1];
      expect(readFileSync(join(folder, name), 'utf8')).toBe(`[Verse]\nWords of ${number}\n`);
    }
    // Once more, and what is there is there.
    const rest = await runExport(core, ids(MANY));
    expect(rest.status.counts.outcomes).toMatchObject({
      written: 900 - names.length,
      unchanged: names.length,
    });
  });

  it('is refused while another one goes on, which is not disturbed', async () => {
    const { core, folder } = await library(200);
    await startExport(core, ids(200));
    await expect(startExport(core, ids(1))).rejects.toMatchObject({
      code: 'export-running',
    });
    expect((await endedExport(core)).status).toMatchObject({ phase: 'whole', done: 200 });
    expect(readdirSync(folder)).toHaveLength(180);
    expect((await runExport(core, ids(1))).status.id).toBe(2);
  });

  it('is ended by the end of the program, which leaves no half file', async () => {
    const { core, folder } = await library(MANY);
    await startExport(core, ids(MANY));
    await core.waitFor(() => readdirSync(folder).length > 50);
    await core.stop();
    const names = readdirSync(folder);
    expect(names.length).toBeLessThan(900);
    expect(names.filter((name) => !name.endsWith('.txt'))).toEqual([]);
    expect(existsSync(join(core.folder, 'export-report.jsonl'))).toBe(false);
  });
});

describe('the report', () => {
  it('is saved as a table that a spreadsheet cannot take for formulas', async () => {
    const { core, folder } = await library(12);
    await core.invoke('lyrics.save', { clipId: idOf(0), text: '=1+1', timing: [] });
    writeFileSync(join(folder, 'song 1.txt'), 'mine');
    await runExport(core, ids(12), { onExisting: 'replace' });
    const path = join(world.folder(), 'report.csv');
    core.shell.choose(path);
    expect(await core.invoke('export.saveReport', {})).toEqual({ file: path });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    expect(lines[0]).toBe('\ufeff"Title","Clip id","Kind","File","Outcome","Remarks"');
    expect(lines).toHaveLength(13);
    expect(lines[1]).toBe(`"song 0","${idOf(0)}","TXT","song 0.txt","written",""`);
    expect(lines[2]).toContain('"song 1 (2).txt","written","kept the file of somebody else');
    expect(lines[10]).toContain('"TXT","","no words",""');
    // The table is for people: in the language that they have chosen by then.
    await core.invoke('settings.update', { language: 'zh' });
    await core.invoke('export.saveReport', {});
    const chinese = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    expect(chinese[0]).toBe('\ufeff"歌名","片段 ID","类型","文件","结果","备注"');
    expect(chinese[1]).toBe(`"song 0","${idOf(0)}","TXT","song 0.txt","已写入",""`);
    await core.invoke('settings.update', { language: 'system' });
    core.shell.choose(null);
    expect(await core.invoke('export.saveReport', {})).toBeNull();

    await core.invoke('export.copyReport', {});
    const copied = core.shell.copied.at(-1)?.trimEnd().split('\n') ?? [];
    expect(copied[0]).toBe('Title\tClip id\tKind\tFile\tOutcome\tRemarks');
    expect(copied).toHaveLength(13);
    expect(copied[1]).toBe(`song 0\t${idOf(0)}\tTXT\tsong 0.txt\twritten\t`);
  });

  it('has songs that failed in front of those of which something was left out', async () => {
    const { core, folder } = await library(25);
    world.expectsErrors(/^An export file could not be written/);
    for (const number of [12, 20]) mkdirSync(join(folder, `song ${number}.txt`));
    const { songs } = await runExport(core, ids(25));
    expect(songs.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    const problems = await reportedSongs(core, true);
    expect(problems.map(({ number }) => number)).toEqual([13, 21, 10, 20]);
    expect((await core.invoke('export.report', { offset: 1, limit: 2, isProblemsOnly: true })).rows).toEqual(
      problems.slice(1, 3),
    );
  });
});

describe('the songs of an export', () => {
  it('are named portion by portion, and nothing begins where others were named in between', async () => {
    const { core, folder } = await library(30);
    const [first, second] = [ids(30).slice(0, 20), ids(30).slice(20)];
    expect(await core.invoke('export.nameSongs', { clipIds: first, after: 0 })).toEqual({ named: 20 });
    expect(await core.invoke('export.nameSongs', { clipIds: second, after: 20 })).toEqual({ named: 30 });
    const request = {
      formats: ['txt' as const],
      sounds: [],
      pattern: '{title}',
      hasSections: true,
      place: 'folder' as const,
      onExisting: 'skip' as const,
    };
    await core.invoke('export.start', { ...request, count: 30 });
    expect((await endedExport(core)).status).toMatchObject({ total: 30, done: 30 });
    expect(readdirSync(folder)).toHaveLength(27);

    await core.invoke('export.nameSongs', { clipIds: first, after: 0 });
    await expect(core.invoke('export.nameSongs', { clipIds: second, after: 5 })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(core.invoke('export.start', { ...request, count: 30 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
