import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseJobs } from '../../src/main/domain/recognise-jobs';

const A = 'ffd6870b-9a83-47e6-9d57-601efced86b5';
const B = '12d737cf-9509-4132-99f5-a17339bd7462';
const KEY = '3f2c9b1e7d6a40518e9b0c7d6a5f4e3d';
const UUID_KEY = '9c2e41d7-1b3f-4c8a-9d6e-5f7081a2b3c4';

const ids = (text: string, keys: string[] = []): string[] =>
  recogniseJobs(text, keys).jobs.map(({ id }) => id);
const hidden = (text: string, keys: string[] = []): string[] =>
  recogniseJobs(text, keys).notIds.flatMap(({ reason, text: shown }) =>
    reason === 'api-key' ? [shown] : [],
  );

describe('an API key in a pasted text', () => {
  it.each([
    ['curl', (key: string) => `curl 'https://api.ttapi.io/fetch?job_id=${A}' --header 'TT-API-KEY: ${key}'`],
    ['curl -H', (key: string) => `curl -H TT-API-KEY:${key} "https://api.ttapi.io/fetch?job_id=${A}"`],
    ['curl -H without a space', (key: string) => `curl "-HTT-API-KEY: ${key}" https://a.b/?job_id=${A}`],
    ['small letters', (key: string) => `tt-api-key: ${key}\njob_id: ${A}`],
    ['a variable', (key: string) => `export TT_API_KEY=${key}\n${A}`],
    ['a variable of a program', (key: string) => `apikey = "${key}"; job = "${A}"`],
    ['JSON', (key: string) => `{"TT-API-KEY": "${key}", "job_id": "${A}"}`],
    ['JSON in JSON', (key: string) => `["{\\"TT-API-KEY\\":\\"${key}\\",\\"job_id\\":\\"${A}\\"}"]`],
    ['JSON of another name', (key: string) => `{"headers":{"api_key":"${key}"},"job_id":"${A}"}`],
    ['a Python dict', (key: string) => `headers={'TT-API-KEY': '${key}'}, params={'job_id': '${A}'}`],
    ['Authorization', (key: string) => `Authorization: Bearer ${key}\n${A}`],
    ['Authorization in JSON', (key: string) => `{"Authorization":"Bearer ${key}","job_id":"${A}"}`],
    ['a call', (key: string) => `headers.set('TT-API-KEY', '${key}')\n${A}`],
    ['two lines, as browsers copy', (key: string) => `job_id: ${A}\ntt-api-key:\n${key}`],
    ['an address', (key: string) => `https://a.b/fetch?key=${key}&job_id=${A}`],
    ['an address without a job', (key: string) => `https://a.b/models?api_key=${key}\n${A}`],
    ['plain words', (key: string) => `my key: ${key} and the job ${A}`],
    ['a list', (key: string) => `["TT-API-KEY: ${key}", "${A}"]`],
  ])('is no id and is not shown: %s', (_, text) => {
    for (const key of [KEY, UUID_KEY]) {
      expect(ids(text(key))).toEqual([A]);
      expect(hidden(text(key))).toEqual([`${key.slice(0, 3)}…`]);
      expect(JSON.stringify(recogniseJobs(text(key)))).not.toContain(key);
    }
  });

  it('is no id a second time without its name', () => {
    expect(ids(`${A}\n${KEY}\nTT-API-KEY: ${KEY}`)).toEqual([A]);
  });

  it('of few letters is told without any of them', () => {
    expect(hidden(`${A}\nTT-API-KEY: abc1`)).toEqual(['…']);
    expect(ids(`${A}\nTT-API-KEY: abc1`)).toEqual([A]);
  });

  it('leaves the rest of the JSON as it is, and answers as they came', () => {
    expect(ids(`{"api_key": 12345678, "job_id": "${A}"}`)).toEqual([A]);
    const answer = `{"status":"SUCCESS","jobId":"${A}","data":{"key":"${KEY}","clips":[]}}`;
    expect(recogniseJobs(answer).jobs).toEqual([{ id: A, answer }]);
  });

  it.each([
    `job_id,api_key\n${A},x`,
    `{"api_key": null, "job_id": "${A}"}`,
    `Key: C sharp\n${A}`,
    `{"key": "abc", "job_id": "${A}"}`,
    `the api key is missing for ${A}`,
  ])('is not seen where there is none: %j', (text) => {
    expect(ids(text)).toEqual([A]);
    expect(hidden(text)).toEqual([]);
  });
});

describe('a key that is in use', () => {
  it.each([
    ['alone', KEY],
    ['in a list', `x, ${KEY}`],
    ['named as a job', `job_id: ${KEY}`],
    ['as the job of an address', `https://a.b/fetch?job_id=${KEY}`],
    ['as JSON', `{"job_id":"${KEY}"}`],
    ['as JSON with an escape', `{"job_id":"\\u0033${KEY.slice(1)}"}`],
    ['encoded', `https://a.b/fetch?job_id=%33${KEY.slice(1)}`],
    ['in CSV', `job_id,title\n${KEY},x`],
    ['in a table', `Song,Job\na,${A}\nb,${B}\nc,${KEY}\nd,${A}\ne,${B}`],
  ])('is no id: %s', (_, text) => {
    expect(ids(text, [KEY])).not.toContain(KEY);
    expect(hidden(text, [KEY])).toEqual(['3f2…']);
    expect(recogniseJobs(text, [KEY]).notIds.some((notId) => notId.text.includes('**'))).toBe(false);
    expect(JSON.stringify(recogniseJobs(text, [KEY]))).not.toContain(KEY);
    expect(ids(text)).toContain(KEY);
  });

  it('takes nothing from an id that only contains it', () => {
    expect(ids('abc-1\nxabc\nabc', ['abc'])).toEqual(['abc-1', 'xabc']);
  });

  it('never becomes one, whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.string({ unit: 'binary', maxLength: 8 }),
        (a, b) => {
          for (const text of [a + KEY + b, `TT-API-KEY: ${KEY} ${a}`]) {
            expect(ids(text, [KEY])).not.toContain(KEY);
          }
        },
      ),
    );
  });
});
