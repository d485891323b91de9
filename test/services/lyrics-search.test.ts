import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import { success } from '../support/flow-server';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

const SONG = uuid('clip Low Tide') as ClipId;
const WORDS = [
  '[Verse 1]',
  'Salt on the railing',
  'Light on the bay',
  '',
  '[Chorus]',
  'Carry me over',
  'Carry me home',
].join('\n');

async function withSong(lyrics = WORDS) {
  const server = await world.server();
  const job = uuid('words');
  server.job(job, success([clip('Low Tide', { lyrics })]));
  const core = await world.core(server);
  await core.add(job);
  await core.settled();
  return {
    hitsOf: async (search: string) => {
      const page = await core.invoke('lyrics.page', { search, offset: 0, limit: 10 });
      return (page.rows[0]?.hits ?? []).map((hit) => ({
        line: hit.lineIndex,
        section: hit.section,
        marked: hit.ranges.map(({ start, end }) => hit.text.slice(start, end)),
      }));
    },
    titleOf: async (search: string) => {
      const { rows } = await core.invoke('lyrics.page', { search, offset: 0, limit: 10 });
      return rows[0]?.titleRanges.map(({ start, end }) => rows[0]?.title.slice(start, end));
    },
    marksOf: async (search: string) => {
      const lines = (await core.invoke('lyrics.get', { clipId: SONG }))?.lines ?? [];
      return (await core.invoke('lyrics.hits', { clipId: SONG, search })).map(({ lineIndex, ranges }) => ({
        line: lineIndex,
        marked: ranges.map(({ start, end }) => lines[lineIndex]?.text.slice(start, end)),
      }));
    },
  };
}

describe('hit lines of a song', () => {
  it('stand in the section that they are sung in', async () => {
    const { hitsOf } = await withSong();
    expect(await hitsOf('carry')).toEqual([
      { line: 5, section: 'Chorus', marked: ['Carry'] },
      { line: 6, section: 'Chorus', marked: ['Carry'] },
    ]);
    expect(await hitsOf('salt bay')).toEqual([
      { line: 1, section: 'Verse 1', marked: ['Salt'] },
      { line: 2, section: 'Verse 1', marked: ['bay'] },
    ]);
    // A label is in the section before it.
    expect(await hitsOf('chorus')).toEqual([{ line: 4, section: 'Verse 1', marked: ['Chorus'] }]);
  });

  it('show a phrase that goes over a line break where it begins', async () => {
    const { hitsOf, marksOf } = await withSong();
    expect(await hitsOf('"railing light on"')).toEqual([
      { line: 1, section: 'Verse 1', marked: ['railing'] },
    ]);
    expect(await marksOf('"railing light on"')).toEqual([
      { line: 1, marked: ['railing'] },
      { line: 2, marked: ['Light on'] },
    ]);
  });

  it('show a phrase that goes over a blank line and a label', async () => {
    const { hitsOf, marksOf } = await withSong();
    expect(await hitsOf('"the bay chorus carry me"')).toEqual([
      { line: 2, section: 'Verse 1', marked: ['the bay'] },
    ]);
    expect(await marksOf('"the bay chorus carry me"')).toEqual([
      { line: 2, marked: ['the bay'] },
      { line: 4, marked: ['Chorus'] },
      { line: 5, marked: ['Carry me'] },
    ]);
  });

  it('count a line in which one phrase ends and another begins', async () => {
    const { hitsOf } = await withSong('one two\nthree one\ntwo three');
    expect(await hitsOf('"two three"')).toEqual([
      { line: 0, section: null, marked: ['two'] },
      { line: 2, section: null, marked: ['two three'] },
    ]);
    expect(await hitsOf('"three one two"')).toEqual([{ line: 1, section: null, marked: ['three one'] }]);
    const { hitsOf: inBoth } = await withSong('a two\nthree two\nthree b');
    expect(await inBoth('"two three"')).toEqual([
      { line: 0, section: null, marked: ['two'] },
      { line: 1, section: null, marked: ['three', 'two'] },
    ]);
  });
});

