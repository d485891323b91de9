import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startFlowServer, type FileScript, type FlowServer } from '../test/support/flow-server';
import { clip, uuid } from '../test/support/songs';

/** A file that a job brings: where it is served and what is served there. */
export interface ServedFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** What the song's lossless file holds; there is none where it is left out. */
  readonly wavBytes?: Buffer;
}

/** A job that is done. */
export interface ServedJob {
  readonly id: string;
  /** The answer about it as text: pasted, it need not be asked for. */
  readonly answer: string;
}

/** The service and its host of files, played in this process. */
export interface Service extends FlowServer {
  /**
   * Makes a job that brings a song for each of these files, called `<title> 1` and so on.
   *
   * @param script how the files are served, where not as usual
   */
  serveJob(title: string, files: readonly ServedFile[], script?: Omit<FileScript, 'bytes'>): ServedJob;
}

export async function startService(): Promise<Service> {
  const server = await startFlowServer({ now: () => performance.now() });
  return {
    ...server,
    url: server.url,
    fileUrl: server.fileUrl,
    serveJob(title, files, script = {}) {
      const clips = files.map(({ path, bytes, wavBytes }, index) => {
        // Named by hand: to make a tag of the bytes anew for every answer would cost the one who waits for it.
        const audio_url = server.file(path, { bytes, etag: `"${path}"`, ...script });
        const wav_url =
          wavBytes === undefined
            ? null
            : server.file(`${path}-lossless`, { bytes: wavBytes, etag: `"${path}-lossless"`, ...script });
        return clip(`${title} ${index + 1}`, { audio_url, wav_url });
      });
      const id = uuid(title);
      const data = {
        jobId: id,
        action: 'music',
        progress: '100%',
        mv: 'FUZZ-2.0',
        quota: '1',
        hookUrl: null,
        clips,
      };
      const answer = JSON.stringify({ status: 'SUCCESS', message: 'success', jobId: id, data });
      server.job(id, { body: answer, headers: { 'content-type': 'application/json' } });
      return { id, answer };
    },
  };
}

/** A file of the sample songs. */
export function sampleFile(media: string, name: string): ServedFile {
  return { path: `/${name}`, bytes: readFileSync(join(media, name)) };
}
