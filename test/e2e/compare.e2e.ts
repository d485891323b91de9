import type { Page } from '@playwright/test';
import { wavFile } from '../../bench/measure/wav';
import { startFlowServer, success } from '../support/flow-server';
import { expectAccessible } from './accessibility';
import { addJobs } from './add-jobs';
import { expect, test, type Bench } from './program';
import { KEY } from './three-songs';

/** Takes of a song are heard against each other, at the same second and equally loud, and one of them is kept. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000041';
/** How far from each other takes may be that are at the same second. */
const WITHIN_S = 0.1;
const RATE = 48_000;

const TAKES = [
  { seconds: 60, hertz: 300, loudness: 0.5, prompt: 'slow folk, one voice, wooden room' },
  { seconds: 64, hertz: 500, loudness: 0.12, prompt: 'slow folk, two voices, wooden room' },
  { seconds: 9, hertz: 700, loudness: 0.25, prompt: 'slow folk, one voice, large wooden hall' },
];

async function launch(bench: Bench) {
  const server = await startFlowServer({ key: KEY });
  const takes = TAKES.map(({ seconds, hertz, loudness, prompt }, index) => {
    const sample = (at: number) => Math.cos((2 * Math.PI * hertz * at) / RATE) * loudness;
    return {
      clip_id: `take-${index}`,
      title: `Harbour ${index + 1}`,
      lyrics: '[Verse]\nSalt on the railing',
      lyrics_id: 'harbour',
      prompt,
      seed: String(4_711 + index),
      create_time: `2026-11-0${index + 1} 10:00:00`,
      audio_url: server.file(`/take-${index}.wav`, { bytes: wavFile(RATE, seconds * RATE, sample) }),
    };
  });
  const alone = { clip_id: 'alone', title: 'Alone', audio_url: takes[0]?.audio_url };
  server.job(JOB, success([...takes, alone]));
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  // Elements that play are known by what they do.
  await window.evaluate(`{
    window.played = new Set();
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function () { window.played.add(this); return play.call(this); };
    const { connect } = AudioNode.prototype;
    AudioNode.prototype.connect = function (to, ...rest) {
      if (to instanceof AudioDestinationNode) {
        window.ear = new AnalyserNode(to.context, { fftSize: 16384 });
        connect.call(this, window.ear);
      }
      return connect.call(this, to, ...rest);
    };
  }`);
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Songs' }).click();
  const songs = window.getByRole('grid', { name: 'Songs' });
  await expect(songs.getByRole('row').filter({ hasText: /wav/i })).toHaveCount(4, { timeout: 60_000 });
  await expect(songs).not.toContainText('%');
  const view = window.getByRole('region', { name: 'Compare takes' });
  return {
    ...program,
    server,
    songs,
    view,
    row: (title: string) => songs.getByRole('row', { name: new RegExp(`^${title}`) }),
    take: (letter: string) => view.getByRole('button', { name: new RegExp(`^Hear ${letter}:`) }),
    player: window.getByRole('region', { name: 'Player' }),
  };
}

/** Where the files are that play, in seconds. */
function places(window: Page): Promise<readonly number[]> {
  return window.evaluate(
    `[...window.played].filter((media) => !media.paused).map((media) => media.currentTime)`,
  );
}

function spread(seconds: readonly number[]): number {
  return Math.max(...seconds) - Math.min(...seconds);
}

/** How loud it is what is heard just now, in decibels. */
function heardDb(window: Page): Promise<number> {
  return window.evaluate(`(() => {
    const samples = new Float32Array(window.ear.fftSize);
    window.ear.getFloatTimeDomainData(samples);
    return 10 * Math.log10(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
  })()`);
}

async function openFromMenu(window: Page, row: ReturnType<Page['getByRole']>): Promise<void> {
  await row.click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Compare takes' }).click();
}

