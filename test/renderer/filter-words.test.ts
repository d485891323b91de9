import { beforeAll, describe, expect, it } from 'vitest';
import { parseSongQuery } from '@shared/song-query/parse';
import { choiceWords, filterWords, problemWords } from '../../src/renderer/shell/filter-words';
import { startTexts } from '../../src/renderer/i18n';

beforeAll(startTexts);

function words(text: string): string[] {
  return parseSongQuery(text).filters.map(filterWords);
}
function problems(text: string): string[] {
  return parseSongQuery(text).problems.map((problem) => problemWords(problem, text));
}

describe('a filter in words', () => {
  it.each([
    ['has:video', 'Has video'],
    ['has:audio,wav,lyrics', 'Has audio, WAV, or lyrics'],
    ['-has:audio,wav', 'No audio or WAV'],
    ['is:failed,missing', 'State: failed or missing'],
    ['-is:complete', 'State: not complete'],
    ['model:"Lyria 3 Pro",b', 'Model: Lyria 3 Pro or b'],
    ['-action:extend', 'Action: not extend'],
    ['lyrics:plain', 'Lyrics: without times'],
    ['created:2026', 'Created: 2026'],
    ['created:2026-05', 'Created: May 2026'],
    ['added:2026-05-01', 'Added: May 1, 2026'],
    ['created:2026-01..2026-12-31', 'Created: Jan 2026 – Dec 31, 2026'],
    ['created:<2026-05', 'Created: before May 2026'],
    ['created:<=2026', 'Created: until 2026'],
    ['created:>2026-05-31', 'Created: after May 31, 2026'],
    ['created:2026-05..', 'Created: since May 2026'],
    ['added:1d,7d', 'Added: last day or last 7 days'],
    ['-added:1y', 'Added: not last year'],
    ['length:3:00', 'Length: 3:00'],
    ['length:2m', 'Length: 2:00–2:59'],
    ['length:<90s', 'Length: under 1:30'],
    ['length:<=1h', 'Length: up to 1:00:00'],
    ['length:>3:00', 'Length: over 3:00'],
    ['length:>=3:00', 'Length: at least 3:00'],
    ['is:favourite,hidden', 'State: favourite or hidden'],
    ['rating:5', 'Rating: 5 stars'],
    ['rating:1,none', 'Rating: 1 star or no stars'],
    ['-rating:>=4', 'Rating: not at least 4 stars'],
    ['rating:2..3', 'Rating: 2–3 stars'],
    ['tag:"late night",sea', 'Tags: late night or sea'],
    ['plays:>10', 'Plays: over 10 times'],
    ['plays:0', 'Plays: 0 times'],
    ['played:never', 'Last played: never'],
    ['played:7d', 'Last played: last 7 days'],
    ['title:"carry me"', 'Title: "carry me"'],
    ['bpm:96 ', 'BPM: 96'],
    ['job:3f2a', 'Id: 3f2a'],
  ])('%s is “%s”', (text, expected) => expect(words(text)).toEqual([expected]));

  it('is the last day of a month wherever the machine stands', () => {
    expect(words('created:2026-03-31 created:2026-01')).toEqual([
      'Created: Mar 31, 2026',
      'Created: Jan 2026',
    ]);
  });
});

describe('a choice in words', () => {
  it('stands by itself', () => {
    expect(choiceWords('has', 'wav')).toBe('WAV');
    expect(choiceWords('is', 'missing')).toBe('Missing');
    expect(choiceWords('lyrics', 'none')).toBe('No lyrics');
    expect(choiceWords('created', '7d')).toBe('Last 7 days');
    expect(choiceWords('length', '>4:00')).toBe('Over 4:00');
    expect(choiceWords('model', '"lyria 3"')).toBe('lyria 3');
  });
});

describe('a problem in words', () => {
  it('names what was typed and what could stand there', () => {
    expect(problems('salt -has:vidio')).toEqual([
      '“-has:vidio” is not known. Possible: audio, wav, video, cover, lyrics',
    ]);
    expect(problems('model: bpm:""')).toEqual([
      '“model:” needs a value, for example model:"Lyria 3 Pro"',
      '“bpm:""” needs a value, for example bpm:96',
    ]);
    expect(problems('added:soon')[0]).toMatch(/^“added:soon” is no date\. Possible: 2026, /);
    expect(problems('length:3')[0]).toMatch(/^“length:3” is no length\. Possible: 3:00, /);
    expect(problems(Array.from({ length: 33 }, () => 'bpm:1').join(' '))).toEqual([
      '“bpm:1” is left out: there are 32 filters already',
    ]);
  });

  it('cuts what is too long to be read', () => {
    expect(problems(`is:${'x'.repeat(200)}`)[0]).toMatch(/^“is:x{37}…” is not known/);
  });

  it('gives examples that are understood', () => {
    for (const text of ['added:soon', 'length:x', 'lyrics:x', 'is:x', 'has:x']) {
      const [name] = text.split(':');
      const choices = (problems(text)[0] ?? '').replace(/^.*Possible: /, '').split(', ');
      expect(choices.length).toBeGreaterThan(3);
      for (const choice of choices) expect(problems(`${name}:${choice}`)).toEqual([]);
    }
  });
});
