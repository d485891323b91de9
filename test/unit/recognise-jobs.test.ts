import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { recogniseJobs } from '../../src/main/domain/recognise-jobs';

// Megabytes take their time on a busy machine; a test fails by not coming to an end.
vi.setConfig({ testTimeout: 60_000 });

const A = 'ffd6870b-9a83-47e6-9d57-601efced86b5';
const B = '12d737cf-9509-4132-99f5-a17339bd7462';
const CLIP = '07d737cf-9509-4132-99f5-a17339bd7462';
const LYRICS = '837e6f94-870b-53a9-8b18-dcf0340b429f';

/** The documented answer (API.md) for any job. */
function answer(jobId: string, indent?: number): string {
  const clip = {
    clip_id: CLIP,
    title: 'Low Tide 2 "live"',
    lyrics_id: LYRICS,
    lyrics_timing_markers: '[Verse 1]\nSalt on the railing {"jobId": "not-1"}',
    audio_url: `https://files.example/${CLIP}.m4a?job_id=not-2`,
    create_time: null,
  };
  const data = {
    jobId,
    action: 'music',
    progress: '100%',
    mv: 'FUZZ-2.0',
    quota: '1',
    hookUrl: null,
    clips: [clip],
  };
  return JSON.stringify({ status: 'SUCCESS', message: 'success', jobId, data }, null, indent);
}

const ids = (text: string): string[] => recogniseJobs(text).jobs.map((job) => job.id);
const answers = (text: string) => recogniseJobs(text).jobs.map((job) => [job.id, job.answer]);
const notIds = (text: string) =>
  recogniseJobs(text).notIds.map(({ reason, text: shown }) => `${reason}: ${shown}`);

describe('lists of ids', () => {
  it.each([
    ['lines', `${A}\n${B}`],
    ['Windows lines', `${A}\r\n${B}\r\n`],
    ['old Mac lines', `${A}\r${B}`],
    ['commas', `${A},${B}`],
    ['commas and spaces', `${A}, ${B},`],
    ['semicolons', `${A}; ${B};`],
    ['tabs', `${A}\t${B}`],
    ['spaces', `  ${A}   ${B}  `],
    ['bars', `| ${A} | ${B} |`],
    ['quotes', `"${A}" '${B}'`],
    ['typographic quotes', `“${A}” „${B}“`],
    ['brackets', `[${A}] (${B})`],
    ['a Python list', `['${A}', '${B}']`],
    ['angle brackets', `<${A}>, <${B}>`],
    ['numbers with a dot', `1. ${A}\n2. ${B}`],
    ['numbers with a bracket', `1) ${A}\n(2) ${B}`],
    ['numbers in square brackets', `[1] ${A}\n[2] ${B}`],
    ['numbers right in front', `1.${A}\n12.${B}`],
    ['hashes', `#1: ${A}\n#2: ${B}`],
    ['bullets', `- ${A}\n* ${B}`],
    ['a sentence', `My songs are ${A} and ${B}.`],
    ['labels', `job_id: ${A}\nJob ID = ${B}`],
    ['a byte order mark', `\ufeff${A}\n${B}`],
    ['blank lines', `\n\n${A}\n\n\n${B}\n`],
  ])('are read from %s', (_, text) => expect(ids(text)).toEqual([A, B]));

  it('keep their order and are not repeated', () => {
    expect(ids(`${B} ${A} ${B}\n${A}`)).toEqual([B, A]);
    expect(ids(`${A} ${A.toUpperCase()} job-A1 job-a1`)).toEqual([A, 'job-A1', 'job-a1']);
  });

  it('may be of any letters, digits, dashes and underscores up to 128', () => {
    const long = 'a1'.repeat(64);
    expect(ids(`abc-1\nJOB_2\n${long}\n_3-`)).toEqual(['abc-1', 'JOB_2', long, '_3-']);
  });

  it('may bear names that objects have', () => {
    expect(ids('__proto__\nconstructor\ntoString')).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>)['jobId']).toBeUndefined();
  });
});