describe('what is marked in the words of one song', () => {
  it('is every line with something of the search', async () => {
    const { marksOf } = await withSong();
    expect(await marksOf('on car')).toEqual([
      { line: 1, marked: ['on'] },
      { line: 2, marked: ['on'] },
      { line: 5, marked: ['Car'] },
      { line: 6, marked: ['Car'] },
    ]);
  });

  it('is what was searched for, not what else songs are filtered by', async () => {
    const { marksOf, hitsOf } = await withSong();
    expect(await marksOf('has:salt -title:carry home')).toEqual([{ line: 6, marked: ['home'] }]);
    expect((await hitsOf('title:tide home')).map(({ line }) => line)).toEqual([6]);
    expect(await marksOf('has:audio')).toEqual([]);
    // As without a search: the first lines, unmarked.
    expect((await hitsOf('lyrics:plain')).flatMap(({ marked }) => marked)).toEqual([]);
  });

  it('is what a filter looks for in the words, and only there', async () => {
    const { marksOf, hitsOf, titleOf } = await withSong();
    expect(await marksOf('words:salt,"carry me"')).toEqual([
      { line: 1, marked: ['Salt'] },
      { line: 5, marked: ['Carry me'] },
      { line: 6, marked: ['Carry me'] },
    ]);
    expect(await marksOf('words:light -words:snow home')).toEqual([
      { line: 2, marked: ['Light'] },
      { line: 6, marked: ['home'] },
    ]);
    expect(await hitsOf('words:salt')).toEqual([{ line: 1, section: 'Verse 1', marked: ['Salt'] }]);
    expect(await titleOf('words:salt')).toEqual([]);
    expect(await titleOf('title:tide words:salt')).toEqual(['Tide']);
    expect(await titleOf('low title:tide')).toEqual(['Low', 'Tide']);
  });

  it('is nothing without a search, and nothing in a song that is not there', async () => {
    const server = await world.server();
    const core = await world.core(server);
    expect(await core.invoke('lyrics.hits', { clipId: SONG, search: 'salt' })).toEqual([]);
    const { marksOf } = await withSong();
    expect(await marksOf('  ')).toEqual([]);
    expect(await marksOf('"')).toEqual([]);
  });
});

describe('takes of the same words', () => {
  it('are numbered as they were made, then as they arrived', async () => {
    const server = await world.server();
    const take = (name: string, day: number | null) =>
      clip(name, {
        lyrics: WORDS,
        lyrics_id: uuid('the words'),
        create_time: day === null ? null : `2026-05-0${day} 12:00:00`,
      });
    server.job(uuid('later'), success([take('Second', 2), take('Undated', null), take('Also second', 2)]));
    server.job(
      uuid('earlier'),
      success([take('First', 1), clip('Alone', { lyrics: WORDS, lyrics_id: 'x' })]),
    );
    const core = await world.core(server);
    for (const job of ['later', 'earlier']) {
      await core.add(uuid(job));
      await core.settled();
    }
    const takeOf = async (name: string) =>
      (await core.invoke('lyrics.get', { clipId: uuid(`clip ${name}`) as ClipId }))?.take;
    expect(await takeOf('First')).toEqual({ number: 1, count: 4 });
    expect(await takeOf('Second')).toEqual({ number: 2, count: 4 });
    expect(await takeOf('Also second')).toEqual({ number: 3, count: 4 });
    expect(await takeOf('Undated')).toEqual({ number: 4, count: 4 });
    expect(await takeOf('Alone')).toBeNull();
  });
});

