import type { Locator } from '@playwright/test';
import { startFlowServer, success } from '../support/flow-server';
import { audio } from '../support/media';
import { addJobs } from './add-jobs';
import { expect, test, type Bench } from './program';
import { KEY } from './three-songs';

/** The place of all words: searched line by line, takes together, forgiving, filtered by what is known of them. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000021';
const WORDS = '[Verse 1]\nSalt on the railing\nLight on the bay\n\n[Chorus]\nCarry me over\nCarry me home';
const MARKERS = [
  [WORDS.indexOf('Salt'), 0.2],
  [WORDS.indexOf('Light'), 0.4],
  [WORDS.indexOf('Carry'), 0.6],
];

async function launch(bench: Bench) {
  const server = await startFlowServer({ key: KEY });
  const song = (id: string, title: string, more: Record<string, unknown>) => ({
    clip_id: id,
    title,
    audio_url: server.file(`/${id}.m4a`, { bytes: audio(), type: 'audio/mp4' }),
    ...more,
  });
  const take = { lyrics_id: 'words-1', lyrics: WORDS, lyrics_timing_markers: MARKERS };
  server.job(
    JOB,
    success(
      [
        song('clip-1', 'Low Tide', { ...take, create_time: '2026-11-01 10:00:00' }),
        song('clip-2', 'Low Tide', { ...take, create_time: '2026-11-02 10:00:00' }),
        song('clip-3', 'Paper Boats', { lyrics: 'Paper boats at night' }),
        song('clip-4', 'Drift', { lyrics: '[Instrumental]' }),
        { clip_id: 'clip-5', title: 'Silent', lyrics: null },
        { clip_id: 'clip-6', title: 'On paper', lyrics: 'Words that nobody has sung' },
      ],
      { mv: 'Lyria 3 Pro' },
    ),
  );
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Lyrics' }).click();
  const words = window.getByRole('grid', { name: 'Words' });
  await expect(words.getByRole('row', { name: /^Low Tide/ })).toBeVisible();
  const search = window.getByRole('searchbox', { name: 'Search songs and lyrics' });
  const filter = window.getByRole('button', { name: /^Show songs/ });
  return { ...program, words, search, filter };
}

/** Without the head of the columns, which is for screen readers. */
const songsOf = (words: Locator) =>
  words.getByRole('row').filter({ has: words.page().getByRole('gridcell') });

test('takes of one song are one row, opened to play any of them from the line that was searched for', async ({
  bench,
}) => {
  const { window, words, search } = await launch(bench);
  await expect(songsOf(words)).toHaveCount(4);
  await search.fill('carry');
  await expect(window.getByText('1 song with “carry”')).toBeVisible();
  const row = words.getByRole('row', { name: /^Low Tide/ });
  await expect(row).toHaveCount(1);
  await row.getByRole('button', { name: /^2 takes/ }).click();
  const menu = window.getByRole('menu', { name: 'Takes of Low Tide' });
  await expect(menu.getByRole('menuitem', { name: /^Take/ })).toHaveCount(2);
  await expect(menu.getByRole('menuitem', { name: 'Compare takes' })).toBeVisible();
  await menu.getByRole('menuitem', { name: /^Take 1/ }).click();
  const player = window.getByRole('region', { name: 'Player' });
  await expect(player).toContainText('Low Tide');
  const panel = window.getByRole('region', { name: 'Lyrics', exact: true });
  await expect(panel).toContainText('take 1 of 2');
});

test('by keys alone, what was found is selected, and its words are edited', async ({ bench }) => {
  const { window, words } = await launch(bench);
  const panel = window.getByRole('region', { name: 'Lyrics', exact: true });
  const editor = window.getByRole('region', { name: 'Edit lyrics' });
  await window.keyboard.press('ControlOrMeta+f');
  await window.keyboard.type('carry');
  await expect(window.getByText('1 song with “carry”')).toBeVisible();
  await window.keyboard.press('ArrowDown');
  const row = words.getByRole('row', { name: /^Low Tide/ });
  await expect(row).toBeFocused();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(panel).toContainText('Carry me over');
  await window.keyboard.press('ControlOrMeta+Shift+l');
  await expect(editor).toBeVisible();
  await editor.getByRole('button', { name: 'Close the editor' }).click();
  await expect(row).toBeFocused();

  // Who is faster than the search is with the first that is found.
  await window.keyboard.press('ControlOrMeta+f');
  await window.keyboard.type('boats');
  await window.keyboard.press('ArrowDown');
  const boats = words.getByRole('row', { name: /^Paper Boats/ });
  await expect(boats).toBeFocused();
  await expect(boats).toHaveAttribute('aria-selected', 'true');
  await expect(panel).toContainText('Paper boats at night');
  // Who searches on is not.
  await window.keyboard.press('ControlOrMeta+f');
  await window.keyboard.type('carry');
  await expect(row).toBeVisible();
  await expect(row).toHaveAttribute('aria-selected', 'false');
  await expect(panel).toContainText('Paper boats at night');
});

test('a slip is forgiven, and what is shown instead is told', async ({ bench }) => {
  const { window, words, search } = await launch(bench);
  await search.fill('raling');
  await expect(window.getByText('No line with “raling”. Shown: “railing”')).toBeVisible();
  const row = words.getByRole('row', { name: /^Low Tide/ });
  await expect(row.locator('mark')).toHaveText('railing');
  await search.fill('zzzzzz');
  await expect(window.getByText('No line with “zzzzzz”')).toBeVisible();
  await search.fill('railing');
  await expect(window.getByText('1 song with “railing”')).toBeVisible();
});

test('songs are shown by what is known of their words', async ({ bench }) => {
  const { window, words, search, filter } = await launch(bench);
  const titles = { Timed: 'Low Tide', Instrumental: 'Drift', 'Lyrics only': 'On paper' };
  const choose = async (name: string) => {
    await window.getByRole('menuitemcheckbox', { name, exact: true }).click();
  };
  for (const [name, title] of Object.entries(titles)) {
    await filter.click();
    await choose(name);
    await window.keyboard.press('Escape');
    await expect(songsOf(words)).toHaveCount(1);
    await expect(words.getByRole('row', { name: new RegExp(`^${title}`) })).toBeVisible();
    await filter.click();
    await choose('All lyrics');
  }
  await filter.click();
  await choose('No lyrics');
  await choose('Timed');
  await window.keyboard.press('Escape');
  await expect(songsOf(words)).toHaveCount(2);
  await expect(words.getByRole('row', { name: /^Silent/ })).toContainText('No lyrics');
  await expect(search).toHaveValue('lyrics:none,timed');
  await expect(filter).toHaveText('No lyrics, Timed');
  await search.fill('');
  await expect(filter).toHaveText('All lyrics');
  await expect(songsOf(words)).toHaveCount(4);
  // What a lyrics job made is among the others, and says so.
  await expect(words.getByRole('row', { name: /^On paper/ })).toContainText('lyrics only');
});
