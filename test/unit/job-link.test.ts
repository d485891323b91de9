import { describe, expect, it } from 'vitest';
import { jobOfLink } from '../../src/main/domain/job-link';

const ID = 'ffd6870b-9a83-47e6-9d57-601efced86b5';

describe('a link to a job', () => {
  it.each([ID, 'a1_B-2', 'x'.repeat(128)])('names %s', (id) => {
    expect(jobOfLink(`flowshelf://job/${id}`)).toBe(id);
    expect(jobOfLink(`flowshelf://job/${id}/`)).toBe(id);
  });

  it.each([
    '',
    ID,
    'flowshelf:',
    'flowshelf://job',
    'flowshelf://job/',
    `flowshelf:job/${ID}`,
    `flowshelf:///job/${ID}`,
    `flowshelf://song/${ID}`,
    `flowshelf://JOB/${ID}`,
    `FLOWSHELF://job/${ID}`,
    `flowshelf://user@job/${ID}`,
    `flowshelf://job:1/${ID}`,
    `flowshelf://job/${ID}//`,
    `flowshelf://job/${ID}/../settings`,
    `flowshelf://job/${ID}?add=1`,
    `flowshelf://job/${ID}#x`,
    `flowshelf://job/${ID} --no-sandbox`,
    `flowshelf://job/${ID}\n`,
    `flowshelf://job/${ID}\0`,
    `x flowshelf://job/${ID}`,
    'flowshelf://job/..',
    'flowshelf://job/%2e%2e',
    'flowshelf://job/<img src=x>',
    'flowshelf://job/$(id)',
    'flowshelf://job/ид',
    `flowshelf://job/${'x'.repeat(129)}`,
    `flowshelf://job/${'x'.repeat(1_000_000)}`,
    `https://flowshelf.example/job/${ID}`,
  ])('is not %j', (link) => {
    expect(jobOfLink(link)).toBeNull();
  });
});