describe('takes of one song', () => {
  const TAKES = ['one', 'two', 'three'];

  async function withTakes() {
    const server = await world.server();
    const job = uuid('takes');
    const takes = TAKES.map((take) =>
      clip(take, { title: `Tide ${take}`, lyrics_id: uuid('words'), lyrics: WORDS }),
    );
    server.job(job, success([...takes, clip('Other', { lyrics: 'Carry the other' }), clip('No words')]));
    const core = await world.core(server);
    await core.add(job);
    await core.settled();
    const titles = async (search: string) =>
      (await core.invoke('lyrics.page', { search, offset: 0, limit: 10 })).rows.map(({ title }) => title);
    return { core, titles, idOf: (name: string) => uuid(`clip ${name}`) as ClipId };
  }

  it('are one row, with a search and without; the newest stands for them', async () => {
    const { core, titles } = await withTakes();
    expect((await titles('')).sort()).toEqual(['Other', 'Tide three']);
    expect((await titles('carry')).sort()).toEqual(['Other', 'Tide three']);
    for (const search of ['', 'carry']) {
      const page = await core.invoke('lyrics.page', { search, offset: 0, limit: 10 });
      expect(page).toMatchObject({ total: 2, isTotalExact: true });
      expect(page.rows.find(({ title }) => title === 'Tide three')?.otherTakes).toBe(2);
      expect(await core.invoke('lyrics.count', { search })).toBe(2);
    }
    expect(await titles('title:two carry')).toEqual(['Tide two']);
  });

  it('are told one by one, and come along when the words are asked for', async () => {
    const { core, idOf } = await withTakes();
    const takes = await core.invoke('lyrics.takes', { clipId: idOf('two') });
    expect(takes.map(({ title }) => title)).toEqual(TAKES.map((take) => `Tide ${take}`));
    expect(await core.invoke('lyrics.takes', { clipId: idOf('Other') })).toHaveLength(1);
    const given = [idOf('Other'), idOf('three'), idOf('two')];
    expect(await core.invoke('lyrics.withTakes', { clipIds: given as never })).toEqual([
      idOf('Other'),
      ...TAKES.map(idOf),
    ]);
  });

  it('are found to be compared, hidden ones last, and none for a song that is alone', async () => {
    const { core, idOf } = await withTakes();
    const [first, ...others] = TAKES.map(idOf);
    await core.invoke('songs.setHidden', { clipIds: [first as never], isHidden: true });
    expect(await core.invoke('songs.alike', { clipId: idOf('two') })).toEqual({
      basis: 'lyrics',
      clipIds: [...others, first],
      hasMore: false,
    });
    expect(await core.invoke('songs.alike', { clipId: idOf('Other') })).toMatchObject({ basis: null });
  });

  it('are filtered by what is known of their words, also by none', async () => {
    const { core, titles, idOf } = await withTakes();
    expect(await titles('lyrics:none')).toEqual(['No words']);
    expect(await titles('lyrics:edited')).toEqual([]);
    await core.invoke('lyrics.save', { clipId: idOf('two'), text: 'My own carry', timing: [] });
    expect(await titles('lyrics:edited')).toEqual(['Tide two']);
    expect(await titles('my own')).toEqual(['Tide two']);
    await core.invoke('lyrics.revert', { clipId: idOf('two'), to: 'api' });
    expect(await titles('lyrics:edited')).toEqual([]);
  });
});

describe('a search that finds nothing', () => {
  it.each([
    ['raling', 'railing'],
    ['rialing light', 'railing light'],
    ['sat on the raling', 'sat on the railing'],
    ['carrry', 'carry'],
    ['lyrics:plain raling', 'railing lyrics:plain'],
    ['чорус', null],
    ['zzzzzz', null],
    ['"raling"', null],
    ['bai', null],
    ['railing', null],
    ['lyrics:timed', null],
  ])('%s: %s', async (typed, corrected) => {
    const server = await world.server();
    const job = uuid('words');
    server.job(job, success([clip('Low Tide', { lyrics: WORDS.replace('Salt', 'Sat') })]));
    const core = await world.core(server);
    await core.add(job);
    await core.settled();
    expect(await core.invoke('lyrics.correct', { search: typed })).toBe(corrected);
  });

  it('is forgiven a slip in every script that has letters', async () => {
    const server = await world.server();
    const job = uuid('words');
    server.job(job, success([clip('Low Tide', { lyrics: 'Тихое море\nГолос мой' })]));
    const core = await world.core(server);
    await core.add(job);
    await core.settled();
    expect(await core.invoke('lyrics.correct', { search: 'голас' })).toBe('голос');
    expect(await core.invoke('lyrics.correct', { search: 'ТИХОИ' })).toBe('тихое');
  });
});
