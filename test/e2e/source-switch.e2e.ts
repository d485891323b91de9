import { startFlowServer, success } from '../support/flow-server';
import { audio, wav } from '../support/media';
import { addJobs } from './add-jobs';
import { expect, test } from './program';
import { KEY } from './three-songs';

/** From the compressed file to the WAV and back while the song plays. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000061';

/** Hears what goes to the loudspeakers, in blocks of 256 samples. */
const LISTEN = `{
  window.heard = [];
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
}`;

/** The longest silence in what was heard and for how long it was listened, in milliseconds; the file that plays and its place, in seconds. */
interface Heard {
  readonly silenceMs: number;
  readonly heardMs: number;
  readonly files: readonly string[];
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
  const heardMs = ((window.heard.at(-1)?.[0] ?? 0) - (window.heard[0]?.[0] ?? 0)) * 1000;
  const playing = [...document.querySelectorAll('video')].filter((media) => !media.paused);
  return { silenceMs: silence * 1000, heardMs, files: playing.map(({ src }) => src) };
})()`;

/** A block of the listener that is silent by itself is one of its own late ones. */
const GAP_LIMIT_MS = 6;

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
    await window.evaluate('window.heard = [];');
    await window.waitForTimeout(500);
    await source.click();
    await expect(source).toHaveAttribute('aria-pressed', String(isWav));
    await window.waitForTimeout(1_500);
    const { silenceMs, heardMs, files } = await window.evaluate<Heard>(TELL);
    testInfo.annotations.push({
      type: isWav ? 'to WAV' : 'back',
      description: `silent for ${Math.round(silenceMs)} ms of ${Math.round(heardMs)} ms`,
    });
    expect(heardMs).toBeGreaterThan(1_000);
    expect(silenceMs).toBeLessThan(GAP_LIMIT_MS);
    // The other one has been closed.
    expect(files).toEqual([expect.stringMatching(isWav ? /\/wav\b/ : /\/audio\b/)]);
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  }
  await server.close();
});
