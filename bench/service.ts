import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startFlowServer, success, type FlowServer } from '../test/support/flow-server';
import { clip, uuid } from '../test/support/songs';

/** A file that a job brings: where it is served and what is served there. */
export interface ServedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** The service and its host of files, played in this process. */
export interface Service extends FlowServer {
  /** Makes a job that brings a song for each of these files, called `<title> 1` and so on; the job's id. */
  serveJob(title: string, files: readonly ServedFile[]): string;
}

export async function startService(): Promise<Service> {
  const server = await startFlowServer({ now: () => performance.now() });
  return {
    ...server,
    url: server.url,
    fileUrl: server.fileUrl,
    serveJob(title, files) {
      const clips = files.map(({ path, bytes }, index) => {
        // Named by hand: to make a tag of the bytes anew for every answer would cost the one who waits for it.
        const audio_url = server.file(path, { bytes, etag: `"${path}"` });
        return clip(`${title} ${index + 1}`, { audio_url });
      });
      const job = uuid(title);
      server.job(job, success(clips));
      return job;
    },
  };
}

/** A file of the sample songs. */
export function sampleFile(media: string, name: string): ServedFile {
  return { path: `/${name}`, bytes: readFileSync(join(media, name)) };
}
