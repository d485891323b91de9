import { failed, pending, running, startFlowServer, success } from '../support/flow-server';
import { audio, video } from '../support/media';
import { expect, type Bench } from './program';

/** The key that the server of these songs takes. */
export const KEY = 'key-for-the-end-to-end-suite-4711';
/** A job that is done and has brought three songs, one that is being made and one that failed. */
export const DONE = 'bbbbbbbb-0000-4000-8000-000000000001';
export const WAITING = 'bbbbbbbb-0000-4000-8000-000000000002';
export const FAILED = 'bbbbbbbb-0000-4000-8000-000000000003';

/** A service with these jobs. *Beacon* has a video. */
export async function startServer() {
  const server = await startFlowServer({ key: KEY });
  const clips = ['Anchor', 'Beacon', 'Current'].map((title, index) => ({
    clip_id: `clip-${index}`,
    title,
    lyrics: `[Verse]\n${title} sings alone`,
    create_time: `2026-11-0${index + 1} 10:00:00`,
    audio_url: server.file(`/${title}.m4a`, { bytes: audio(), type: 'audio/mp4' }),
    video_url:
      title === 'Beacon' ? server.file(`/${title}.mp4`, { bytes: video(), type: 'video/mp4' }) : null,
  }));
  server.job(DONE, success(clips));
  server.job(WAITING, [pending(), running(62)]);
  server.job(FAILED, failed('The prompt was refused.'));
  return server;
}

/**
 * Starts the program with the three songs in it, on the list of them.
 *
 * @param modules what the program loads before anything of its own
 */
export async function launchWithSongs(bench: Bench, modules: readonly string[] = []) {
  const server = await startServer();
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url }, modules });
  const { window } = program;
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await dialog.getByRole('textbox', { name: 'Job ids' }).fill(DONE);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await window.getByRole('link', { name: 'Songs' }).click();
  const songs = window.getByRole('grid', { name: 'Songs' });
  await expect(songs.getByRole('row', { name: /^Anchor/ })).toContainText('m4a');
  await expect(songs.getByRole('row', { name: /^Beacon/ })).toContainText('video');
  await expect(songs).not.toContainText('%');
  const player = window.getByRole('region', { name: 'Player' });
  return {
    server,
    ...program,
    songs,
    player,
    row: (title: string) => songs.getByRole('row', { name: new RegExp(`^${title}`) }),
  };
}
