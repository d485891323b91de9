import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ON_EXISTING } from '@shared/export';
import { LYRICS_FORMATS, type ClipId, type LyricsFormat } from '@shared/model';
import { readLyricsFile } from '../../src/main/services/lyrics-import';
import type { Core } from '../support/core';
import { runExport, type EndedExport, type PartOfRequest } from '../support/exports';
import { success, type RemoteClipFields } from '../support/flow-server';
import { clip, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

const JOB = uuid('job');
const TEXT = '[Verse 1]\nSalt on the railing\nLight on the bay';
const TIMED = {
  lyrics: TEXT,
  lyrics_timing_markers: [
    [TEXT.indexOf('Salt'), 1.5],
    [TEXT.indexOf('Light'), 4.25],
  ],
  duration: 12.5,
};

/** A library with these songs, and a folder of its own to export to. */
async function library(songs: Readonly<Record<string, RemoteClipFields>>) {
  const server = await world.server();
  server.job(JOB, success(Object.entries(songs).map(([name, fields]) => clip(name, fields))));
  const core = await world.core(server);
  await core.add(JOB);
  await core.waitFor(async () => (await core.job(JOB)).phase === 'succeeded');
  const folder = world.folder();
  core.shell.choose(folder);
  await core.invoke('export.chooseFolder', {});
  return { core, folder, server };
}

const idOf = (name: string) => uuid(`clip ${name}`) as ClipId;

const run = (core: Core, names: readonly string[], request?: PartOfRequest): Promise<EndedExport> =>
  runExport(core, names.map(idOf), request);

/** What became of each file; what is written has its usual name unless told otherwise. */
function outcomes(report: EndedExport): (readonly [string, unknown])[] {
  return report.files.map(({ part, outcome }) => [part, outcome] as const);
}

const written = (fileName: string) => ({ kind: 'written', fileName, beside: null, notes: [] }) as const;

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

describe('exported words', () => {
  it('txt, lrc and srt of a timed song', async () => {
    const { core, folder } = await library({ 'Low Tide': TIMED });
    const report = await run(core, ['Low Tide'], { formats: ['txt', 'lrc', 'srt'] });
    expect(report.target).toBe(folder);
    expect(outcomes(report)).toEqual([
      ['txt', written('Low Tide.txt')],
      ['lrc', written('Low Tide.lrc')],
      ['srt', written('Low Tide.srt')],
    ]);
    expect(read(folder, 'Low Tide.txt')).toBe(`${TEXT}\n`);
    expect(read(folder, 'Low Tide.lrc').split('\n')).toEqual(
      expect.arrayContaining(['[00:01.50]Salt on the railing', '[00:04.25]Light on the bay']),
    );
    expect(read(folder, 'Low Tide.srt')).toMatch(
      /^1\r?\n00:00:01,500 --> 00:00:0\d,\d{3}\r?\nSalt on the railing\r?\n\r?\n2\r?\n00:00:04,250 --> /,
    );
    expect(read(folder, 'Low Tide.srt')).not.toContain('Verse');
  });

  it('what cannot be written is told with its reason, and holds nothing else up', async () => {
    const { core, folder } = await library({
      Plain: { lyrics_timing_markers: WORDS },
      Machines: { lyrics_timing_markers: '[Instrumental]' },
      Silent: {},
      Timed: TIMED,
    });
    const report = await run(core, ['Plain', 'Machines', 'Silent', 'Nobody', 'Timed'], {
      formats: ['txt', 'lrc'],
    });
    expect(outcomes(report)).toEqual([
      ['txt', written('Plain.txt')],
      ['lrc', { kind: 'skipped', reason: 'no-times' }],
      ['txt', { kind: 'skipped', reason: 'instrumental' }],
      ['lrc', { kind: 'skipped', reason: 'instrumental' }],
      ['txt', { kind: 'skipped', reason: 'no-words' }],
      ['lrc', { kind: 'skipped', reason: 'no-words' }],
      ['txt', { kind: 'skipped', reason: 'unknown-song' }],
      ['lrc', { kind: 'skipped', reason: 'unknown-song' }],
      ['txt', written('Timed.txt')],
      ['lrc', written('Timed.lrc')],
    ]);
    expect(readdirSync(folder).sort()).toEqual(['Plain.txt', 'Timed.lrc', 'Timed.txt']);
  });

  it('exporting txt leaves an lrc of the same name alone', async () => {
    const { core, folder } = await library({ 'Low Tide': TIMED });
    writeFileSync(join(folder, 'Low Tide.lrc'), 'mine');
    await run(core, ['Low Tide'], { formats: ['txt'], onExisting: 'replace' });
    expect(read(folder, 'Low Tide.lrc')).toBe('mine');
  });

  it('the same file again is unchanged, whatever was asked', async () => {
    const { core } = await library({ 'Low Tide': TIMED });
    await run(core, ['Low Tide']);
    for (const onExisting of ON_EXISTING) {
      const report = await run(core, ['Low Tide'], { onExisting });
      expect(outcomes(report)).toEqual([['txt', { kind: 'unchanged', fileName: 'Low Tide.txt' }]]);
    }
  });

  it('two takes of one title, and titles that differ only by case, get names of their own in each format', async () => {
    const { core, folder } = await library({
      a: { ...TIMED, title: 'Lanterns' },
      b: { ...TIMED, title: 'Lanterns' },
      c: { ...TIMED, title: 'LANTERNS' },
    });
    const report = await run(core, ['a', 'b', 'c'], { formats: ['txt', 'lrc'], onExisting: 'replace' });
    expect(
      report.files.map(({ outcome }) => ('fileName' in outcome ? outcome.fileName : outcome.kind)),
    ).toEqual([
      'Lanterns.txt',
      'Lanterns.lrc',
      'Lanterns (2).txt',
      'Lanterns (2).lrc',
      'LANTERNS (3).txt',
      'LANTERNS (3).lrc',
    ]);
    expect(readdirSync(folder)).toHaveLength(6);
    // Once more, nothing new: the names do not wander.
    const again = await run(core, ['a', 'b', 'c'], { formats: ['txt', 'lrc'] });
    expect(again.files.every((file) => file.outcome.kind === 'unchanged')).toBe(true);
  });

  it('the pattern names the files, and its preview is the truth', async () => {
    const { core, folder } = await library({ 'Low Tide': TIMED, 'a/b': TIMED });
    const pattern = '{number} - {title} [{model}] {date} {nope}';
    const clipIds = ['Low Tide', 'a/b'].map(idOf);
    const preview = await core.invoke('export.preview', { clipIds, formats: ['txt'], sounds: [], pattern });
    expect(preview.map(({ stem }) => stem)).toEqual([
      '001 - Low Tide [FUZZ-2.0] 2026-05-01 {nope}',
      '002 - a-b [FUZZ-2.0] 2026-05-01 {nope}',
    ]);
    await run(core, ['Low Tide', 'a/b'], { pattern });
    expect(readdirSync(folder).sort()).toEqual(preview.map(({ stem }) => `${stem}.txt`));
  });

  it('the preview tells what is left out, and gives takes of one title the names that they will have', async () => {
    const { core, folder } = await library({
      timed: TIMED,
      plain: { lyrics: TEXT },
      nothing: { lyrics: '' },
    });
    const names = ['timed', 'plain', 'nothing'];
    const pattern = 'Lanterns';
    const preview = await core.invoke('export.preview', {
      clipIds: names.map(idOf),
      formats: ['txt', 'lrc'],
      sounds: [],
      pattern,
    });
    expect(preview).toEqual([
      {
        stem: 'Lanterns',
        formats: ['txt', 'lrc'],
        sounds: [],
        lacksSound: false,
        leftOut: null,
        untimedLines: 0,
      },
      {
        stem: 'Lanterns (2)',
        formats: ['txt'],
        sounds: [],
        lacksSound: false,
        leftOut: 'no-times',
        untimedLines: 0,
      },
      {
        stem: 'Lanterns (3)',
        formats: [],
        sounds: [],
        lacksSound: false,
        leftOut: 'no-words',
        untimedLines: 0,
      },
    ]);
    await run(core, names, { formats: ['txt', 'lrc'], pattern });
    const promised = preview.flatMap(({ stem, formats }) => formats.map((format) => `${stem}.${format}`));
    expect(readdirSync(folder).sort()).toEqual(promised.sort());
  });

  it('a hostile pattern or title does not leave the folder', async () => {
    const { core, folder } = await library({ '../../x': TIMED });
    for (const pattern of ['../{title}', '/tmp/{title}', '..', '\u0000', 'CON', '{title}/{title}']) {
      await run(core, ['../../x'], { pattern });
    }
    expect(existsSync(join(folder, '..', 'x.txt'))).toBe(false);
    expect(readdirSync(folder, { withFileTypes: true }).every((entry) => entry.isFile())).toBe(true);
  });

  it('a file that cannot be written is told as failed, the others are written', async () => {
    world.expectsErrors(/export file could not be written/);
    const { core, folder } = await library({ a: TIMED, b: TIMED });
    mkdirSync(join(folder, 'a.txt'));
    const report = await run(core, ['a', 'b'], { onExisting: 'replace' });
    expect(outcomes(report)).toEqual([
      ['txt', { kind: 'failed', reason: 'folder-in-the-way', fileName: 'a.txt' }],
      ['txt', written('b.txt')],
    ]);
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'b.txt']);
  });

  it('lines without a time are not in a file of times, and are counted, before and after', async () => {
    const text = '[Verse]\nOne\nTwo\nThree\n\n[Chorus]\nFour\nFive\nSix';
    const at = (word: string, seconds: number) => [text.indexOf(word), seconds];
    const partly = {
      lyrics: text,
      lyrics_timing_markers: [at('One', 1), at('Four', 10)],
      duration: 20,
    };
    const { core, folder } = await library({ Partly: partly, Whole: TIMED });
    const names = ['Partly', 'Whole'];
    const formats = ['txt', 'lrc', 'srt'] as const;
    const counted = [
      ['Partly.txt', 0],
      ['Partly.lrc', 4],
      ['Partly.srt', 4],
      ['Whole.txt', 0],
      ['Whole.lrc', 0],
      ['Whole.srt', 0],
    ];
    const countOf = ({ files }: EndedExport) =>
      files.map(({ outcome, untimedLines }) => [
        'fileName' in outcome ? outcome.fileName : null,
        untimedLines,
      ]);
    const preview = async (wanted: readonly LyricsFormat[]) =>
      (
        await core.invoke('export.preview', {
          clipIds: names.map(idOf),
          formats: [...wanted],
          sounds: [],
          pattern: '{title}',
        })
      ).map(({ untimedLines }) => untimedLines);

    expect(await preview(formats)).toEqual([4, 0]);
    expect(await preview(['srt'])).toEqual([4, 0]);
    expect(await preview(['txt'])).toEqual([0, 0]);
    expect(countOf(await run(core, names, { formats }))).toEqual(counted);
    // Found again as it is, it still lacks them.
    expect(countOf(await run(core, names, { formats }))).toEqual(counted);
    expect(read(folder, 'Partly.lrc').match(/One|Two|Three|Four|Five|Six/g)).toEqual(['One', 'Four']);
    expect(read(folder, 'Partly.srt').match(/One|Two|Three|Four|Five|Six/g)).toEqual(['One', 'Four']);
  });

  it.runIf(process.platform === 'linux')(
    'a name that the disk does not take is told as too long',
    async () => {
      world.expectsErrors(/export file could not be written/);
      const { core, folder } = await library({ a: TIMED });
      // A folder so deep that its path leaves no room for a name.
      const deep = join(folder, ...Array.from({ length: 40 }, () => 'x'.repeat(100))).slice(0, 4_085);
      core.shell.choose(deep);
      await core.invoke('export.chooseFolder', {});
      expect(outcomes(await run(core, ['a'], { pattern: 'a name of some length' }))).toEqual([
        ['txt', { kind: 'failed', reason: 'name-too-long', fileName: 'a name of some length.txt' }],
      ]);
    },
  );

  it.each([
    ['a file', 'export-folder-is-file', (folder: string) => join(folder, 'Lyrics')],
    ['something under a file', 'export-folder-is-file', (folder: string) => join(folder, 'Lyrics', 'deeper')],
    ['a path too long', 'export-folder-name-too-long', (folder: string) => join(folder, 'x'.repeat(300))],
  ])(
    'a folder that cannot be made is told as what it is, and nothing changes: %s',
    async (_, code, place) => {
      const { core, folder } = await library({ a: TIMED });
      world.expectsErrors(/export folder could not be made/);
      writeFileSync(join(folder, 'Lyrics'), 'mine');
      core.shell.choose(place(folder));
      await core.invoke('export.chooseFolder', {});
      await expect(run(core, ['a'])).rejects.toMatchObject({ code });
      expect(read(folder, 'Lyrics')).toBe('mine');
      expect(readdirSync(folder)).toEqual(['Lyrics']);
    },
  );

  it('hundreds of songs of one title in one go', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `song ${index}`);
    const { core, folder } = await library(
      Object.fromEntries(names.map((name) => [name, { lyrics_timing_markers: WORDS, title: 'One title' }])),
    );
    const report = await run(core, names);
    expect(report.files.every((file) => file.outcome.kind === 'written')).toBe(true);
    expect(readdirSync(folder)).toHaveLength(300);
  });

  it('the folder is made when it is not there, opened when asked, and stays chosen', async () => {
    const { core, folder } = await library({ 'Low Tide': TIMED });
    const deep = join(folder, 'not', 'yet');
    core.shell.choose(deep);
    expect(await core.invoke('export.chooseFolder', {})).toEqual({ exportFolder: deep });
    await run(core, ['Low Tide']);
    expect(readdirSync(deep)).toEqual(['Low Tide.txt']);
    await core.invoke('export.showTarget', {});
    expect(core.shell.opened).toEqual([deep]);
    core.shell.choose(null);
    expect(await core.invoke('export.chooseFolder', {})).toBeNull();
    const again = await world.restart(core);
    expect((await again.invoke('app.snapshot', {})).exportFolder).toBe(deep);
  });
});

