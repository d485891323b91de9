import type { Page } from '@playwright/test';
import { expect, test, type Bench } from './program';

/** The query language in the search box, and the same filters as chips and in a menu. */

const LABEL = 'Search songs and lyrics';

async function openSample(bench: Bench) {
  const { window } = await bench.launch({ args: ['--sample'] });
  const songs = window.getByRole('grid', { name: 'Songs' });
  await expect(songs.getByRole('row').nth(3)).toBeVisible();
  const chips = window.getByRole('list', { name: 'Filters' });
  return {
    window,
    songs,
    search: window.getByRole('searchbox', { name: LABEL }),
    suggestions: window.getByRole('listbox', { name: 'Suggestions' }),
    chips,
    chip: (text: string) => chips.getByRole('listitem').filter({ hasText: text }),
  };
}

function focusedRow(window: Page) {
  return window.locator('[role=row]:focus');
}

test('names and values are completed while they are typed, by the keyboard alone', async ({ bench }) => {
  const { window, search, suggestions, chips } = await openSample(bench);
  await window.keyboard.press('ControlOrMeta+f');
  await expect(search).toBeFocused();
  await expect(suggestions).toBeHidden();

  await window.keyboard.type('-h');
  await expect(suggestions).toBeHidden();
  await window.keyboard.type('a');
  await expect(suggestions.getByRole('option')).toHaveText([/^has:/]);
  // Nothing is chosen before an arrow: who looks for "ha" is not held up.
  await expect(search).not.toHaveAttribute('aria-activedescendant');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(search).toHaveValue('-has:');
  await expect(suggestions.getByRole('option')).toHaveCount(5);

  // The first value is chosen by itself, and told as such.
  const first = suggestions.getByRole('option').first();
  await expect(search).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id')) ?? '');
  await window.keyboard.type('vi');
  await expect(suggestions.getByRole('option')).toHaveText([/^video/]);
  await window.keyboard.press('Enter');
  await expect(search).toHaveValue('-has:video ');
  await expect(suggestions).toBeHidden();
  await expect(search).toBeFocused();
  await expect(chips.getByRole('listitem')).toHaveText(['No video']);

  // In the middle of what stands there.
  await window.keyboard.press('Home');
  await window.keyboard.type('model:"fu');
  await window.keyboard.press('Enter');
  await expect(search).toHaveValue('model:FUZZ-2.0 -has:video ');
  await window.keyboard.type('lo');
  await expect(search).toHaveValue('model:FUZZ-2.0 lo-has:video ');
});

test('what is offered can be asked for, passed over and pressed', async ({ bench }) => {
  const { window, songs, search, suggestions, chips } = await openSample(bench);
  await search.focus();
  await window.keyboard.press('Alt+ArrowDown');
  await expect(suggestions.getByRole('option')).toHaveCount(21);
  await window.keyboard.press('Escape');
  await expect(suggestions).toBeHidden();
  await expect(search).toBeFocused();

  await search.click();
  await suggestions.getByRole('option', { name: /^created:/ }).click();
  await expect(search).toHaveValue('created:');
  // The values are another list: what is chosen of them is not at the place where the name was.
  const week = suggestions.getByRole('option', { name: /Last 7 days/ });
  await expect(search).toHaveAttribute('aria-activedescendant', (await week.getAttribute('id')) ?? '');
  await search.fill('');
  await window.keyboard.press('Alt+ArrowDown');
  await suggestions.getByRole('option', { name: /^length:/ }).click();
  await expect(search).toHaveValue('length:');
  await suggestions.getByRole('option', { name: /Over 4:00/ }).click();
  await expect(search).toHaveValue('length:>4:00 ');
  await expect(search).toBeFocused();
  await expect(chips).toHaveText('Length: over 4:00');

  // Escape closes the list, then clears the box; without a list the arrow goes to the songs, and so does Enter.
  await search.fill('is:f');
  await expect(suggestions).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(suggestions).toBeHidden();
  await expect(search).toHaveValue('is:f');
  await window.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await window.keyboard.type('tide');
  await expect(songs.getByRole('row', { name: /^Low Tide/ })).toBeVisible();
  await window.keyboard.press('ArrowDown');
  await expect(focusedRow(window)).toHaveCount(1);
  await search.fill('ti');
  await expect(suggestions).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(suggestions).toBeHidden();
  await expect(focusedRow(window)).toHaveCount(1);
});

