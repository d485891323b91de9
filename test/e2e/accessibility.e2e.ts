import { startFlowServer, success } from '../support/flow-server';
import { audio, png } from '../support/media';
import { expectAccessible } from './accessibility';
import { addJobs } from './add-jobs';
import { expect, test } from './program';
import { KEY } from './three-songs';

/** What a screen reader meets: axe finds nothing serious in any place, in both themes. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000061';
const WORDS = '[Verse 1]\nSalt on the railing\nLight on the bay\n\n[Chorus]\nCarry me over';
const MARKERS = [
  [WORDS.indexOf('Salt'), 0.2],
  [WORDS.indexOf('Light'), 12],
  [WORDS.indexOf('Carry'), 20],
];

for (const theme of ['dark', 'light'] as const) {
  test(`nothing serious is found by axe in any place, ${theme}`, async ({ bench }) => {
    const server = await startFlowServer({ key: KEY });
    const song = (id: string, title: string, more: Record<string, unknown>) => ({
      clip_id: id,
      title,
      audio_url: server.file(`/${id}.m4a`, { bytes: audio(), type: 'audio/mp4' }),
      image_url: server.file(`/${id}.png`, { bytes: png(), type: 'image/png' }),
      lyrics_id: 'words-1',
      lyrics: WORDS,
      ...more,
    });
    server.job(
      JOB,
      success([
        song('clip-1', 'Low Tide', { lyrics_timing_markers: MARKERS }),
        song('clip-2', 'Low Tide again', {}),
        { clip_id: 'clip-3', title: 'Words alone', lyrics: 'Paper boats' },
      ]),
    );
    const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
    await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(window.locator('html')).toHaveAttribute('data-theme', theme);
    await expect(window.getByRole('button', { name: 'Add jobs' }).first()).toBeVisible();
    // What fades from one theme to the other has colours of neither meanwhile.
    await window.waitForTimeout(500);
    await expectAccessible(window, 'welcome');
    await addJobs(window, JOB);
    await window.getByRole('link', { name: 'Songs' }).click();
    const row = window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Low Tide,/ });
    await expect(row).toContainText('m4a');
    await expect(row).not.toContainText('%');
    await row.dblclick();
    const panel = window.getByRole('region', { name: 'Lyrics', exact: true });
    await expect(panel.getByRole('button', { name: 'Salt on the railing' })).toBeVisible();
    await window.keyboard.press(' ');
    await expectAccessible(window, 'songs');

    await panel.getByRole('button', { name: 'Export…', exact: true }).click();
    await expectAccessible(window, 'export');
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toBeHidden();

    await window.keyboard.press('ControlOrMeta+k');
    await expect(window.getByRole('region', { name: 'Karaoke' })).toBeVisible();
    await expectAccessible(window, 'karaoke');
    await window.keyboard.press('Escape');
    await window.keyboard.press('ControlOrMeta+Shift+l');
    const editor = window.getByRole('region', { name: 'Edit lyrics' });
    await expect(editor.getByRole('group', { name: 'Waveform' })).toBeVisible();
    await expectAccessible(window, 'timing editor');
    await editor.getByText('Text', { exact: true }).click();
    await expectAccessible(window, 'text editor');
    await editor.getByRole('button', { name: 'Close the editor' }).click();

    for (const place of ['Lyrics', 'Jobs', 'Downloads', 'Settings']) {
      await window.getByRole('link', { name: place }).click();
      await expect(window.getByRole('link', { name: place })).toHaveAttribute('aria-current', 'page');
      await expectAccessible(window, place);
    }
    await window.getByRole('link', { name: 'Lyrics' }).click();
    await window.getByRole('searchbox').fill('carry');
    await expect(window.getByText(/with “carry”/)).toBeVisible();
    await expectAccessible(window, 'a search in lyrics');
  });
}
