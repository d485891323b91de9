import { startFlowServer, success } from '../support/flow-server';
import { audio, png } from '../support/media';
import { addJobs } from './add-jobs';
import { expect, test, type Bench } from './program';
import { KEY } from './three-songs';

/** The words follow the song, in the panel and over the whole window, and can be shifted. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000031';
const WORDS = '[Verse 1]\nSalt on the railing\nLight on the bay\n\n[Chorus]\nCarry me over';
/** Of each word of the first line, then of the lines. */
const MARKERS = [
  ['Salt', 2],
  ['on', 2.5],
  ['the', 3],
  ['railing', 20],
  ['Light', 24],
  ['Carry', 28],
].map(([word, seconds]) => [WORDS.indexOf(String(word)), seconds]);

async function launch(bench: Bench) {
  const server = await startFlowServer({ key: KEY });
  server.job(
    JOB,
    success([
      {
        clip_id: 'clip-1',
        title: 'Low Tide',
        audio_url: server.file('/a.m4a', { bytes: audio(), type: 'audio/mp4' }),
        image_url: server.file('/a.png', { bytes: png(), type: 'image/png' }),
        lyrics: WORDS,
        lyrics_timing_markers: MARKERS,
      },
    ]),
  );
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Songs' }).click();
  const row = window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Low Tide/ });
  await expect(row).toContainText('m4a');
  await expect(row).not.toContainText('%');
  await row.dblclick();
  const panel = window.getByRole('region', { name: 'Lyrics', exact: true });
  await expect(panel.getByRole('button', { name: 'Salt on the railing' })).toBeVisible();
  const karaoke = window.getByRole('region', { name: 'Karaoke' });
  return { ...program, panel, karaoke };
}

test('words large enough to sing from follow the song, line by line and word by word', async ({
  bench,
}, testInfo) => {
  const { window, karaoke } = await launch(bench);
  await window.keyboard.press('ControlOrMeta+k');
  await expect(karaoke).toBeVisible();
  const first = karaoke.getByRole('button', { name: 'Salt on the railing' });
  await first.click();
  await expect(first).toHaveAttribute('aria-current', 'true');
  const words = first.locator('[data-word]');
  await expect(words).toHaveCount(4);
  await expect(words.nth(2)).toHaveClass(/sung/);
  await window.keyboard.press('Space');
  await expect(words.nth(0)).toHaveClass(/sung/);
  await expect(words.nth(3)).not.toHaveClass(/sung/);
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    // Colours change in a moment.
    await window.waitForTimeout(500);
    const body = await window.screenshot({ path: testInfo.outputPath(`karaoke-${theme}.png`) });
    await testInfo.attach(`karaoke, ${theme}`, { body, contentType: 'image/png' });
  }
  await karaoke.getByRole('button', { name: 'Carry me over' }).click();
  await expect(karaoke.getByRole('button', { name: 'Carry me over' })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await expect(first).not.toHaveAttribute('aria-current', 'true');
  await expect(words.nth(0)).not.toHaveClass(/sung/);
  // What it covers is out of reach for the keyboard and for screen readers; the player is not.
  const covered = window.locator('[inert]').getByRole('link', { name: 'Songs' });
  await expect(covered).toHaveCount(1);
  await expect(window.getByRole('region', { name: 'Player' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(karaoke).toBeHidden();
  await expect(covered).toHaveCount(0);
});

test('a song with pairs is followed over its whole length, each line from its second on', async ({
  bench,
}) => {
  test.setTimeout(120_000);
  const { window, panel } = await launch(bench);
  await panel.getByRole('button', { name: 'Salt on the railing' }).waitFor();
  await window.evaluate(`{
    window.marked = [];
    const sound = document.querySelector('video:not([hidden])');
    new MutationObserver((changes) => {
      for (const { target } of changes)
        if (target.getAttribute('aria-current') === 'true' && target.tagName === 'BUTTON')
          window.marked.push([target.textContent, sound.currentTime]);
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['aria-current'] });
  }`);
  const player = window.getByRole('region', { name: 'Player' });
  const seek = player.getByRole('slider', { name: 'Seek' });
  await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await seek.focus();
  await window.keyboard.press('Home');
  // The song has ended: it stands at its beginning again.
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout: 60_000 });
  const marked = await window.evaluate<[string, number][]>('window.marked');
  const inTurn = ['Salt on the railing', 'Light on the bay', 'Carry me over'];
  expect(marked.map(([line]) => line).filter((line, at, all) => line !== all[at - 1])).toEqual(inTurn);
  for (const [index, from] of [2, 24, 28].entries()) {
    const at = marked.find(([line]) => line === inTurn[index])?.[1] ?? 0;
    expect(at).toBeGreaterThan(from - 0.2);
    expect(at).toBeLessThan([24, 28, 34][index] ?? 0);
  }
});

test('the focus goes back to the row that it came from', async ({ bench }) => {
  const { window, karaoke } = await launch(bench);
  const row = window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Low Tide/ });
  await row.focus();
  await window.keyboard.press('ControlOrMeta+k');
  await expect(karaoke).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(row).toBeFocused();
  await window.keyboard.press('ControlOrMeta+Shift+l');
  const editor = window.getByRole('region', { name: 'Edit lyrics' });
  await expect(editor.getByRole('listbox')).toBeFocused();
  await editor.getByRole('button', { name: 'Close the editor' }).click();
  await expect(row).toBeFocused();
});

test('words are shifted by keys for one song, which is told and kept', async ({ bench }) => {
  const { window, panel, close } = await launch(bench);
  const line = panel.getByRole('button', { name: 'Light on the bay' });
  await expect(line).toHaveAttribute('data-start', '24000');
  for (let press = 0; press < 3; press += 1) await window.keyboard.press(']');
  await expect(line).toHaveAttribute('data-start', '24300');
  await expect(panel).toContainText('words 0.3 s later');
  for (let press = 0; press < 5; press += 1) await window.keyboard.press('[');
  await expect(line).toHaveAttribute('data-start', '23800');
  await expect(panel).toContainText('words 0.2 s earlier');
  // Kept a moment after the last press.
  await window.waitForTimeout(600);
  await close();
  const again = await bench.launch();
  await again.window.getByRole('row', { name: /^Low Tide/ }).click();
  const panelAgain = again.window.getByRole('region', { name: 'Lyrics', exact: true });
  await expect(panelAgain.getByRole('button', { name: 'Light on the bay' })).toHaveAttribute(
    'data-start',
    '23800',
  );
  await panelAgain.getByRole('button', { name: 'More for these words' }).click();
  await again.window.getByRole('menuitem', { name: 'Words as they were timed' }).click();
  await expect(panelAgain.getByRole('button', { name: 'Light on the bay' })).toHaveAttribute(
    'data-start',
    '24000',
  );
});