describe('every format', () => {
  const SUNG = {
    ...TIMED,
    lyrics_timing_markers: [
      [TEXT.indexOf('Salt'), 1.5],
      [TEXT.indexOf('on'), 2],
      [TEXT.indexOf('Light'), 4.25],
    ],
  };

  it('is written, and what has times is read again as it was', async () => {
    const { core, folder } = await library({ 'Low Tide': SUNG });
    const report = await run(core, ['Low Tide'], { formats: LYRICS_FORMATS });
    expect(outcomes(report).map(([format, outcome]) => [format, (outcome as { kind: string }).kind])).toEqual(
      LYRICS_FORMATS.map((format) => [format, 'written']),
    );
    expect(readdirSync(folder).sort()).toEqual(
      ['(words).lrc', 'ass', 'json', 'lrc', 'md', 'srt', 'ttml', 'txt', 'vtt']
        .map((ending) => (ending.startsWith('(') ? `Low Tide ${ending}` : `Low Tide.${ending}`))
        .sort(),
    );
    for (const name of readdirSync(folder)) {
      if (name.endsWith('.md')) continue;
      const file = readLyricsFile(name, readFileSync(join(folder, name)));
      expect([name, file.sungLines, file.timedLines]).toEqual([name, 2, name.endsWith('.txt') ? 0 : 2]);
    }
  });

  it('of words alone is left out where no word has a time, and under the plain name where it stands alone', async () => {
    const { core, folder } = await library({ 'Low Tide': SUNG, Other: TIMED });
    const report = await run(core, ['Low Tide', 'Other'], { formats: ['lrc-words'] });
    expect(outcomes(report)).toEqual([
      ['lrc-words', written('Low Tide.lrc')],
      ['lrc-words', { kind: 'skipped', reason: 'no-word-times' }],
    ]);
    expect(read(folder, 'Low Tide.lrc')).toContain('<00:02.00>');
  });

  it('of text has its sections or not', async () => {
    const { core, folder } = await library({ 'Low Tide': TIMED });
    await run(core, ['Low Tide'], { hasSections: false });
    expect(read(folder, 'Low Tide.txt')).toBe('Salt on the railing\nLight on the bay\n');
  });

  it('has the times that the words are shown at', async () => {
    const { core, folder } = await library({ 'Low Tide': TIMED });
    await core.invoke('lyrics.setOffset', { clipId: idOf('Low Tide'), offsetMs: -500 });
    await run(core, ['Low Tide'], { formats: ['vtt'] });
    expect(read(folder, 'Low Tide.vtt')).toContain('00:00:01.000 -->');
    expect(
      await core.invoke('lyrics.print', { clipId: idOf('Low Tide'), format: 'lrc', hasSections: true }),
    ).toContain('[00:03.75]Light on the bay');
  });
});

