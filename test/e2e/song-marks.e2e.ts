import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { expect, test, type Bench } from './program';
import { KEY, launchWithSongs } from './three-songs';

/** What people note on songs: by keys, by hand, on several at once, taken back, found again, and had back. */

function partsOf(window: Page) {
  const songs = window.getByRole('grid', { name: 'Songs' });
  return {
    window,
    songs,
    search: window.getByRole('searchbox', { name: 'Search songs and lyrics' }),
    row: (title: string) => songs.getByRole('row', { name: new RegExp(`^${title}`) }),
    tags: window.getByRole('dialog', { name: 'Tags' }),
    undo: window.getByRole('button', { name: 'Undo' }),
  };
}
type Parts = ReturnType<typeof partsOf>;

/** A tag more, by keys alone. */
async function addTag({ window, tags }: Parts, tag: string): Promise<void> {
  await window.keyboard.press('ControlOrMeta+t');
  await expect(tags.getByRole('combobox', { name: 'Add a tag' })).toBeFocused();
  await window.keyboard.type(tag);
  await window.keyboard.press('Enter');
  await expect(tags.getByRole('list', { name: 'Tags of the songs' })).toContainText(tag);
  await window.keyboard.press('Enter');
  await expect(tags).toBeHidden();
}

function loseDatabase(bench: Bench): void {
  for (const name of readdirSync(bench.userData)) {
    if (name.startsWith('library.sqlite') || name === 'Backups')
      rmSync(join(bench.userData, name), { recursive: true });
  }
}

/** What stands in all `clip.json` of the library. */
function inFiles(bench: Bench): string {
  return readdirSync(bench.libraryFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('clip.json'))
    .map((path) => readFileSync(join(bench.libraryFolder, path), 'utf8'))
    .join('\n');
}

test('stars, hearts and tags by keys, on several songs, and taken back', async ({ bench }) => {
  const { close, server, window: first } = await launchWithSongs(bench);
  const parts = partsOf(first);
  const { window, row, search, songs, tags, undo } = parts;

  await row('Anchor').click();
  await window.keyboard.press('Alt+4');
  await expect(row('Anchor')).toHaveAccessibleName(/4 stars/);
  await window.keyboard.press('ControlOrMeta+i');
  await expect(row('Anchor')).toHaveAccessibleName(/favourite/);
  await addTag(parts, 'late night');
  await expect(row('Anchor')).toHaveAccessibleName(/late night/);

  // All of them: one has the tag already.
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.press('ControlOrMeta+t');
  await expect(tags.getByRole('list', { name: 'Tags of the songs' })).toContainText('late night · on 1 of 3');
  await window.keyboard.type('lat');
  await expectAccessible(window, 'tags');
  await expect(tags.getByRole('option', { name: /late night/ })).toBeVisible();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await tags.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByText('Tags of 2 songs changed.')).toBeVisible();
  await expect(row('Beacon')).toHaveAccessibleName(/late night/);
  await undo.last().click();
  await expect(row('Beacon')).not.toHaveAccessibleName(/late night/);
  await expect(row('Anchor')).toHaveAccessibleName(/late night/);

  await search.fill('is:favourite');
  await expect(songs.getByRole('row', { name: /^(Anchor|Beacon|Current)/ })).toHaveCount(1);
  await search.fill('rating:>=4 tag:"LATE night"');
  await expect(songs.getByRole('row', { name: /^(Anchor|Beacon|Current)/ })).toHaveCount(1);
  await search.fill('rating:none');
  await expect(songs.getByRole('row', { name: /^(Anchor|Beacon|Current)/ })).toHaveCount(2);
  await search.fill('');

  // Hidden: gone from the list, and there again where it is asked for.
  await row('Current').click();
  await row('Current').click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Hide' }).click();
  await expect(row('Current')).toBeHidden();
  await expect(window.getByRole('status').filter({ hasText: /^2 songs$/ })).toBeVisible();
  await search.fill('is:hidden');
  await expect(row('Current')).toBeVisible();
  await search.fill('');

  await expect.poll(() => inFiles(bench)).toContain('"late night"');
  await expect.poll(() => inFiles(bench)).toMatch(/"hiddenAt": "/);
  await close();

  // The next start, and one after the database was lost.
  const again = async (isBack = false) => {
    const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
    const shown = partsOf(program.window);
    if (isBack) await program.window.getByRole('button', { name: 'Done' }).click();
    await expect(shown.row('Anchor')).toHaveAccessibleName(/favourite, 4 stars, late night/);
    await expect(shown.row('Beacon')).toBeVisible();
    await expect(shown.row('Current')).toBeHidden();
    await program.close();
  };
  await again();
  loseDatabase(bench);
  await again(true);
  await server.close();
});