test('chips are the filters of the text: what is taken away there goes from the text', async ({ bench }) => {
  const { window, search, chips, chip } = await openSample(bench);
  await search.fill('model:"Lyria 3 Pro" tide has:video,wav -is:failed created:2026-05 "low tide"');
  await expect(chips.getByRole('listitem')).toHaveText([
    'Model: Lyria 3 Pro',
    'Has video or WAV',
    'State: not failed',
    'Created: May 2026',
  ]);
  await window.getByRole('button', { name: 'Remove filter Has video or WAV' }).click();
  await expect(search).toHaveValue('model:"Lyria 3 Pro" tide -is:failed created:2026-05 "low tide"');
  // The keyboard stays where the chip was.
  await expect(window.getByRole('button', { name: 'Remove filter State: not failed' })).toBeFocused();
  await window.keyboard.press('Enter');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('button', { name: 'Remove filter Model: Lyria 3 Pro' })).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(search).toHaveValue('tide "low tide"');
  await expect(chips).toBeHidden();
  await expect(window.getByRole('button', { name: 'Filter', exact: true })).toBeFocused();

  await search.fill('has:vidio tide is:failed');
  await expect(chip('is not known. Possible: audio, wav, video, cover, lyrics')).toBeVisible();
  await expect(window.getByRole('status').filter({ hasText: '“has:vidio” is not known' })).toBeAttached();
  await window.getByRole('button', { name: 'Remove has:vidio' }).click();
  await expect(search).toHaveValue('tide is:failed');
  await search.fill('salt -has:vidio is:missing');
  await window.getByRole('button', { name: 'Remove all filters' }).click();
  await expect(search).toHaveValue('salt');
});

test('the menu shows what is chosen and changes the text', async ({ bench }) => {
  const { window, songs, search, chips } = await openSample(bench);
  await search.fill('has:video tide model:lyria length:90s');
  await expect(chips.getByRole('listitem')).toHaveCount(3);
  await search.blur();
  await window.keyboard.press('ControlOrMeta+Shift+f');
  const menu = window.getByRole('dialog', { name: 'Filter songs' });
  const files = menu.getByRole('group', { name: 'Files' });
  await expect(files.getByRole('checkbox', { name: 'Video' })).toBeChecked();
  await expect(files.getByRole('checkbox', { name: 'Audio' })).toBeFocused();
  await expect(files.getByRole('checkbox', { name: 'Audio' })).not.toBeChecked();
  await expect(
    menu.getByRole('group', { name: 'Model' }).getByRole('checkbox', { name: 'lyria (0)' }),
  ).toBeChecked();
  for (const length of await menu.getByRole('group', { name: 'Length' }).getByRole('radio').all()) {
    await expect(length).not.toBeChecked();
  }

  await window.keyboard.press('Space');
  await expect(search).toHaveValue('has:video tide model:lyria length:90s has:audio');
  await menu.getByRole('group', { name: 'State' }).getByRole('checkbox', { name: 'Failed' }).check();
  await menu.getByRole('group', { name: 'State' }).getByRole('checkbox', { name: 'Missing' }).check();
  await menu.getByRole('group', { name: 'Created' }).getByRole('radio', { name: 'Last 7 days' }).check();
  await menu.getByRole('group', { name: 'Length' }).getByRole('radio', { name: 'Any length' }).check();
  await menu.getByRole('group', { name: 'Model' }).getByRole('checkbox', { name: 'lyria (0)' }).uncheck();
  await menu
    .getByRole('group', { name: 'Model' })
    .getByRole('checkbox', { name: /^FUZZ-2\.0 \(\d+\)$/ })
    .check();
  await expect(search).toHaveValue('has:video tide has:audio is:failed,missing created:7d model:FUZZ-2.0');
  await window.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(window.getByRole('button', { name: 'Filter', exact: true })).toBeFocused();
  await expect(chips.getByRole('listitem')).toHaveText([
    'Has video',
    'Has audio',
    'State: failed or missing',
    'Created: last 7 days',
    'Model: FUZZ-2.0',
  ]);

  // No song fits all of it; without the filters the search alone lists what it finds.
  await expect(window.getByRole('heading', { name: 'No song with “tide” fits these filters' })).toBeVisible();
  await window.getByRole('button', { name: 'Remove filters', exact: true }).click();
  await expect(search).toHaveValue('tide');
  await expect(songs.getByRole('row', { name: /^Low Tide/ })).toBeVisible();
});

test('filters narrow the list, and what they rule out is gone', async ({ bench }) => {
  const { songs, search } = await openSample(bench);
  const row = (title: string) => songs.getByRole('row', { name: new RegExp(`^${title}`) });
  await expect(row('Slow Machines')).toContainText('mp3', { timeout: 30_000 });
  await expect(row('Night Ferry')).toContainText('video');
  await search.fill('has:video');
  await expect(row('Slow Machines')).toBeHidden();
  await expect(row('Night Ferry')).toBeVisible();
  await search.fill('-has:video');
  await expect(row('Night Ferry')).toBeHidden();
  await expect(row('Slow Machines')).toBeVisible();
  await search.fill('lyrics:timed ferry');
  await expect(row('Night Ferry')).toBeVisible();
  await search.fill('lyrics:none ferry');
  await expect(row('Night Ferry')).toBeHidden();
});
