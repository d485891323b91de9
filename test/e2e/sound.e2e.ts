import type { Snapshot, SongSound } from '../../src/shared/model';
import { startFlowServer, success } from '../support/flow-server';
import { levelSignals } from '../support/level-signals';
import { audio } from '../support/media';
import { expect, test, type Program } from './program';
import { DONE, KEY, WAITING } from './three-songs';

/** How loud songs are, measured by the program itself out of real files. */

const WITHIN_LU = 0.5;

async function ask<Answer>({ window }: Program, route: string, input: unknown): Promise<Answer> {
  const text = await window.evaluate<string>(
    `window.flowshelf.invoke(${JSON.stringify(route)}, ${JSON.stringify(JSON.stringify(input))})`,
  );
  const envelope = JSON.parse(text) as { ok: boolean; value: Answer };
  expect(envelope.ok, text).toBe(true);
  return envelope.value;
}

/** Asks for these songs and waits until none waits any more. */
async function measured(program: Program, clipIds: readonly string[]): Promise<readonly SongSound[]> {
  await ask(program, 'sound.want', { clipIds });
  const sounds = () => Promise.all(clipIds.map((clipId) => ask<SongSound>(program, 'sound.get', { clipId })));
  await expect
    .poll(async () => (await sounds()).filter(({ state }) => state === 'waiting').length, {
      timeout: 120_000,
    })
    .toBe(0);
  return sounds();
}

/** What a page that was taken over would try first. */
const TRIES = `(async () => {
  const status = (url) => fetch(url).then(({ status }) => status, () => 'refused');
  const before = [typeof window.flowshelf, typeof window.require, await status('/file/1'), await status('/file/../../x.js')];
  const urls = ['media://song/~again/audio', 'app://flowshelf/index.html', 'https://example.org/', 'file:///etc/hostname'];
  for (const url of urls) before.push(await status(url));
  before.push(String(window.open('app://flowshelf/')));
  location.href = 'app://flowshelf/';
  await new Promise((resolve) => setTimeout(resolve, 500));
  return before;
})()`;

/** Processes of pages that are no window's. */
function meterProcesses({ app }: Program): Promise<readonly number[]> {
  return app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .filter((contents) => contents.getURL().startsWith('app://sound-meter/'))
      .map((contents) => contents.getOSProcessId()),
  );
}

test('ten files of many kinds are as loud as ffmpeg says', async ({ bench }) => {
  test.setTimeout(240_000);
  const server = await startFlowServer({ key: KEY });
  const signals = levelSignals();
  // Whole, and in an encoding that nobody has.
  const broken = Buffer.from(signals.at(-1)?.bytes ?? []);
  broken.writeUInt16LE(0x7777, 20);
  const files = [...signals, { name: 'broken.wav', bytes: broken }];
  const clips = files.map(({ name, bytes }) => ({
    clip_id: name,
    title: name,
    audio_url: server.file(`/${name}`, { bytes }),
  }));
  server.job(DONE, success(clips));
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { app, window } = program;
  await ask(program, 'jobs.add', { text: DONE });
  await window.getByRole('link', { name: 'Songs' }).click();
  const rows = window.getByRole('grid', { name: 'Songs' }).getByRole('row');
  await expect(rows.filter({ hasText: /(m4a|mp3|wav).*(m4a|mp3|wav)/i })).toHaveCount(files.length, {
    timeout: 60_000,
  });

  const sounds = await measured(
    program,
    files.map(({ name }) => name),
  );
  const heard = signals.map(({ name, lufs, truePeakDb }, index) => {
    const { loudness, waveform } = sounds[index] ?? {};
    return {
      name,
      waveformBytes: Buffer.from(waveform ?? '', 'base64').length,
      lufsOff: Math.abs((loudness?.lufs ?? Number.NaN) - lufs),
      peakOff: Math.abs((loudness?.truePeakDb ?? Number.NaN) - truePeakDb),
    };
  });
  for (const { name, waveformBytes, lufsOff, peakOff } of heard) {
    expect.soft(waveformBytes, name).toBe(800);
    expect.soft(lufsOff, name).toBeLessThanOrEqual(WITHIN_LU);
    // What lies between samples is told a little differently by each filter, the most of noise.
    expect.soft(peakOff, name).toBeLessThanOrEqual(1);
  }
  expect(sounds.at(-1)).toMatchObject({ state: 'unmeasurable', loudness: null, waveform: null });

  await test.step('of which Settings tell how many there are, and where levelling is chosen', async () => {
    await window.getByRole('link', { name: 'Settings' }).click();
    await expect(
      window.getByText('10 of 11 songs measured. 1 has no file that can be measured.'),
    ).toBeVisible();
    const levelled = window.getByRole('combobox', { name: 'Levelled' });
    await expect(levelled).toBeDisabled();
    const loudness = window.getByRole('combobox', { name: 'Loudness of songs' });
    await loudness.focus();
    await window.keyboard.press('ArrowDown');
    await window.getByRole('option', { name: 'All alike (-14 LUFS)' }).click();
    await expect(loudness).toHaveText(/-14 LUFS/);
    await levelled.click();
    await window.getByRole('option', { name: 'Songs with the same words together' }).click();
    await expect
      .poll(async () => (await ask<Snapshot>(program, 'app.snapshot', {})).settings)
      .toMatchObject({ levelling: 'usual', levellingBy: 'takes' });
    await window.getByRole('link', { name: 'Songs' }).click();
  });
  await test.step('in a process of its own, which is no window', async () => {
    const [meter, ...others] = await meterProcesses(program);
    expect(others).toEqual([]);
    const [count, ofWindow] = await app.evaluate(({ BrowserWindow }) => [
      BrowserWindow.getAllWindows().length,
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    ]);
    expect(count).toBe(1);
    expect(meter).not.toBe(ofWindow);
  });
  await test.step('that reaches nothing of the program', async () => {
    const reached = await app.evaluate(async ({ webContents }, script) => {
      const meter = webContents
        .getAllWebContents()
        .find((contents) => contents.getURL().startsWith('app://sound-meter/'));
      const answers: unknown = await meter?.executeJavaScript(script);
      return { answers, url: meter?.getURL() };
    }, TRIES);
    expect(reached).toEqual({
      answers: ['undefined', 'undefined', 404, 404, 'refused', 'refused', 'refused', 'refused', 'null'],
      url: 'app://sound-meter/sound-meter/index.html',
    });
  });
  await test.step('and has a successor when it has crashed', async () => {
    const [before] = await meterProcesses(program);
    await app.evaluate(({ webContents }) => {
      for (const contents of webContents.getAllWebContents())
        if (contents.getURL().startsWith('app://sound-meter/')) contents.forcefullyCrashRenderer();
    });
    const again = {
      clip_id: 'again',
      title: 'again',
      audio_url: server.file('/again.m4a', { bytes: audio() }),
    };
    server.job(WAITING, success([again]));
    await ask(program, 'jobs.add', { text: WAITING });
    await expect(rows.filter({ hasText: 'again' })).toContainText('m4a', { timeout: 60_000 });
    expect(await measured(program, ['again'])).toMatchObject([{ state: 'measured' }]);
    const [after] = await meterProcesses(program);
    expect(after).not.toBe(before);
    await expect(window.getByText('The window was reloaded')).toHaveCount(0);
  });
  await test.step('that ends when there is nothing to measure any more', async () => {
    await expect.poll(() => meterProcesses(program), { timeout: 60_000 }).toEqual([]);
  });
  await server.close();
});