test('by hand in the row and the player, and from the menu', async ({ bench }) => {
  const { close, server, player, window: first } = await launchWithSongs(bench);
  const { window, row, songs, search } = partsOf(first);
  await row('Beacon').hover();
  await row('Beacon').locator('[class*=heartlet]').click();
  await expect(row('Beacon')).toHaveAccessibleName(/favourite/);

  await row('Beacon').dblclick();
  const heart = player.getByRole('button', { name: 'Remove from favourites' });
  await heart.click();
  await expect(player.getByRole('button', { name: 'Add to favourites' })).toBeVisible();
  await expect(row('Beacon')).not.toHaveAccessibleName(/favourite/);

  await row('Beacon').click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Rating' }).hover();
  await window.getByRole('menuitemcheckbox', { name: '3 stars' }).click();
  await expect(row('Beacon')).toHaveAccessibleName(/3 stars/);

  await window.getByRole('button', { name: 'Columns' }).click();
  for (const column of ['Rating', 'Plays']) {
    await window.getByRole('menuitemcheckbox', { name: column }).click();
  }
  await window.keyboard.press('Escape');
  await expectAccessible(window, 'columns of notes');
  await test.step('a press on the stars selects the row first, then sets them; a double click plays', async () => {
    await row('Current').click({ position: { x: 20, y: 5 } });
    const stars = row('Anchor').locator('[class*=stars]').first();
    await stars.click({ position: { x: 70, y: 12 } });
    await expect(row('Anchor')).toHaveAttribute('aria-selected', 'true');
    await expect(row('Anchor')).not.toHaveAccessibleName(/star/);
    await stars.click({ position: { x: 70, y: 12 } });
    await expect(row('Anchor')).toHaveAccessibleName(/5 stars/);
    await stars.click({ position: { x: 70, y: 12 } });
    await expect(row('Anchor')).not.toHaveAccessibleName(/star/);
    await row('Current')
      .locator('[class*=stars]')
      .first()
      .dblclick({ position: { x: 70, y: 12 } });
    await expect(player).toContainText('Current');
    await expect(row('Current')).not.toHaveAccessibleName(/star/);
    // Also in a row that was selected before.
    await row('Anchor').click({ position: { x: 20, y: 5 } });
    await stars.dblclick({ position: { x: 40, y: 12 } });
    await expect(player).toContainText('Anchor');
    await window.waitForTimeout(700);
    await expect(row('Anchor')).not.toHaveAccessibleName(/star/);
  });
  await test.step('stars that all selected songs have are shown above them', async () => {
    await window.keyboard.press('ControlOrMeta+a');
    const rating = window.getByRole('main').getByRole('radiogroup', { name: 'Rating' });
    await expect(rating.getByRole('radio', { name: 'No rating' })).not.toBeChecked();
    await window.keyboard.press('Alt+2');
    await expect(rating.getByRole('radio', { name: '2 stars' })).toBeChecked();
    await window.keyboard.press('Alt+2');
    await expect(window.getByText(/^3 songs rated 2 stars/)).toBeVisible();
    await expect(window.getByText('It is so already.')).toBeHidden();
    await window.keyboard.press('ControlOrMeta+z');
    await expect(row('Beacon')).toHaveAccessibleName(/3 stars/);
    await expect(rating.getByRole('radio', { checked: true })).toHaveCount(0);
    await row('Beacon').click();
  });
  await songs.getByRole('button', { name: 'Rating' }).click();
  await expect(songs.getByRole('row').nth(1)).toHaveAccessibleName(/^Beacon/);
  await songs.getByRole('button', { name: 'Rating' }).click();
  await expect(songs.getByRole('row').nth(3)).toHaveAccessibleName(/^Beacon/);

  await window.getByRole('button', { name: 'Filter', exact: true }).click();
  await window.getByRole('radio', { name: 'At least 3 stars' }).check();
  await expect(search).toHaveValue('rating:>=3');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('button', { name: 'Remove filter Rating: at least 3 stars' })).toBeVisible();
  await close();
  await server.close();
});

test('Undo by key goes back step by step, also where the notices have gone', async ({ bench }, testInfo) => {
  const { server, window: first } = await launchWithSongs(bench);
  const { window, row } = partsOf(first);
  await row('Anchor').click();
  await window.keyboard.press('Alt+4');
  await expect(row('Anchor')).toHaveAccessibleName(/4 stars/);
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.press('Alt+5');
  await expect(row('Beacon')).toHaveAccessibleName(/5 stars/);
  await window.keyboard.press('Alt+3');
  await expect(row('Beacon')).toHaveAccessibleName(/3 stars/);
  await window.keyboard.press('ControlOrMeta+i');
  await expect(row('Beacon')).toHaveAccessibleName(/favourite/);
  await window.keyboard.press('Alt+1');
  await expect(row('Beacon')).toHaveAccessibleName(/1 star/);

  const back = () => window.keyboard.press('ControlOrMeta+z');
  await back();
  await expect(row('Beacon')).toHaveAccessibleName(/3 stars/);
  await back();
  await expect(row('Beacon')).not.toHaveAccessibleName(/favourite/);
  await back();
  await expect(row('Beacon')).toHaveAccessibleName(/5 stars/);
  await back();
  await expect(row('Beacon')).not.toHaveAccessibleName(/star/);
  await expect(row('Anchor')).toHaveAccessibleName(/4 stars/);
  const told = window.getByText(/^Taken back: /).last();
  await expect(told).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.screenshot({ path: testInfo.outputPath(`taken-back-${colorScheme}.png`) });
  }
  await back();
  await expect(row('Anchor')).not.toHaveAccessibleName(/star/);
  await server.close();
});
