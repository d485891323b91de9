import { describe, expect, it } from 'vitest';
import { hasJson, recogniseJobs } from '../../src/main/domain/recognise-jobs';

const A = 'ffd6870b-9a83-47e6-9d57-601efced86b5';
const B = '12d737cf-9509-4132-99f5-a17339bd7462';
const C = '07d737cf-9509-4132-99f5-a17339bd7462';

const ids = (text: string): string[] => recogniseJobs(text).jobs.map((job) => job.id);
const notIds = (text: string) =>
  recogniseJobs(text).notIds.map(({ reason, text: shown }) => `${reason}: ${shown}`);

describe('a table with a column of UUIDs', () => {
  it.each([
    ['without names', `Sunrise,${A}\nUntitled,${B}\nLow and tide,${C}`, 'Sunrise'],
    ['with titles that have digits', `Song2,${A}\nTake7b,${B}\n99 Reasons,${C}`, 'Song2'],
    ['with names', `Song,Flow job\nSunrise,${A}\nSong2,${B}\nx1,${C}`, 'Song'],
    ['with tabs', `Song\tFlow job\r\nSunrise\t${A}\r\nSong2\t${B}\r\nx1\t${C}`, 'Song'],
    ['with a title that has a comma', `"Low, tide2",${A}\nx1,${B}\ny2,${C}`, 'Low, tide2'],
    [
      'with addresses',
      `x1,https://a.b/?job_id=${A}\ny2,https://a.b/?job_id=${B}\nz3,https://a.b/?job_id=${C}`,
      'x1',
    ],
    [
      'in Markdown',
      `| Tune | Flow |\n|:---|---:|\n| x1 | ${A} |\n| Sunrise | \`${B}\` |\n| y2 | ${C} |`,
      'Tune',
    ],
    ['in Markdown without names', `| x1 | ${A} |\n| Sunrise | ${B} |\n| y2 | ${C} |`, 'x1'],
    ['below a line of words', `My songs:\nSong2,${A}\nx1,${B}\ny2,${C}\n`, 'Song2'],
  ])('gives that column only: %s', (_, text, other) => {
    expect(ids(text)).toEqual([A, B, C]);
    const others = notIds(text).filter((each) => each !== 'plain-word: My songs:');
    // A column that is called song is known to be none of jobs.
    expect(others).toEqual(other === 'Song' ? [] : [`other-column: ${other}`]);
  });

  it('may lack an id in a row, and may have a total below', () => {
    const rows = [A, B, C, A.replace('f', '0'), ''].map((id, index) => `x${String(index)},${id}`);
    expect(ids(rows.join('\n'))).toEqual([A, B, C, A.replace('f', '0')]);
  });

  it('gives both columns where both hold UUIDs, as a list in columns does', () => {
    expect(ids(`${A},${B}\n${C},${A}`)).toEqual([A, B, C]);
  });

  it('gives no column that is called one of clips', () => {
    expect(ids(`Tune,Flow job,Clip\nx1,${A},${C}\ny2,${B},${C}`)).toEqual([A, B]);
    expect(ids(`Tune,Clip\nx1,${A}\ny2,${B}`)).toEqual([]);
    expect(notIds(`Tune,Clip\nx1,${A}`)).toContain(`clip-id: ${A}`);
  });

  it('loses no UUID beside that column where no name tells of what it is', () => {
    expect(ids(`|\0\n ${A} \0${B}| ${C} `)).toEqual([A, B, C]);
    expect(ids(`x,\n${A} ${B},${C}`)).toEqual([C]);
  });

  it('is not what a list of ids on one line is', () => {
    expect(ids(`job-1, 1234567, ${A}`)).toEqual(['job-1', '1234567', A]);
  });
});

describe('a word without a digit', () => {
  it('is no id beside UUIDs of the same text', () => {
    expect(ids(`Sunrise,${A}`)).toEqual([A]);
    expect(notIds(`Sunrise,${A}`)).toEqual(['plain-word: Sunrise']);
    expect(ids(`Sunrise\n\n${A}\n\nUntitled`)).toEqual([A]);
    expect(ids('Sunrise\nabc-1')).toEqual(['Sunrise', 'abc-1']);
  });

  it('is one even there when it is called so', () => {
    expect(ids(`{"job_id":"abc"}\n${A}`)).toEqual(['abc', A]);
  });
});