test('takes are switched by keys at the same second, and one is kept', async ({ bench }, testInfo) => {
  test.setTimeout(240_000);
  const { window, view, row, take, player, songs, server } = await launch(bench);

  await row('Harbour 2').dblclick();
  await expect(player.getByRole('slider', { name: 'Seek' })).not.toHaveAttribute('aria-valuetext', /^0:00/);
  await openFromMenu(window, row('Harbour 2'));
  await expect(view).toBeFocused();
  await test.step('what played goes on in it, at its second, and the player stands', async () => {
    await expect(view.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await expect(take('B')).toHaveAttribute('aria-pressed', 'true');
    await window.keyboard.press('Space');
    await expect(view.getByRole('button', { name: 'Play all at once' })).toBeVisible();
    await expect(view.getByRole('slider', { name: 'Place in the songs' })).not.toHaveAttribute(
      'aria-valuetext',
      /^0:00/,
    );
    await window.evaluate('window.played.clear()');
  });

  await test.step('all are shown, with what differs, and are measured', async () => {
    await expect(view.getByRole('listitem')).toHaveCount(3);
    await expect(view).toContainText('3 songs with the same lyrics');
    await expect(view.getByRole('listitem').nth(1)).toContainText('FUZZ-2.0');
    await expect(view.getByRole('listitem').nth(1)).toContainText('seed 4712');
    await expect(view.locator('mark')).toHaveText([
      'one voice,',
      'room',
      'two voices,',
      'room',
      'one voice, large',
      'hall',
    ]);
    await expect(view.getByText(/LUFS/)).toHaveCount(4, { timeout: 120_000 });
    await expect(take('B')).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('keys switch, and all are at one place', async () => {
    // The shortest is not to be over meanwhile.
    await window.keyboard.press('Home');
    await window.keyboard.press('Space');
    await expect.poll(async () => (await places(window)).length, { timeout: 20_000 }).toBe(3);
    for (const [key, letter] of [
      ['a', 'A'],
      ['3', 'C'],
      ['ArrowDown', 'A'],
      ['b', 'B'],
    ] as const) {
      await window.keyboard.press(key);
      await expect(take(letter)).toHaveAttribute('aria-pressed', 'true');
      expect(spread(await places(window)), `after ${key}`).toBeLessThan(WITHIN_S);
    }
    await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  });

  await test.step('they are equally loud, although their files differ by 12 dB', async () => {
    await window.keyboard.press('Home');
    const levels: number[] = [];
    for (const [key, letter] of [
      ['a', 'A'],
      ['b', 'B'],
    ] as const) {
      await window.keyboard.press(key);
      await expect(take(letter)).toHaveAttribute('aria-pressed', 'true');
      // The switch has to be out of what is looked at, 0.34 s.
      await window.waitForTimeout(800);
      levels.push(await heardDb(window));
    }
    expect(Math.max(...levels)).toBeGreaterThan(-30);
    // Loudness counts 500 Hz a little more than 300 Hz.
    expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(1);
  });

  await test.step('they are as fast as the player, whose keys change that', async () => {
    const rates = () =>
      window.evaluate<number[]>(
        '[...window.played].filter((media) => !media.paused).map((media) => Math.round(media.playbackRate * 100))',
      );
    await window.keyboard.press('>');
    await expect.poll(async () => [...new Set(await rates())].join()).toMatch(/^1[01]\d$/);
    await window.keyboard.press('<');
    await expect.poll(async () => [...new Set(await rates())]).toEqual([100]);
  });

  await test.step('they are moved together', async () => {
    await window.keyboard.press('Home');
    await window.keyboard.press('ArrowRight');
    // All of them from there on; the shortest is not over yet.
    await expect
      .poll(async () => (await places(window)).filter((place) => place >= 4.9 && place < 9).length, {
        timeout: 20_000,
      })
      .toBe(3);
    const at = await places(window);
    expect(spread(at)).toBeLessThan(WITHIN_S);
  });

  await test.step('the shorter one is over before the others', async () => {
    await expect(view.getByText('Over at 0:09')).toBeVisible({ timeout: 20_000 });
    expect((await places(window)).length).toBe(2);
    await window.keyboard.press('Space');
    await expect.poll(async () => (await places(window)).length).toBe(0);
  });

  await test.step('nothing serious is found by axe, in both themes', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(window.locator('html')).toHaveAttribute('data-theme', colorScheme);
      // What fades from one theme to the other has colours of neither meanwhile.
      await window.waitForTimeout(500);
      await expectAccessible(window, `comparison, ${colorScheme}`);
      await window.screenshot({ path: testInfo.outputPath(`compare-${colorScheme}.png`) });
    }
  });

  await test.step('one is kept, the others are hidden, and that is taken back', async () => {
    const keep = view.getByRole('button', { name: 'Keep B' });
    const stood = await keep.boundingBox();
    await window.keyboard.press('Enter');
    const notice = window.getByText(/^Added to favourites/);
    await expect(notice).toBeVisible();
    // A second press must not fall on another button.
    await expect(view.getByRole('button', { name: 'Hide the other 2' })).toBeEnabled();
    expect(await keep.boundingBox()).toEqual(stood);
    await view.getByRole('button', { name: 'Hide the other 2' }).click();
    await expect(view.getByText('Hidden', { exact: true })).toHaveCount(2);
    expect(await keep.boundingBox()).toEqual(stood);
    await window.screenshot({ path: testInfo.outputPath('compare-kept.png') });
    await window
      .getByText(/^2 songs hidden/)
      .locator('..')
      .getByRole('button', { name: 'Undo' })
      .click();
    await expect(view.getByText('Hidden', { exact: true })).toHaveCount(0);
    await view.focus();
    await window.keyboard.press('Shift+H');
    await expect(view.getByText('Hidden', { exact: true })).toHaveCount(2);
    await view.getByRole('button', { name: 'Show again: C, Harbour 3' }).click();
    await expect(view.getByText('Hidden', { exact: true })).toHaveCount(1);
  });

  await test.step('Escape leaves the player where its song was heard last, standing', async () => {
    await expect(take('B')).toHaveAttribute('aria-pressed', 'true');
    const place = await view
      .getByRole('slider', { name: 'Place in the songs' })
      .getAttribute('aria-valuetext');
    await view.focus();
    await window.keyboard.press('Escape');
    await expect(view).toBeHidden();
    await expect(row('Harbour 2')).toHaveAccessibleName(/favourite/);
    await expect(songs.getByRole('row', { name: /^Harbour 1/ })).toHaveCount(0);
    const second = /^\d+:\d+/.exec(place ?? '')?.[0] ?? 'nowhere';
    await expect(player.getByRole('slider', { name: 'Seek' })).toHaveAttribute(
      'aria-valuetext',
      new RegExp(`^${second} of`),
    );
    await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  });

  await test.step('hidden takes come last', async () => {
    await openFromMenu(window, row('Harbour 2'));
    await expect(view.getByRole('listitem').nth(2)).toContainText('Harbour 1');
    await expect(view.getByRole('listitem').nth(2)).toContainText('Hidden');
  });
  await test.step('from another take than the one that plays it begins there, by key', async () => {
    await window.keyboard.press('Escape');
    await expect(view).toBeHidden();
    await row('Harbour 3').click();
    await window.keyboard.press('ControlOrMeta+Shift+c');
    await expect(view.getByRole('button', { name: /^Hear .: Harbour 3/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(view.getByRole('slider', { name: 'Place in the songs' })).toHaveAttribute(
      'aria-valuetext',
      /^0:00 of/,
    );
  });
  await server.close();
});

test('selected songs are compared by key, and a song without takes says so', async ({ bench }, testInfo) => {
  test.setTimeout(120_000);
  const { window, view, row, take, player, server } = await launch(bench);
  await row('Alone').click();
  await window.keyboard.press('ControlOrMeta+Shift+c');
  await expect(
    window.getByText('No other song in the library has these lyrics or this prompt.'),
  ).toBeVisible();
  await expect(view).toBeHidden();
  await row('Alone').click({ button: 'right' });
  const offered = window.getByRole('menuitem', { name: /^Compare takes/ });
  await expect(offered).toHaveAccessibleName('Compare takes no other takes');
  await expect(offered).toBeDisabled();
  await window.keyboard.press('Escape');
  await row('Alone').click();
  await row('Harbour 1').click({ modifiers: ['ControlOrMeta'] });
  await window.keyboard.press('ControlOrMeta+Shift+c');
  await expect(view).toContainText('2 chosen songs');

  await test.step('the player and the comparison are never heard together', async () => {
    await take('A').click();
    await expect(view.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await player.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(view.getByRole('button', { name: 'Play all at once' })).toBeVisible();
    await view.focus();
    await window.keyboard.press('b');
    await expect(take('B')).toHaveAttribute('aria-pressed', 'true');
    await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  });
  await test.step('Enter presses the control that the keyboard went to, and keeps nothing then', async () => {
    await view.focus();
    for (const name of ['Close the comparison', 'Pause', 'Place in the songs', 'Keep B', 'Hear A: Alone']) {
      await window.keyboard.press('Tab');
      await expect(window.locator(':focus')).toHaveAccessibleName(name);
    }
    await window.keyboard.press('Enter');
    await expect(take('A')).toHaveAttribute('aria-pressed', 'true');
    await window.screenshot({ path: testInfo.outputPath('compare-focus.png') });
    await expect(window.getByText(/^Added to favourites/)).toBeHidden();
  });
  await test.step('it stops where the device goes on which it is heard', async () => {
    await window.evaluate(`{
      const device = (deviceId, label, groupId) => ({ kind: 'audiooutput', deviceId, label, groupId });
      const speakers = device('s', 'Speakers', 's');
      globalThis.outputs = [device('default', 'Default', 'h'), speakers, device('h', 'Headphones', 'h')];
      globalThis.withoutPhones = [device('default', 'Default', 's'), speakers];
      globalThis.looks = 0;
      navigator.mediaDevices.enumerateDevices = async () => {
        globalThis.looks += 1;
        return globalThis.outputs;
      };
    }`);
    await take('B').click();
    await expect(view.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await expect.poll(() => window.evaluate('globalThis.looks')).toBeGreaterThan(2);
    await window.evaluate('globalThis.outputs = globalThis.withoutPhones');
    await expect(
      window.getByText('“Headphones” is not connected any more. Playback was paused.'),
    ).toBeVisible();
    await expect(view.getByRole('button', { name: 'Play all at once' })).toBeVisible();
  });
  await server.close();
});

/** The second that a slider of a place tells. */
async function secondOf(slider: ReturnType<Page['getByRole']>): Promise<number> {
  const [, minutes, seconds] = /^(\d+):(\d+)/.exec((await slider.getAttribute('aria-valuetext')) ?? '') ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

test('music goes on in the comparison, and in the player when that is left', async ({ bench }, testInfo) => {
  test.setTimeout(180_000);
  const { window, view, row, take, player, server } = await launch(bench);
  const seek = player.getByRole('slider', { name: 'Seek' });
  const place = view.getByRole('slider', { name: 'Place in the songs' });
  const pause = (within: typeof view) => within.getByRole('button', { name: 'Pause', exact: true });
  await row('Harbour 2').dblclick();
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:0[3-9] of/);
  await openFromMenu(window, row('Harbour 1'));
  await expect(pause(view)).toBeVisible();
  // From another take, but what is heard goes on.
  await expect(take('B')).toHaveAttribute('aria-pressed', 'true');
  expect(await secondOf(place)).toBeGreaterThanOrEqual(3);
  await window.keyboard.press('Home');
  await expect(place).toHaveAttribute('aria-valuetext', /^0:0[0-2] of/);

  await test.step('Next and Previous go from take to take', async () => {
    await window.keyboard.press('ControlOrMeta+ArrowRight');
    await expect(take('C')).toHaveAttribute('aria-pressed', 'true');
    await window.keyboard.press('ControlOrMeta+ArrowLeft');
    await expect(take('B')).toHaveAttribute('aria-pressed', 'true');
    await window.keyboard.press('ControlOrMeta+ArrowLeft');
    await expect(take('A')).toHaveAttribute('aria-pressed', 'true');
  });
  await window.screenshot({ path: testInfo.outputPath('compare-going-on.png') });

  await test.step('the take that is heard plays on when it is left', async () => {
    const before = await secondOf(place);
    await window.keyboard.press('Escape');
    await expect(view).toBeHidden();
    await expect(player).toContainText('Harbour 1');
    await expect(pause(player)).toBeVisible();
    await expect.poll(() => secondOf(seek)).toBeGreaterThan(before);
    await window.screenshot({ path: testInfo.outputPath('left.png') });
  });

  await test.step('it stands where the queue has it, and no second time', async () => {
    await window.keyboard.press('ControlOrMeta+u');
    const queue = window.getByRole('grid', { name: 'Queue' });
    await expect(queue.getByRole('row', { name: /^Harbour 1/ })).toHaveCount(1);
    await window.keyboard.press('ControlOrMeta+u');
    await expect(queue).toBeHidden();
  });

  await test.step('the mini player has what is heard', async () => {
    await openFromMenu(window, row('Harbour 2'));
    await expect(pause(view)).toBeVisible();
    await window.keyboard.press('ControlOrMeta+Shift+p');
    const mini = window.getByRole('region', { name: 'Mini player' });
    await expect(mini).toContainText('Harbour 1');
    await expect(pause(mini)).toBeVisible();
    await expect(view).toHaveCount(0);
    await window.keyboard.press('ControlOrMeta+Shift+p');
    await expect(mini).toBeHidden();
    await expect(pause(player)).toBeVisible();
  });

  await test.step('a window that is loaded anew plays on where the comparison was', async () => {
    await window.keyboard.press('Home');
    await openFromMenu(window, row('Harbour 2'));
    await expect(pause(view)).toBeVisible();
    await window.keyboard.press('ArrowRight');
    await window.keyboard.press('ArrowRight');
    await expect(place).toHaveAttribute('aria-valuetext', /^0:1\d of/);
    await window.reload();
    await expect(pause(player)).toBeVisible();
    await expect(player).toContainText('Harbour 1');
    await expect(seek).toHaveAttribute('aria-valuetext', /^0:1\d of/);
  });
  await server.close();
});