describe('words of plain text', () => {
  it('are ids when they have a digit, wherever they stand', () => {
    expect(ids('please look at take7b and 1234567')).toEqual(['take7b', '1234567']);
  });

  it('are ids when they are UUIDs, with a digit or without', () => {
    const letters = 'abcdefab-cdef-abcd-efab-cdefabcdefab';
    expect(ids(`look at ${letters} now`)).toEqual([letters]);
  });

  it.each([
    ['a dash in front', `-${A}\n-${B}`],
    ['signs of emphasis', `**${A}** __${B}__`],
    ['slashes', `${A}/${B}`],
    ['dashes', `${A}-${B}`],
    ['colons', `${A}:${B}`],
    ['ampersands', `${A}&${B}`],
    ['arrows', `${A}→${B}`],
    ['full-width commas', `${A}，${B}、`],
    ['brackets', `${A}[{${B}`],
  ])('are the UUIDs in them when there is nothing else with a letter or digit: %s', (_, text) => {
    expect(ids(text)).toEqual([A, B]);
    expect(notIds(text)).toEqual([]);
  });

  it('are no UUID when they hold more than that', () => {
    expect(ids(`${A}-x1 2${B}`)).toEqual([`${A}-x1`, `2${B}`]);
    expect(notIds(`${A}/${B}.m4a`)).toEqual([`odd-characters: ${A}/${B}.m4a`]);
  });

  it('are nothing when they have neither letter nor digit', () => {
    expect(recogniseJobs('---\n___\n- - -\n***')).toEqual({ jobs: [], notIds: [] });
  });

  it('are nothing behind the name of another field', () => {
    expect(recogniseJobs('title: Song2 of mine\nstatus = abc1\nprogress:100%')).toEqual({
      jobs: [],
      notIds: [],
    });
  });

  it('are ids without a digit only where they stand alone in their line or cell', () => {
    expect(ids('abcdef')).toEqual(['abcdef']);
    expect(ids('abc, def;ghi\tjkl')).toEqual(['abc', 'def', 'ghi', 'jkl']);
    expect(ids('1. abc\n- def\n"ghi"')).toEqual(['abc', 'def', 'ghi']);
    expect(ids('abc def')).toEqual([]);
    expect(ids('Answer: abc')).toEqual([]);
    expect(notIds('Answer:abc')).toEqual(['plain-word: Answer:abc']);
  });

  it.each([
    ['a dash inside', 'job-a job-b'],
    ['a dash inside, in an order of their own', 'night-take my-demo-b zz-top'],
    ['underscores inside', 'my_first_job other_job'],
    ['dashes and digits', 'job-a job-2 job-b3'],
    ['one length and a beginning', 'joba jobb'],
    ['a beginning', 'songone songtwo songthree'],
    ['one length', 'kjhsdfgq qwpoeiru mnbvcxzl'],
    ['one length, letters and digits', 'a1b2c3d4 abcdefgh'],
    ['one length, small and capital letters', 'qWeRtYuI aSdFgHjK'],
  ])('are ids without a digit in a list that spaces separate: of %s', (_, text) => {
    expect(ids(text)).toEqual(text.split(' '));
    expect(notIds(text)).toEqual([]);
  });

  it.each([
    ['ends of sentences', 'job-a, job-b job-c.'],
    ['dashes', 'job-a - job-b -- job-c'],
    ['bullets', '- job-a job-b\n- job-c'],
    ['numbers', '1. job-a 2. job-b 3. job-c'],
    ['quotes', '"job-a" "job-b" \'job-c\''],
    ['slashes with spaces', 'job-a / job-b / job-c'],
    ['a label', 'job ids: job-a job-b job-c'],
    ['a string of JSON', '["job-a job-b", "job-c"]'],
    ['repetitions', 'job-a job-b job-a\njob-c'],
  ])('are ids without a digit in a list with %s', (_, text) => {
    expect(ids(text)).toEqual(['job-a', 'job-b', 'job-c']);
    expect(notIds(text)).toEqual([]);
  });

  it.each([
    'my well-known song from last-night',
    'A well-known late-night song',
    'lo-fi and hip-hop',
    'La-la-la la-la-la',
    'Hallelujah Hallelujah',
    'hello world',
    'Midnight Memories',
    'Midnight Sunshine',
    'Marti Maria',
    'these there',
    'Love lovely',
    'we were well',
    'sun sets slow',
    'come back home baby',
    'my take_a',
    'Answer: job-a job-b',
    'the lights go down',
    'JavaScript animations',
    'well-known song-title',
    'late-night hip-hop',
    're-do re-make',
  ])('are prose in what may be a sentence: %s', (text) => {
    expect(recogniseJobs(text)).toEqual({ jobs: [], notIds: [{ text, reason: 'plain-word' }] });
  });

  it.each([
    ['Hello, please add my jobs from yesterday', 'Hello please add my jobs from yesterday'],
    ['please add my jobs from yesterday, thanks', 'please add my jobs from yesterday thanks'],
    ['Well; that was it, I think; right', 'Well that was it I think right'],
    ['1. Hello, my friends', 'Hello my friends'],
    ['["Hello, please add my jobs"]', 'Hello please add my jobs'],
    ['Hi, thanks', 'Hi thanks'],
    ['please, add, my, jobs', 'please add my jobs'],
    ['Hello,\nplease add my jobs\nThanks', 'Hello please add my jobs Thanks'],
  ])('are prose between the commas of a sentence: %s', (text, told) => {
    expect(recogniseJobs(text)).toEqual({ jobs: [], notIds: [{ text: told, reason: 'plain-word' }] });
  });

  it('are ids beside a sentence in another column, in a list of their own, or with a digit', () => {
    expect(ids('abc\tLow Tide again')).toEqual(['abc']);
    expect(ids('| abc | Low Tide again |')).toEqual(['abc']);
    expect(ids('please add these, job-a job-b')).toEqual(['job-a', 'job-b']);
    expect(ids('please add this, take7b, thanks')).toEqual(['take7b']);
    expect(notIds('please add this, take7b, thanks')).toEqual([
      'plain-word: please add this',
      'plain-word: thanks',
    ]);
  });

  it('are remarks beside a UUID, an address and the name of a field', () => {
    expect(ids(`${A} lo-fi hip-hop`)).toEqual([A]);
    expect(notIds(`${A} lo-fi hip-hop`)).toEqual(['plain-word: lo-fi hip-hop']);
    expect(ids(`lo-fi hip-hop https://api.ttapi.io/fetch?job_id=${A}`)).toEqual([A]);
    expect(ids(`lo-fi hip-hop {"jobId":"${A}"}`)).toEqual([A]);
    expect(notIds('lo-fi hip-hop music')).toEqual(['plain-word: lo-fi hip-hop music']);
  });

  it.each(['12.', '(3)', '100%', '2.0', '1/2', '12:30', '0:05.2', '3rd', '12s', '128kbps', '16:9'])(
    'are nothing when they are the number of a list, or a number that measures: %s',
    (text) => {
      expect(ids(text)).toEqual([]);
      expect(notIds(text)).toEqual([]);
    },
  );

  it.each([
    '2026-04-05',
    '2026-4-5',
    '05-04-2026',
    '2026-04-05T12:30:00.123Z',
    '2026/04/05',
    '05.04.2026',
    '2026-04-05 12:30:00',
  ])('are nothing when they are a date: %s', (text) => {
    expect(ids(text)).toEqual([]);
    expect(notIds(text)).toEqual([]);
  });

  it.each(['123456', '1234567', '12345678', '20251399', '9'.repeat(128)])(
    'are ids when they are long numbers: %s',
    (text) => {
      expect(ids(text)).toEqual([text]);
      expect(ids(`${A}, ${text}`)).toEqual([A, text]);
      expect(notIds(text)).toEqual([]);
    },
  );

  it('are told when they are numbers in a notation of their own and are too short, or a date', () => {
    for (const number of ['0', '1', '42', '12345', '20260405']) {
      for (const text of [`- ${number}`, `1. ${number}`, `#${number}`, `"${number}"`]) {
        expect([text, recogniseJobs(text)]).toEqual([
          text,
          { jobs: [], notIds: [{ text: number, reason: 'plain-number' }] },
        ]);
      }
    }
    expect(notIds('id: 42')).toEqual(['plain-number: 42']);
    expect(notIds('["42", 43]')).toEqual(['plain-number: 42 43']);
    expect(notIds('[1,2,3]')).toEqual(['plain-number: 1 2 3']);
  });

  it('are told when they are short numbers of a list, in one report for each run of them', () => {
    expect(notIds('42, 43\n- 44 45\n\n46')).toEqual(['plain-number: 42 43 44 45', 'plain-number: 46']);
    expect(notIds(`job-1, 42, ${A}`)).toEqual(['plain-number: 42']);
    expect(ids('42 1234567\n123456, 43')).toEqual(['1234567', '123456']);
    expect(notIds('42 1234567\n123456, 43')).toEqual(['plain-number: 42', 'plain-number: 43']);
    expect(notIds('9'.repeat(129))).toEqual([`too-long: ${'9'.repeat(129)}`]);
  });

  it('are told with the words that numbers stand among', () => {
    expect(notIds('take 5 of my song')).toEqual(['plain-word: take 5 of my song']);
    expect(notIds('We sang it on May 5, 2024, by the sea')).toEqual([
      'plain-word: We sang it on May 5 2024 by the sea',
    ]);
    expect(notIds('Hello there\n42\nmy friend')).toEqual(['plain-word: Hello there 42 my friend']);
  });

  it.each([
    ['with a dot', `1. ${A}\n2. ${B}`],
    ['with a bracket', `1) ${A} 2) ${B}`],
    ['in cells before them', `1, ${A}\n2; ${B}`],
    ['in a column of their own', `1\t${A}\n2\t${B}`],
    ['in a table', `| 1 | ${A} |\n| 2 | ${B} |`],
    ['before addresses', `1, https://a.b/fetch?job_id=${A}\n2, https://a.b/fetch?job_id=${B}`],
    ['beside them', `${A} 12\n${B} 3:25`],
  ])('are nothing when they number ids, %s', (_, text) => {
    expect(ids(text)).toEqual([A, B]);
    expect(notIds(text)).toEqual([]);
  });

  it('are ids when they are numbers that are called so', () => {
    expect(ids('job_id: 42\nJob IDs = 43 44\n"jobId": "45",')).toEqual(['42', '43', '44', '45']);
    expect(ids('https://a.b/fetch?job_id=46\njob_id,title\n47,x1')).toEqual(['46', '47']);
  });

  it.each([
    'job_id',
    'Job ID',
    'jobId',
    'id',
    'title',
    'Status',
    'SUCCESS',
    'PENDING_QUEUE',
    'null',
    'job_id, title, status',
  ])('are nothing when they name a column or a state: %s', (text) => {
    expect(ids(text)).toEqual([]);
    expect(notIds(text)).toEqual([]);
  });

  it('are one report for each run of prose, over commas and lines', () => {
    expect(notIds('Hello there my friend,\nhow are you today?\n\nAll the best')).toEqual([
      'plain-word: Hello there my friend how are you today?',
      'plain-word: All the best',
    ]);
    expect(notIds(`these are mine ${A} and these are not`)).toEqual([
      'plain-word: these are mine',
      'plain-word: and these are not',
    ]);
  });

  it.each([
    ['../../x', 'odd-characters'],
    ['/home/me/songs1', 'odd-characters'],
    ['C:\\songs\\one1', 'odd-characters'],
    ['song.mp3', 'odd-characters'],
    ['me1@example.org', 'odd-characters'],
    ['ünicode', 'odd-characters'],
    ['海の上', 'odd-characters'],
    ['ab1🌊', 'odd-characters'],
    [`${A}.m4a`, 'odd-characters'],
    ['a'.repeat(129), 'too-long'],
    [`x ${'a1'.repeat(65)} y`, 'too-long'],
  ])('are told when they are %s: %s', (text, reason) => {
    expect(ids(text)).toEqual([]);
    expect(recogniseJobs(text).notIds.map((notId) => notId.reason)).toContain(reason);
  });

  it('are told once and cut to what a person can read', () => {
    expect(notIds('../x\n../x')).toEqual(['odd-characters: ../x']);
    const [long] = recogniseJobs('b'.repeat(5_000)).notIds;
    expect(long?.text).toBe(`${'b'.repeat(199)}…`);
  });

  it('are never cut in the middle of a character', () => {
    const [cut] = recogniseJobs(`${'ü'.repeat(198)}${'🌊'.repeat(10)}`).notIds;
    expect(cut?.text).toBe(`${'ü'.repeat(198)}…`);
  });

  it('are those of clips when the label says so', () => {
    expect(ids(`clip_id: ${CLIP}\n"clip_id": "${LYRICS}",\njob_id: ${A}`)).toEqual([A]);
    expect(notIds(`clip_id: ${CLIP}`)).toEqual([`clip-id: ${CLIP}`]);
  });
});