describe('ids separated by anything', () => {
  it.each([
    ['ideographic commas', 'job123、job456', ['job123', 'job456']],
    ['full-width commas', 'job123，job456', ['job123', 'job456']],
    ['full-width semicolons', 'job123；job456', ['job123', 'job456']],
    ['full-width spaces', 'job123\u3000job456', ['job123', 'job456']],
    ['full-width bars', 'job123｜job456', ['job123', 'job456']],
    ['plus', 'a1+b2', ['a1', 'b2']],
    ['slash', 'j1/j2', ['j1', 'j2']],
    ['ampersand', 'j1&j2', ['j1', 'j2']],
    ['colon', 'j1:j2', ['j1', 'j2']],
    ['arrow', 'j1→j2', ['j1', 'j2']],
    ['dot in the middle', 'j1·j2', ['j1', 'j2']],
    ['a UUID and another', `${A}/j1x`, [A]],
  ])('are split at them: %s', (_, text, expected) => expect(ids(text)).toEqual(expected));

  it.each([
    `https://host/jobs/${A}`,
    `https://host/jobs/${A}/status`,
    `https://host/jobs/${A}?x=1.2`,
    `https://host/x?id=${A}`,
    `see https://host/${A}.`,
    `/v1/jobs/${A}`,
    `jobs/${A}`,
    `x/${A}/y`,
    `id=${A}`,
    `task:${A};`,
    `海の上${A}海`,
    `me@${A}`,
    `a.${A}`,
    `C:\\jobs\\${A}`,
    `%${A}%`,
    `https://a.b/?job_id=${A},https://a.b/?x=1`,
  ])('are found when they are UUIDs: %s', (text) => expect(ids(text)).toEqual([A]));

  it('are found in addresses with nothing but a comma between', () => {
    expect(ids(`https://a.b/?job_id=${A},https://a.b/?job_id=${B}`)).toEqual([A, B]);
    expect(ids(`https://a.b/?job_id=${A},${B}`)).toEqual([A, B]);
  });

  it.each([
    `https://host/clips/${A}`,
    `https://host/x?clip_id=${A}`,
    `foo clip_id=${A}`,
    `https://host/${A}/audio.m4a`,
    `${A}.m4a`,
    `https://host/x?session_token=${A}`,
  ])('are not found where they are of something else: %s', (text) => expect(ids(text)).toEqual([]));

  it.each([
    '../../x1',
    '/j1/j2',
    './j1/j2',
    'songs/take1',
    'C:/x1/y2',
    '1/2',
    '2026/04/05',
    'x1.y2',
    'me1@host2',
  ])('are not seen in a path, a date or an address: %s', (text) => expect(ids(text)).toEqual([]));
});

describe('JSON that is keyed by ids', () => {
  it.each([
    ['objects', JSON.stringify({ [A]: { title: 'x1' }, [B]: {} })],
    ['texts', JSON.stringify({ [A]: 'done', [B]: null })],
    ['lists', JSON.stringify({ jobs: { [A]: [C], [B]: ['x1'] } })],
    [
      'jobs and their songs',
      JSON.stringify({ [A]: { clip_id: C, audio_url: 'x' }, [B]: { clips: [{ id: C }] } }),
    ],
    ['a text that breaks off', JSON.stringify({ [A]: {}, [B]: { title: 'x1' } }).slice(0, -5)],
  ])('gives the keys: %s', (_, text) => expect(ids(text)).toEqual([A, B]));

  it('keeps an answer that names its job nowhere else', () => {
    const answer = '{"status":"SUCCESS","data":{"clips":[]}}';
    expect(recogniseJobs(`{"${A}":${answer}}`).jobs).toEqual([{ id: A, answer }]);
  });

  it('gives no key of a song, of a job that says its id itself, or of another kind', () => {
    expect(ids(JSON.stringify({ clips: { [C]: { title: 'x' } } }))).toEqual([]);
    expect(ids(JSON.stringify({ [C]: { clip_id: C } }))).toEqual([]);
    expect(ids(JSON.stringify({ [C]: { audio_url: 'x' } }))).toEqual([]);
    expect(ids(JSON.stringify({ [C]: { job_id: A } }))).toEqual([A]);
    expect(ids(JSON.stringify({ abc1: {}, title: {} }))).toEqual([]);
    expect(ids(JSON.stringify({ jobId: A, data: { [C]: {} } }))).toEqual([A]);
  });

  it('is known to be JSON', () => {
    expect(hasJson('{"a":1}')).toBe(true);
    expect(hasJson('[1] and {x}')).toBe(false);
  });
});

describe('short numbers', () => {
  it.each(['12345', ' 42\n', '42, 43\n44', '99999;100000', '1\t2', '7、8', '42 43,'])(
    'are ids where the text is nothing else: %j',
    (text) => {
      expect(ids(text)).toEqual(text.match(/\d+/g));
      expect(notIds(text)).toEqual([]);
    },
  );

  it.each(['take 42', '42 times', '#42', '- 42', '1 1234567', '20260405', '42.', '(42)', `42\n${A}`])(
    'are none among anything else: %j',
    (text) => {
      expect(ids(text)).not.toContain('42');
      expect(ids(text)).not.toContain('1');
      expect(ids(text)).not.toContain('20260405');
    },
  );
});

describe('the list of the library itself', () => {
  const line = (entry: object) => `${JSON.stringify(entry)}\n`;
  const at = '2026-04-05T12:30:00.000Z';

  it('gives the jobs that were not removed, and no song', () => {
    const text = [
      line({ jobId: A, addedAt: at }),
      line({ jobId: B, addedAt: at }),
      line({ clipId: C, removedAt: at }),
      line({ clipId: C, restoredAt: at }),
      line({ jobId: A, removedAt: at }),
    ].join('');
    expect(ids(text)).toEqual([B]);
    expect(notIds(text)).toEqual([`removed-job: ${A}`]);
    expect(ids(text + line({ jobId: A, addedAt: at }))).toEqual([B, A]);
    expect(notIds(text + line({ jobId: A, addedAt: at }))).toEqual([]);
  });
});