describe('files that are there already', () => {
  /** Other words than before, so that the same export would write another file. */
  const edit = (core: Core, text: string) =>
    core.invoke('lyrics.save', { clipId: idOf('Low Tide'), text, timing: [] });

  it('are skipped, or kept beside the new one', async () => {
    const { core, folder } = await library({ 'Low Tide': TIMED });
    writeFileSync(join(folder, 'Low Tide.txt'), 'mine');
    writeFileSync(join(folder, 'Low Tide (2).txt'), 'mine too');
    expect(outcomes(await run(core, ['Low Tide'], { onExisting: 'skip' }))).toEqual([
      ['txt', { kind: 'skipped', reason: 'exists', fileName: 'Low Tide.txt' }],
    ]);
    const beside = { ...written('Low Tide (3).txt'), beside: 'both' };
    expect(outcomes(await run(core, ['Low Tide'], { onExisting: 'keep-both' }))).toEqual([['txt', beside]]);
    expect(outcomes(await run(core, ['Low Tide'], { onExisting: 'keep-both' }))).toEqual([
      ['txt', { kind: 'unchanged', fileName: 'Low Tide (3).txt' }],
    ]);
    expect(readdirSync(folder).sort()).toEqual(['Low Tide (2).txt', 'Low Tide (3).txt', 'Low Tide.txt']);
    expect([read(folder, 'Low Tide.txt'), read(folder, 'Low Tide (2).txt')]).toEqual(['mine', 'mine too']);
  });

  it('are replaced where an export wrote them and nobody changed them since, also after a restart', async () => {
    const { core, folder } = await library({ 'Low Tide': TIMED });
    await run(core, ['Low Tide']);
    await edit(core, 'Other words');
    const again = await world.restart(core);
    const report = await run(again, ['Low Tide'], { onExisting: 'replace' });
    expect(outcomes(report)).toEqual([['txt', { ...written('Low Tide.txt'), kind: 'replaced' }]]);
    expect(readdirSync(folder)).toEqual(['Low Tide.txt']);
    expect(read(folder, 'Low Tide.txt')).toBe('Other words\n');
  });

  it('are never replaced where they are somebody else’s; the file beside them is, when it is ours', async () => {
    const { core, folder } = await library({ 'Low Tide': TIMED });
    writeFileSync(join(folder, 'Low Tide.txt'), 'mine');
    const first = await run(core, ['Low Tide'], { onExisting: 'replace' });
    const beside = { ...written('Low Tide (2).txt'), beside: 'foreign' };
    expect(outcomes(first)).toEqual([['txt', beside]]);
    expect(first.status.counts).toMatchObject({ beside: 1, problemSongs: 1 });
    await edit(core, 'Other words');
    expect(outcomes(await run(core, ['Low Tide'], { onExisting: 'replace' }))).toEqual([
      ['txt', { ...beside, kind: 'replaced' }],
    ]);
    expect(readdirSync(folder).sort()).toEqual(['Low Tide (2).txt', 'Low Tide.txt']);
    expect(read(folder, 'Low Tide.txt')).toBe('mine');
    expect(read(folder, 'Low Tide (2).txt')).toBe('Other words\n');
  });

  it('are never replaced where they are ours and were changed', async () => {
    const { core, folder } = await library({ 'Low Tide': TIMED });
    await run(core, ['Low Tide']);
    writeFileSync(join(folder, 'Low Tide.txt'), 'corrected by me');
    expect(outcomes(await run(core, ['Low Tide'], { onExisting: 'replace' }))).toEqual([
      ['txt', { ...written('Low Tide (2).txt'), beside: 'changed' }],
    ]);
    expect(read(folder, 'Low Tide.txt')).toBe('corrected by me');
  });

  it('that another song of the same export has just written are not replaced', async () => {
    const same = { ...TIMED, title: 'Same' };
    const { core, folder } = await library({ a: same, b: { ...same, lyrics: 'Others' }, c: same });
    await run(core, ['a'], { pattern: 'Same (2)' });
    writeFileSync(join(folder, 'Same.txt'), 'mine');
    const report = await run(core, ['a', 'b', 'c'], { onExisting: 'replace' });
    const names = report.files.map(({ outcome }) => ('fileName' in outcome ? outcome.fileName : null));
    expect(new Set(names).size).toBe(3);
    expect(read(folder, 'Same.txt')).toBe('mine');
  });

  it('have their times kept: words without any do not take their place', async () => {
    const { core, folder } = await library({ 'Low Tide': { lyrics: TEXT } });
    await core.invoke('lyrics.save', {
      clipId: idOf('Low Tide'),
      text: TEXT,
      timing: [{ line: 1, startMs: 1_500, endMs: null, words: [] }],
    });
    await run(core, ['Low Tide'], { formats: ['json'] });
    const before = read(folder, 'Low Tide.json');
    await core.invoke('lyrics.revert', { clipId: idOf('Low Tide'), to: 'api' });
    const report = await run(core, ['Low Tide'], { formats: ['json'], onExisting: 'replace' });
    expect(outcomes(report)).toEqual([
      ['json', { kind: 'skipped', reason: 'timed-there', fileName: 'Low Tide.json' }],
    ]);
    expect(read(folder, 'Low Tide.json')).toBe(before);
  });
});