describe('addresses', () => {
  it.each([
    [`https://api.ttapi.io/flowmusic/v1/fetch?job_id=${A}`],
    [`curl -H "TT-API-KEY: x" 'https://api.ttapi.io/flowmusic/v1/fetch?x=1&job_id=${A}&y=2#z'`],
    [`GET /flowmusic/v1/fetch?job_id=${A}`],
    [`<a href="http://127.0.0.1:8080/fetch?jobId=${A}">`],
    [`See https://api.ttapi.io/fetch?job_id=${A}.`],
    [`https://api.ttapi.io/fetch?job_id=${A.replaceAll('-', '%2D')}`],
    [`job_id=${A}`],
  ])('give their job_id: %s', (text) => expect(ids(text)).toEqual([A]));

  it('give no other id that they hold', () => {
    const text = `https://files.example/${CLIP}/audio.m4a?clip_id=${LYRICS}`;
    expect(ids(text)).toEqual([]);
    expect(notIds(text)).toEqual([`odd-characters: ${text}`]);
  });

  it('with a bad job_id are told', () => {
    expect(notIds('https://api.ttapi.io/fetch?job_id=../../x')).toEqual(['odd-characters: ../../x']);
    expect(notIds('https://api.ttapi.io/fetch?job_id=%zz')).toEqual(['odd-characters: %zz']);
    expect(ids('https://api.ttapi.io/fetch?job_id=')).toEqual([]);
  });
});

