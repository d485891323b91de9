import { startFlowServer, success } from '../support/flow-server';
import { audio, wav } from '../support/media';
import { addJobs } from './add-jobs';
import { expect, test } from './program';
import { KEY } from './three-songs';

/** From the compressed file to the WAV and back while the song plays. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000061';

/** Hears what goes to the loudspeakers, in blocks of 256 samples, and notes where the element stands. */
const LISTEN = `{
  window.heard = [];
  window.places = [];
  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && !window.isListening) {
      window.isListening = true;
      const ear = this.context.createScriptProcessor(256, 2, 1);
      ear.onaudioprocess = ({ inputBuffer, playbackTime }) => {
        let loudest = 0;
        for (const sample of inputBuffer.getChannelData(0)) loudest = Math.max(loudest, Math.abs(sample));
        window.heard.push([playbackTime, loudest]);
      };
      connect.call(this, ear);
      connect.call(ear, target);
    }
    return connect.call(this, target, ...rest);
  };
  setInterval(() => {
    for (const media of document.querySelectorAll('video')) {
      if (media.getAttribute('src') === null || media.paused || media.readyState < 2) continue;
      window.places.push([media.src, media.currentTime]);
    }
  }, 4);
}`;

/** The longest silence in what was heard, both in milliseconds, and the places around each change of file, in seconds. */
interface Heard {
  readonly silenceMs: number;
  readonly heardMs: number;
  readonly changes: readonly { readonly from: number; readonly to: number }[];
}

const TELL = `(() => {
  let silence = 0;
  let since = null;
  for (const [at, loudest] of window.heard) {
    if (loudest > 1e-4) since = null;
    else {
      since ??= at;
      silence = Math.max(silence, at + 256 / 48000 - since);
    }
  }
  const changes = [];
  window.places.forEach(([src, at], index) => {
    const before = window.places[index - 1];
    if (before && before[0] !== src) changes.push({ from: before[1], to: at });
  });
  const heardMs = ((window.heard.at(-1)?.[0] ?? 0) - (window.heard[0]?.[0] ?? 0)) * 1000;
  return { silenceMs: silence * 1000, heardMs, changes };
})()`;

test('another file of the song goes on at the same place', async ({ bench }, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.job(
    JOB,
    success([
      {
        clip_id: 'clip-1',
        title: 'Low Tide',
        audio_url: server.file('/a.m4a', { bytes: audio(), type: 'audio/mp4' }),
        wav_url: server.file('/a.wav', { bytes: wav(), type: 'audio/wav' }),
      },
    ]),
  );
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Songs' }).click();
  const row = window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Low Tide/ });
  await expect(row).toContainText('WAV');
  await expect(row).not.toContainText('%');
  await window.evaluate(LISTEN);
  await row.dblclick();
  const player = window.getByRole('region', { name: 'Player' });
  const seek = player.getByRole('slider', { name: 'Seek' });
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:0[5-9] of/);

  const source = player.getByRole('button', { name: 'WAV, lossless' });
  for (const isWav of [true, false]) {
    await window.evaluate('window.heard = []; window.places = [];');
    await window.waitForTimeout(500);
    await source.click();
    await expect(source).toHaveAttribute('aria-pressed', String(isWav));
    await window.waitForTimeout(1_500);
    const { silenceMs, heardMs, changes } = await window.evaluate<Heard>(TELL);
    const moved = changes.map(({ from, to }) => Math.round((to - from) * 1_000));
    testInfo.annotations.push({
      type: isWav ? 'to WAV' : 'back',
      description: `silent for ${Math.round(silenceMs)} ms, place off by ${moved.join(', ')} ms`,
    });
    // It was listened to, and most of it is sound.
    expect(silenceMs).toBeLessThan(heardMs / 4);
    expect(changes).toHaveLength(1);
    expect(Math.abs(moved[0] ?? NaN)).toBeLessThanOrEqual(100);
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  }
  await server.close();
});
