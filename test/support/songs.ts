import { createHash } from 'node:crypto';
import type { FileScript, FlowServer, RemoteClipFields } from './flow-server';
import { audio, jpg, video, wav } from './media';

/** Jobs and clips as the documentation shows them. */

/** A UUID that is the same for the same name. */
export function uuid(name: string): string {
  const hex = createHash('sha1').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export const WORDS = '[Verse 1]\nSalt on the railing\nLight on the bay\n\n[Chorus]\nCarry me over';

/** A clip without files; fields given win. */
export function clip(name: string, fields: RemoteClipFields = {}): RemoteClipFields {
  return {
    clip_id: uuid(`clip ${name}`),
    title: name,
    lyrics_id: null,
    lyrics_timing_markers: null,
    image_url: null,
    audio_url: null,
    wav_url: null,
    video_url: null,
    create_time: '2026-05-01 12:00:00',
    ...fields,
  };
}

export interface ServedFiles {
  readonly cover: Buffer;
  readonly audio: Buffer;
  readonly wav: Buffer;
  readonly video: Buffer;
}

/** Puts the four files of a song on the host; returns the clip's address fields and the bytes. */
export function serveFiles(
  server: FlowServer,
  name: string,
): { readonly urls: RemoteClipFields; readonly bytes: ServedFiles } {
  const bytes: ServedFiles = { cover: jpg(), audio: audio(), wav: wav(), video: video() };
  const path = `/${uuid(name)}`;
  return {
    urls: {
      image_url: server.file(`${path}.jpg`, { bytes: bytes.cover, type: 'image/jpeg' }),
      audio_url: server.file(`${path}.m4a`, { bytes: bytes.audio, type: 'audio/mp4' }),
      wav_url: server.file(`${path}.wav`, { bytes: bytes.wav, type: 'audio/wav' }),
      video_url: server.file(`${path}.mp4`, { bytes: bytes.video, type: 'video/mp4' }),
    },
    bytes,
  };
}

/** A clip with a single file of sound, served as the script says. */
export function clipWithAudio(
  server: FlowServer,
  name: string,
  script: FileScript | Buffer,
  fields: RemoteClipFields = {},
): RemoteClipFields {
  return clip(name, { audio_url: server.file(`/${uuid(name)}.audio`, script), ...fields });
}