describe('CSV with a header', () => {
  it('gives the column of the job ids and no other', () => {
    const text = `title,job_id,clip_id\nSong2,${A},${CLIP}\nabc,def,${CLIP}\n`;
    expect(ids(text)).toEqual([A, 'def']);
    expect(notIds(text)).toEqual([]);
  });

  it.each([';', '\t', '|', ','])('may be separated by %j', (delimiter) => {
    const text = [`status,job_id,My own notes`, `SUCCESS,${A},x1`, `FAILED,${B},x2`]
      .join('\r\n')
      .replaceAll(',', delimiter);
    expect(ids(text)).toEqual([A, B]);
  });

  it('may have quoted cells with delimiters, quotes and line breaks in them', () => {
    const text = `"job_id","lyrics"\n"${A}","Salt, on ""the, x1"" railing\nline2, of it"\n${B},plain`;
    expect(ids(text)).toEqual([A, B]);
    expect(notIds(text)).toEqual([]);
  });

  it('may call the column id when all the others are known', () => {
    expect(ids(`id,title,status\n${A},Song2,SUCCESS`)).toEqual([A]);
  });

  it('is none when a column is unknown and no other says job id', () => {
    expect(ids('id,tempo\nx1,y2')).toEqual(['tempo', 'x1', 'y2']);
  });

  it('ends at a blank line', () => {
    const text = `job_id,title\n${A},Song2\n\nand song3, too`;
    expect(ids(text)).toEqual([A, 'song3']);
    expect(notIds(text)).toEqual(['plain-word: and', 'plain-word: too']);
  });

  it('tells that ids are those of clips when it has no others', () => {
    expect(ids(`title,clip_id\nSong2,${CLIP}`)).toEqual([]);
    expect(notIds(`title,clip_id\nSong2,${CLIP}`)).toEqual([`clip-id: ${CLIP}`]);
  });

  it('tells a bad id of its column, and takes short rows', () => {
    expect(notIds('title,job_id\nx,../y\nz')).toEqual(['odd-characters: ../y']);
  });

  it('survives a quote that is never closed', () => {
    expect(ids(`title,job_id\n"open,${A}\nx,${B}`)).toEqual([B]);
    expect(ids(`job_id,title\n${A},"open\n${B},x`)).toEqual([A, B]);
  });

  it('is not what a label and a value on one line are', () => {
    expect(ids('job_id, abc-1')).toEqual(['abc-1']);
  });
});

