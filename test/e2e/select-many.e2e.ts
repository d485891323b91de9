import { launchWithMany } from './many-songs';
import { expect, test } from './program';

/** Selections of any size, and what is done with all of their songs at once. */

const MILLION = 1_000_000;

test('a million songs are selected without asking for one id, and some of them let out', async ({
  bench,
}) => {
  const { window, songs } = await launchWithMany(bench, MILLION);
  const selected = window.getByRole('status').filter({ hasText: 'selected' });
  await songs.row(1).click();
  await window.keyboard.press('ControlOrMeta+a');
  await expect(selected).toHaveText('1,000,000 selected');
  await songs.row(2).click({ modifiers: ['ControlOrMeta'] });
  await songs.row(4).click({ modifiers: ['ControlOrMeta'] });
  await expect(selected).toHaveText('999,998 selected');
  await expect(songs.row(2)).toHaveAttribute('aria-selected', 'false');
  await expect(songs.row(3)).toHaveAttribute('aria-selected', 'true');

  await window.keyboard.press('End');
  await window.keyboard.press('ControlOrMeta+a');
  await expect(songs.row(MILLION)).toHaveAttribute('aria-selected', 'true');
  expect(await songs.asked('songs.ids')).toEqual([]);

  await window.keyboard.press('Escape');
  await expect(selected).toHaveCount(0);
  await expect(songs.row(MILLION)).toHaveAttribute('aria-selected', 'true');
});

test('a range over rows that are not loaded asks for the ids of just that range', async ({ bench }) => {
  const { window, songs } = await launchWithMany(bench, 5_000);
  await songs.row(3).click();
  await songs.grid.evaluate((grid) => {
    grid.scrollTop = 52 * 2_000;
  });
  await songs.row(2_003).click({ modifiers: ['Shift'] });
  await expect(window.getByRole('status').filter({ hasText: '2,001 selected' })).toBeVisible();
  expect(await songs.asked('songs.ids')).toEqual([expect.objectContaining({ offset: 2, limit: 2_001 })]);

  await window.keyboard.press('Shift+ArrowUp');
  await expect(window.getByRole('status').filter({ hasText: '2,000 selected' })).toBeVisible();

  // Key by key it follows, and what is known is not asked for again.
  for (let press = 0; press < 20; press += 1) await window.keyboard.press('Shift+ArrowUp');
  for (let press = 0; press < 5; press += 1) await window.keyboard.press('Shift+ArrowDown');
  await expect(window.getByRole('status').filter({ hasText: '1,985 selected' })).toBeVisible();
  await expect(songs.row(1_987)).toHaveAttribute('aria-selected', 'true');
  await expect(songs.row(1_988)).toHaveAttribute('aria-selected', 'false');
  expect(await songs.asked('songs.ids')).toHaveLength(1);
});

test('one order and one direction are chosen of several', async ({ bench }) => {
  const { window } = await launchWithMany(bench, 100);
  const option = (name: string) => window.getByRole('menuitemradio', { name, exact: true });
  await window.getByRole('button', { name: 'last added first' }).click();
  const orders = window.getByRole('group', { name: 'Order' });
  await expect(orders.getByRole('menuitemradio', { checked: true })).toHaveText('Added');
  await expect(window.getByRole('group', { name: 'Direction' }).getByRole('menuitemradio')).toHaveText([
    'Last added first',
    'First added first',
  ]);
  await option('First added first').click();
  await window.getByRole('button', { name: 'first added first' }).click();
  await expect(option('First added first')).toBeChecked();
  await expect(option('Last added first')).not.toBeChecked();
  await option('Title').click();
  await window.getByRole('button', { name: /by title|A to Z|A–Z/i }).click();
  await expect(option('Title')).toBeChecked();
});

test('files of all songs are asked for portion by portion, with progress, until somebody stops it', async ({
  bench,
}) => {
  const { window, songs } = await launchWithMany(bench, 20_500);
  await songs.row(1).click();
  await window.keyboard.press('ControlOrMeta+a');
  await songs.row(1).click({ modifiers: ['ControlOrMeta'] });
  await songs.slowDownFetching(500);
  await window.getByRole('button', { name: 'Fetch missing files' }).click();

  const progress = window.getByRole('progressbar', { name: 'Asking for the files' });
  await expect(progress).toBeVisible();
  await expect(window.getByText(/^[1-9],\d\d\d of 20,499$/)).toBeVisible();
  // It goes on while another place is open.
  await window.getByRole('link', { name: 'Jobs' }).click();
  const before = (await songs.asked('songs.fetchFiles')).length;
  await expect.poll(async () => (await songs.asked('songs.fetchFiles')).length).toBeGreaterThan(before);
  await window.getByRole('link', { name: 'Songs' }).click();
  await expect(progress).toBeVisible();
  await window.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(progress).toBeHidden();

  const asked = await songs.asked('songs.fetchFiles');
  expect(asked.length).toBeLessThan(21);
  expect(asked.slice(0, 2).map(({ clipIds }) => clipIds)).toEqual([
    Array.from({ length: 999 }, (_, index) => `clip${index + 2}`),
    Array.from({ length: 1_000 }, (_, index) => `clip${index + 1_001}`),
  ]);
  const started = asked.reduce((sum, { clipIds }) => sum + (clipIds as readonly string[]).length, 0);
  await expect(window.getByRole('region', { name: 'Notices' })).toContainText(
    `${started.toLocaleString('en')} files are fetched now`,
  );
});

test('an export of all songs but one has all of them but that one', async ({ bench }) => {
  const { window, songs } = await launchWithMany(bench, 1_200);
  await songs.row(1).click();
  await window.keyboard.press('ControlOrMeta+a');
  await songs.row(5).click({ modifiers: ['ControlOrMeta'] });
  await window.keyboard.press('ControlOrMeta+e');
  await expect(window.getByRole('dialog', { name: 'Export songs' })).toContainText('1,199 songs');
});

test('all songs of a search are not all of another', async ({ bench }) => {
  const { window, songs } = await launchWithMany(bench, 300);
  await songs.row(1).click();
  await window.keyboard.press('ControlOrMeta+a');
  const selected = window.getByRole('status').filter({ hasText: '300 selected' });
  await expect(selected).toBeVisible();
  // Another order has the same songs.
  await songs.grid.getByRole('button', { name: 'Title' }).click();
  await expect(selected).toBeVisible();
  await window.getByRole('searchbox').fill('tide');
  await expect(selected).toHaveCount(0);
  await expect(window.getByText('300 songs with “tide”')).toBeVisible();
});
