import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type Bench } from './program';
import { KEY, launchWithSongs } from './three-songs';

/** Searches that are kept: under a name in the sidebar, and in the library folder. */

async function openSongs(bench: Bench) {
  const { close, server, window } = await launchWithSongs(bench);
  return { close, server, ...partsOf(window) };
}

function partsOf(window: Page) {
  const saved = window.getByRole('list', { name: 'Smart playlists' });
  return {
    window,
    saved,
    songs: window.getByRole('grid', { name: 'Songs' }),
    search: window.getByRole('searchbox', { name: 'Search songs and lyrics' }),
    link: (name: string) => saved.getByRole('link', { name, exact: true }),
    dialog: (name: string) => window.getByRole('dialog', { name }),
  };
}
type Parts = ReturnType<typeof partsOf>;

async function save({ window, search, dialog }: Parts, text: string, name: string): Promise<void> {
  await search.fill(text);
  await window.getByRole('button', { name: 'Save this search' }).click();
  const field = dialog('Save search').getByRole('textbox', { name: 'Name' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(text);
  await field.fill(name);
  await field.press('Enter');
  await expect(dialog('Save search')).toBeHidden();
}

function inLibrary(bench: Bench): { name: string; search: string }[] {
  const text = readFileSync(join(bench.libraryFolder, 'library.json'), 'utf8');
  return (JSON.parse(text) as { savedSearches: { name: string; search: string }[] }).savedSearches;
}

test('a search is kept, opened, renamed, changed, moved, deleted and had back', async ({ bench }) => {
  const { close, server, ...parts } = await openSongs(bench);
  const { window, search, saved, songs, link, dialog } = parts;
  await expect(saved).toBeHidden();
  await expect(window.getByRole('button', { name: 'Save this search' })).toBeHidden();

  await save(parts, 'has:video', 'With a picture');
  await save(parts, 'sings -title:anchor', 'Without anchors');
  await expect(saved.getByRole('link')).toHaveText(['With a picture', 'Without anchors']);
  await expect(link('Without anchors')).toHaveAttribute('aria-current', 'true');

  // From another place, and with another search open.
  await window.getByRole('link', { name: 'Jobs' }).click();
  await expect(link('Without anchors')).not.toHaveAttribute('aria-current');
  await link('With a picture').click();
  await expect(search).toHaveValue('has:video');
  await expect(songs.getByRole('row', { name: /^Beacon/ })).toBeVisible();
  await expect(songs.getByRole('row', { name: /^Anchor/ })).toBeHidden();
  await expect(link('With a picture')).toHaveAttribute('aria-current', 'true');
  await window.getByRole('button', { name: 'Saved as “With a picture”' }).click();
  await window.getByRole('menuitem', { name: 'Rename…' }).click();
  const field = dialog('Rename saved search').getByRole('textbox', { name: 'Name' });
  await field.fill('   ');
  await field.press('Enter');
  await expect(dialog('Rename saved search').getByRole('alert')).toContainText('Give it a name');
  await field.fill('Videos');
  await dialog('Rename saved search').getByRole('button', { name: 'Rename' }).click();
  await expect(saved.getByRole('link')).toHaveText(['Videos', 'Without anchors']);

  // By the keyboard alone: moved, deleted, and had back.
  await link('Videos').focus();
  await window.keyboard.press('Alt+ArrowDown');
  await expect(saved.getByRole('link')).toHaveText(['Without anchors', 'Videos']);
  await expect(link('Videos')).toBeFocused();
  await window.keyboard.press('Delete');
  await expect(saved.getByRole('link')).toHaveText(['Without anchors']);
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(saved.getByRole('link')).toHaveText(['Without anchors', 'Videos']);

  // Another search in the place of the old one.
  await search.fill('alone');
  await link('Videos').hover();
  await saved.getByRole('button', { name: 'More for “Videos”' }).click();
  await window.getByRole('menuitem', { name: 'Replace with the search that is open' }).click();
  await expect(link('Videos')).toHaveAttribute('aria-current', 'true');

  await expect
    .poll(() => inLibrary(bench).map((each) => [each.name, each.search]))
    .toEqual([
      ['Without anchors', 'sings -title:anchor'],
      ['Videos', 'alone'],
    ]);
  await close();
  const again = partsOf(
    (await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } })).window,
  );
  await expect(again.saved.getByRole('link')).toHaveText(['Without anchors', 'Videos']);
  await server.close();
});

test('by key, with the order of the list, and told where there are many', async ({ bench }) => {
  const { close, server, ...parts } = await openSongs(bench);
  const { window, search, saved, songs, dialog, link } = parts;
  await search.fill('sings');
  await songs.getByRole('button', { name: 'Title' }).click();
  await songs.getByRole('row', { name: /^Anchor/ }).click();
  await window.keyboard.press('ControlOrMeta+d');
  await dialog('Save search').getByRole('textbox', { name: 'Name' }).fill('By title');
  await window.keyboard.press('Enter');
  await expect(saved.getByRole('link')).toHaveText(['By title']);
  await songs.getByRole('button', { name: 'Title' }).click();
  await expect(link('By title')).not.toHaveAttribute('aria-current');
  await link('By title').click();
  await expect(window.getByRole('columnheader', { name: /^Title/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await close();
  await server.close();
});
