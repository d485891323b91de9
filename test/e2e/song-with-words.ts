import { startFlowServer, success } from '../support/flow-server';
import { audio, otherAudio, png, video } from '../support/media';
import { addJobs } from './add-jobs';
import { expect, type Bench } from './program';
import { KEY } from './three-songs';

const JOB = 'bbbbbbbb-0000-4000-8000-000000000051';
const WORDS = [
  '[Verse 1]',
  'Salt on the railing',
  'Light on the bay',
  'Rope on the bollard',
  '[Chorus]',
  'Carry me over',
  'Carry me home',
  '[Outro]',
  'Low tide, low tide',
].join('\n');
/** Seconds at which lines begin, by their first words. */
const MARKERS = [
  ['Salt', 3],
  ['Light', 6],
  ['Rope', 9],
  ['Carry me over', 14],
  ['Carry me home', 18],
  ['Low', 25],
].map(([words, second]) => [WORDS.indexOf(String(words)), second]);

/** Starts the program with a song whose words have times, with a video, and one that has no words; both of 33 s. */
export async function launchWithWords(bench: Bench) {
  const server = await startFlowServer({ key: KEY });
  server.job(
    JOB,
    success([
      {
        clip_id: 'clip-1',
        title: 'Low Tide',
        audio_url: server.file('/a.m4a', { bytes: audio(), type: 'audio/mp4' }),
        image_url: server.file('/a.png', { bytes: png(), type: 'image/png' }),
        video_url: server.file('/a.mp4', { bytes: video(), type: 'video/mp4' }),
        lyrics: WORDS,
        lyrics_timing_markers: MARKERS,
        create_time: '2026-11-02 10:00:00',
      },
      {
        clip_id: 'clip-2',
        title: 'Without words',
        audio_url: server.file('/b.m4a', { bytes: otherAudio(), type: 'audio/mp4' }),
        create_time: '2026-11-01 10:00:00',
      },
    ]),
  );
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Songs' }).click();
  const songs = window.getByRole('grid', { name: 'Songs' });
  const row = (title: string) => songs.getByRole('row', { name: new RegExp(`^${title}`) });
  await expect(row('Low Tide')).toContainText('video');
  await expect(row('Without words')).toContainText('m4a');
  await expect(songs).not.toContainText('%');
  const player = window.getByRole('region', { name: 'Player' });
  return { ...program, server, row, player, seek: player.getByRole('slider', { name: 'Seek' }) };
}