describe('answers of the service', () => {
  it('are kept exactly as they stand in the text', () => {
    for (const text of [
      answer(A),
      answer(A, 2),
      answer(A, 2).replaceAll('\n', '\r\n'),
      `\ufeff ${answer(A)}\n`,
    ]) {
      expect(answers(text)).toEqual([[A, text.replace('\ufeff', '').trim()]]);
    }
  });

  it.each([
    ['one after another', `${answer(A)}${answer(B)}`],
    ['one a line (NDJSON)', `${answer(A)}\n${answer(B)}\n`],
    ['separated by commas', `${answer(A)},\n${answer(B)},`],
    ['in an array', `[${answer(A)}, ${answer(B)}]`],
    ['in an object', `{"count": 2, "answers": [${answer(A)},${answer(B)}]}`],
    [
      'wrapped in what looks like one',
      `[${[answer(A), answer(B)].map((each) => `{"status":"ok","data":${each}}`).join()}]`,
    ],
    ['as strings in an array', JSON.stringify([answer(A), answer(B)])],
    ['in a log', `12:30:01 GET ${answer(A)} 200\n12:30:02 GET ${answer(B)} 200`],
  ])('are each kept: %s', (_, text) => {
    expect(answers(text)).toEqual([
      [A, answer(A)],
      [B, answer(B)],
    ]);
  });

  it('give no id of a clip, of lyrics, or inside a text', () => {
    expect(ids(answer(A))).toEqual([A]);
    expect(notIds(answer(A))).toEqual([]);
  });

  it.each([
    ['jobId in data only', `{"status":"SUCCESS","data":{"jobId":"${A}","clips":[]}}`],
    ['job_id', `{"status":"ON_QUEUE","job_id":"${A}","data":null}`],
    ['id', `{"id":"${A}","status":"PENDING_QUEUE","message":"","data":{"progress":"0%"}}`],
    ['data before the id', `{"data":{"progress":"5%"},"status":"ON_QUEUE","jobId":"${A}"}`],
    ['escapes', `{"status":"ON_QUEUE","job\\u0049d":"x","jobId":"\\u0066${A.slice(1)}","data":null}`],
  ])('name their job by %s', (_, text) => expect(answers(text)).toEqual([[A, text]]));

  it('are not what a clip has of the same names', () => {
    const text = answer(A).replace('"title"', '"status":"x","data":{"x":1},"job_id":"y1","title"');
    expect(answers(text)).toEqual([
      [A, text],
      ['y1', null],
    ]);
  });

  it('are not kept for an id that is none', () => {
    const text = '{"status":"SUCCESS","jobId":"../x","data":{"progress":"1%"}}';
    expect(recogniseJobs(text)).toEqual({ jobs: [], notIds: [{ text: '../x', reason: 'odd-characters' }] });
  });

  it('need status and data: anything less is only an id', () => {
    expect(answers(`{"jobId":"${A}"}`)).toEqual([[A, null]]);
    expect(answers(`{"status":"SUCCESS","jobId":"${A}"}`)).toEqual([[A, null]]);
    expect(answers(`{"jobId":"${A}","data":{}}`)).toEqual([[A, null]]);
  });

  it('are not what a call that made the job answered: that tells only the id', () => {
    expect(answers(`{"data":{"job_id":"${A}"}}`)).toEqual([[A, null]]);
    expect(answers(`{"status":"SUCCESS","message":"success","data":{"job_id":"${A}"}}`)).toEqual([[A, null]]);
  });

  it('without an id of the job are nothing', () => {
    expect(recogniseJobs('{"status":"FAILED","message":"quota","data":null}')).toEqual({
      jobs: [],
      notIds: [],
    });
  });

  it('come with an id that was there before, and the later of two is kept', () => {
    const later = answer(A).replace('100%', '50%');
    expect(answers(`${B}\n${A}\n${answer(A)}\n${later}\n${A}`)).toEqual([
      [B, null],
      [A, later],
    ]);
  });

  it('are not kept when they are no JSON', () => {
    expect(answers(answer(A).replace('"quota"', 'quota'))).toEqual([[A, null]]);
    expect(answers(answer(A).replace(',"message"', ',,"message"'))).toEqual([[A, null]]);
  });

  it('that are cut anywhere give their id, if they had got that far, and never half of one', () => {
    const whole = answer(A);
    for (let length = 0; length < whole.length; length += 1) {
      const found = recogniseJobs(whole.slice(0, length));
      const hasId = length >= whole.indexOf(A) + A.length + 1;
      expect([length, found.jobs]).toEqual([length, hasId ? [{ id: A, answer: null }] : []]);
    }
  });

  it('that are cut do not hide what follows on the next line', () => {
    const cut = answer(A).slice(0, answer(A).indexOf('Low Tide') + 5);
    expect(answers(`${cut}\n${answer(B)}\nabc-1`)).toEqual([
      [A, null],
      [B, answer(B)],
      ['abc-1', null],
    ]);
  });
});

describe('other JSON', () => {
  it.each([
    ['an array of ids', JSON.stringify([A, B])],
    ['an array of objects with job_id', JSON.stringify([{ job_id: A, clip_id: CLIP }, { job_id: B }])],
    ['an array of objects with id', JSON.stringify([{ id: A, title: 'x1' }, { id: B }])],
    ['a list by name', JSON.stringify({ job_ids: [A, B], clip_ids: [CLIP] })],
    ['jobs with all they have', JSON.stringify({ jobs: [{ jobId: A, seed: 'x1' }, { jobId: B }] })],
    ['arrays in arrays', JSON.stringify([[A], [[B]]])],
    ['an array that is cut', JSON.stringify([A, B, CLIP]).slice(0, -10)],
    [
      'pretty JSON of which only lines were copied',
      `"jobId": "${A}",\n  "data": {\n    "clip_id": "${CLIP}",\n"job_id": "${B}"`,
    ],
  ])('gives the jobs of %s', (_, text) => expect(ids(text)).toEqual([A, B]));

  it('takes strings of an array as if they stood alone', () => {
    expect(ids('["abc","x1","https://a.b/fetch?job_id=y2"]')).toEqual(['abc', 'x1', 'y2']);
    expect(notIds('["some plain words","../x"]')).toEqual([
      'plain-word: some plain words',
      'odd-characters: ../x',
    ]);
  });

  it('takes a number as an id where it is named as one', () => {
    expect(ids('{"job_id": 12345}')).toEqual(['12345']);
    expect(ids('{"count": 12345, "job_id": [1234567]}')).toEqual([]);
  });

  it('takes an id of clips for none, whatever it is called', () => {
    expect(ids(JSON.stringify({ clips: [{ id: CLIP }], musics: [{ id: LYRICS }] }))).toEqual([]);
    expect(ids(JSON.stringify([{ id: CLIP, audio_url: 'x' }]))).toEqual([]);
    expect(ids(JSON.stringify({ music: [{ data: { id: CLIP, items: [LYRICS] } }] }))).toEqual([]);
    expect(ids(JSON.stringify({ user: { id: 'user1' } }))).toEqual([]);
    expect(ids(JSON.stringify({ jobId: A, user: { id: 'user1' }, data: { id: CLIP } }))).toEqual([A]);
    expect(ids(JSON.stringify({ clips: [CLIP, LYRICS], tags: ['x1', 'x2'] }))).toEqual([]);
  });

  it('tells an id that is none', () => {
    expect(notIds('{"job_id":"../../x"}')).toEqual(['odd-characters: ../../x']);
    expect(notIds(`{"job_id":"${'a'.repeat(129)}"}`)).toEqual([`too-long: ${'a'.repeat(129)}`]);
    expect(recogniseJobs('{"job_id":null,"jobId":"","id":true}')).toEqual({ jobs: [], notIds: [] });
  });

  it('is told where it has no job and something else was found', () => {
    expect(notIds(`${A} {"x":1}`)).toEqual(['other-json: {"x":1}']);
    expect(notIds(`${answer(A)}\n{"x":1}\n[{"y": {"clip_id": "${CLIP}"}}]\n{"x":1}`)).toEqual([
      'other-json: {"x":1}',
      `other-json: [{"y": {"clip_id": "${CLIP}"}}]`,
    ]);
    expect(notIds('{"x":1} and some words')).toEqual(['other-json: {"x":1}', 'plain-word: and some words']);
    const long = JSON.stringify({ x: 'a'.repeat(500) });
    expect(notIds(`${A} ${long}`)).toEqual([`other-json: ${long.slice(0, 199)}…`]);
  });

  it.each([
    ['alone', '{"x":1}\n[{"y":2}]'],
    ['which names the job again', `${A} {"job_id":"${A}"}`],
    ['which is a list of ids', `${A} ["${A}"]`],
    ['which is empty', `${A} {} [] [{}]`],
    ['which is none', `${A} {"x":1`],
    ['which is none, though all is closed', `${A} {"x" 1,,}`],
  ])('is not told %s', (_, text) => {
    expect(notIds(text).filter((told) => told.startsWith('other-json'))).toEqual([]);
  });

  it('is not told where it holds an API key, which is', () => {
    const text = `${A} {"TT-API-KEY":"abcdef-secret-4711"}`;
    expect(notIds(text)).toEqual(['api-key: abc…']);
  });

  it('sets nothing on any object, whatever its keys', () => {
    expect(ids('{"__proto__":{"jobId":"p1","polluted":true},"constructor":{"job_id":"c2"}}')).toEqual([
      'p1',
      'c2',
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

/** What a careless pattern or a walk back and forth would take for ever over. */
const HARD_PIECES: readonly (readonly [name: string, piece: string])[] = [
  ['opening brackets', '['],
  ['answers in answers', '{"status":1,"jobId":"a1","data":'],
  ['opening braces', '{"'],
  ['nested objects', '{"a":'],
  ['objects in arrays', '[{'],
  ['quotes', '"'],
  ['escapes', '["\\'],
  ['escaped strings', '["\\u0041", '],
  ['spaces', ' '],
  ['a bracket and spaces', `[${' '.repeat(5_000)}`],
  ['one word', 'a'],
  ['words', 'a '],
  ['commas', ','],
  ['dots', '.'],
  ['numbering', '1.'],
  ['labels', 'aa:'],
  ['addresses', 'http://'],
  ['questions', '?job_id='],
  ['line breaks', '\n'],
  ['odd words', 'ü,'],
  ['ids', `${A} `],
  ['numbers', '42 '],
  ['lines of numbers', '42\n'],
  ['numbers and tabs', '1\t'],
  ['names', 'job-a '],
  ['names of one shape', 'take_one_a take_one_b '],
  ['joined UUIDs', `${A}/`],
  ['nearly UUIDs', `${A.slice(1)}-`],
  ['signs between ids', 'a1+'],
  ['names of keys', 'TT-API-KEY: '],
  ['keys', 'key=a1b2c3d4 '],
  ['a name of a key without end', 'api-'],
  ['rows of a table', `Sunrise,${A}\n`],
  ['rows of many cells', `${A},,,,,,,,\n,`],
  ['rows that are nearly a table', `x,${A}\n"y,z\n`],
  ['lines with JSON in them', 'x,{"a":1}\n'],
  ['objects by id', `{"${A}":`],
];

function repeated(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length));
}

/**
 * The least time in ms of three tries, of this process alone: others on the machine do not count. The system counts such
 * time in steps of some ms, so that a short text has to be read `times` over.
 */
function leastWork(text: string, times = 1): number {
  const tries = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time += 1) recogniseJobs(text);
    return process.cpuUsage(before).user / 1_000 / times;
  });
  return Math.min(...tries);
}

describe('anything at all', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '{',
          '}',
          '[',
          ']',
          '"',
          ':',
          ',',
          '\\',
          '\n',
          '\r\n',
          '\t',
          ' ',
          ';',
          '|',
          '=',
          '?',
          '&',
          '//',
          '\0',
          '\ufeff',
        ],
      ),
      fc.constantFrom(
        'jobId',
        'job_id',
        '"jobId":"',
        'id',
        'data',
        'status',
        'clips',
        'title',
        'https://',
        A,
        'abc1',
        '12',
        'word',
        'ü',
        '🌊',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 60 },
  );

  it('gives only what can be an id, once each, and never throws', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const found = recogniseJobs(all.join(''));
        for (const job of found.jobs) expect(job.id).toMatch(/^[A-Za-z0-9_-]{1,128}$/);
        expect(new Set(found.jobs.map((job) => job.id)).size).toBe(found.jobs.length);
        expect(found.notIds.every((notId) => notId.text !== '' && notId.text.length <= 200)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('loses no UUID of a list, whatever separates them', () => {
    const separators = fc.constantFrom(
      '\n',
      '\r\n',
      ',',
      ', ',
      '; ',
      '\t',
      ' ',
      ' | ',
      '","',
      "', '",
      '\n1. ',
      '\n- ',
      ')(',
      '\n\n',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uuid(), separators), { minLength: 1, maxLength: 30 }), (list) => {
        const text = list.map(([id, separator]) => id + separator).join('');
        expect(ids(text)).toEqual([...new Set(list.map(([id]) => id))]);
      }),
    );
  });

  it('finds exactly the UUIDs of a list, whatever signs separate them', () => {
    // Letters and digits would belong to the ids, and quotes may make JSON of it, where keys and cut strings are none.
    const sign = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 1 })
      .filter((each) => !/[\p{L}\p{N}"]/u.test(each));
    const usual = fc.constantFrom(..." \n\t,;|/\\-_.:=+&~#*()[]{}<>?!@$%^'`");
    const separator = fc
      .array(fc.oneof(usual, sign), { minLength: 1, maxLength: 6 })
      .map((signs) => signs.join(''));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.uuid(), separator), { minLength: 1, maxLength: 12 }),
        fc.oneof(fc.constant(''), separator),
        (list, start) => {
          const text = start + list.map(([id, after]) => id + after).join('');
          const jobs = [...new Set(list.map(([id]) => id))].map((id) => ({ id, answer: null }));
          expect(recogniseJobs(text)).toEqual({ jobs, notIds: [] });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('tells in at most 200 characters what is no id, whatever it is and however long', () => {
    const part = fc.oneof(
      fc.constantFrom('../', 'clip_id: ', 'https://', 'x ', 'ü', '🌊', '42 ', `${CLIP} `, '\n', ', ', '"'),
      fc.string({ unit: 'grapheme', maxLength: 10 }),
    );
    const long = fc
      .tuple(part, fc.integer({ min: 1, max: 300 }))
      .map(([piece, times]) => piece.repeat(times));
    fc.assert(
      fc.property(fc.array(long, { maxLength: 4 }), (pieces) => {
        for (const { text } of recogniseJobs(pieces.join('')).notIds) {
          expect(text.length).toBeLessThanOrEqual(200);
          // Throws at half a character.
          expect(decodeURIComponent(encodeURIComponent(text))).toBe(text);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps every answer it is given as JSON that says the same', () => {
    const values = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 4 }),
        values,
        fc.nat({ max: 3 }),
        (jobs, extra, indent) => {
          const made = jobs.map((jobId) => ({
            jobId,
            status: 'SUCCESS',
            data: { clips: [{ title: extra }] },
          }));
          const found = recogniseJobs(JSON.stringify(made, null, indent));
          expect(found.jobs.map((job) => JSON.parse(job.answer ?? 'null') as unknown)).toEqual(
            made.map((each) => JSON.parse(JSON.stringify(each)) as unknown),
          );
        },
      ),
    );
  });

  const size = 2_000_000;
  it.each(HARD_PIECES)('comes to an end with two megabytes of %s', (_, piece) => {
    const found = recogniseJobs(repeated(piece, size));
    expect(found.jobs.length).toBeLessThan(size);
  });

  it.each(HARD_PIECES)('takes no more than its share of time longer for longer text of %s', (_, piece) => {
    const short = repeated(piece, 1_000_000 / 32);
    const long = repeated(piece, 1_000_000);
    recogniseJobs(short);
    // 32 if the time grows with the length, 1,024 if with its square: far enough from both for a busy machine.
    expect(leastWork(long) / Math.max(leastWork(short, 8), 0.5)).toBeLessThan(250);
  });

  it.each([
    ['quotes', '"\n'],
    ['doubled quotes', '"""\n'],
    ['commas', ','],
    ['rows', 'a,b\n'],
  ])('comes to an end with two megabytes of CSV of %s', (_, piece) => {
    const found = recogniseJobs(`job_id,title\n"${repeated(piece, size)}`);
    expect(found.jobs.length).toBeLessThan(size);
  });
});
