import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { parseRange } from '../domain/byte-range';

/**
 * A small service on this machine that speaks like the Flow Music API and its file host: jobs that wait, are being made
 * and end, and the files of a handful of songs made for this project. The program treats it as any API address.
 */
export interface SampleService {
  /** The address to use as the API's. */
  readonly url: string;
  /** Ids of all sample jobs, in the order in which they were made. */
  readonly jobIds: readonly string[];
  close(): Promise<void>;
}

export interface SampleServiceOptions {
  /** Folder with `catalogue.json` and `media/`. */
  readonly folder: string;
  /** 0 lets the system choose. */
  readonly port?: number;
  /** Only this key is accepted; every key when absent. */
  readonly key?: string;
  /** Jobs live so many times faster than the catalogue says. */
  readonly speed?: number;
}

/** The catalogue as README.md beside it describes it. */
interface Catalogue {
  readonly version: number;
  readonly jobs: readonly CatalogueJob[];
}

interface CatalogueJob {
  readonly jobId: string;
  readonly action: string;
  readonly mv: string;
  readonly quota: string;
  readonly timeline: { readonly pendingMs: number; readonly runningMs: number };
  readonly outcome: 'SUCCESS' | 'FAILED';
  readonly message: string;
  readonly clips: readonly CatalogueClip[];
}

interface CatalogueClip {
  readonly image: string | null;
  readonly audio: string | null;
  readonly wav: string | null;
  readonly video: string | null;
  readonly [field: string]: unknown;
}

const FETCH_PATH = '/flowmusic/v1/fetch';
const MEDIA_PATH = '/media/';
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.m4a': 'audio/mp4',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.mp4': 'video/mp4',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

/** Starts the service on the loopback interface. Throws when the catalogue cannot be read. */
export async function startSampleService(options: SampleServiceOptions): Promise<SampleService> {
  const catalogue = JSON.parse(await readFile(join(options.folder, 'catalogue.json'), 'utf8')) as Catalogue;
  const jobs = new Map(catalogue.jobs.map((job) => [job.jobId, job]));
  const speed = options.speed ?? 1;
  /** A job's life begins when it is first asked about. */
  const firstAsked = new Map<string, number>();

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      sendJson(response, 405, { status: 'FAILED', message: 'Only GET is served here.', data: null });
    } else if (pathname === FETCH_PATH) {
      answerFetch(request, response, searchParams.get('job_id') ?? '');
    } else if (pathname.startsWith(MEDIA_PATH)) {
      await sendFile(request, response, options.folder, pathname);
    } else {
      sendJson(response, 404, { status: 'FAILED', message: 'No such address.', data: null });
    }
  }

  function answerFetch(request: IncomingMessage, response: ServerResponse, jobId: string): void {
    const key = request.headers['tt-api-key'];
    if (key === undefined || (options.key !== undefined && key !== options.key)) {
      sendJson(response, 401, { status: 'FAILED', message: 'The API key is wrong.', data: null });
      return;
    }
    const job = jobs.get(jobId);
    if (!job) {
      sendJson(response, 404, { status: 'FAILED', message: 'The job does not exist.', data: null });
      return;
    }
    const now = Date.now();
    const began = firstAsked.get(jobId) ?? now;
    firstAsked.set(jobId, began);
    sendJson(response, 200, describe(job, (now - began) * speed, url));
  }

  return {
    url,
    jobIds: catalogue.jobs.map((job) => job.jobId),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The answer about a job of this age. */
function describe(job: CatalogueJob, ageMs: number, url: string) {
  const { pendingMs, runningMs } = job.timeline;
  const head = { jobId: job.jobId, action: job.action, mv: job.mv, hookUrl: null };
  if (ageMs < pendingMs) {
    return {
      status: 'PENDING_QUEUE',
      message: '',
      jobId: job.jobId,
      data: { ...head, progress: '0%', quota: null, clips: [] },
    };
  }
  if (ageMs < pendingMs + runningMs) {
    const progress = Math.min(99, Math.round((100 * (ageMs - pendingMs)) / runningMs));
    return {
      status: 'ON_QUEUE',
      message: '',
      jobId: job.jobId,
      data: { ...head, progress: `${progress}%`, quota: null, clips: [] },
    };
  }
  if (job.outcome === 'FAILED') {
    return {
      status: 'FAILED',
      message: job.message,
      jobId: job.jobId,
      data: { ...head, progress: null, quota: '0', clips: [] },
    };
  }
  return {
    status: 'SUCCESS',
    message: job.message,
    jobId: job.jobId,
    data: {
      ...head,
      progress: '100%',
      quota: job.quota,
      clips: job.clips.map((clip) => toRemoteClip(clip, url)),
    },
  };
}

function toRemoteClip({ image, audio, wav, video, ...fields }: CatalogueClip, url: string) {
  const address = (path: string | null) => (path === null ? null : `${url}/${path}`);
  return {
    ...fields,
    image_url: address(image),
    audio_url: address(audio),
    wav_url: address(wav),
    video_url: address(video),
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Serves one file of the catalogue, whole or a part of it. */
async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  pathname: string,
): Promise<void> {
  const name = decodeURIComponent(pathname.slice(MEDIA_PATH.length));
  const type = CONTENT_TYPES[extname(name)];
  const path = join(folder, 'media', name);
  const size = /^[\w-]+\.\w+$/.test(name) && type ? await sizeOf(path) : null;
  if (size === null || type === undefined) {
    sendJson(response, 404, { message: 'No such file.' });
    return;
  }
  const etag = `"${name}-${size}"`;
  const ifRange = request.headers['if-range'];
  const isRangeWanted = ifRange === undefined || ifRange === etag;
  const range = parseRange(isRangeWanted ? (request.headers.range ?? null) : null, size);
  const headers = { 'content-type': type, etag, 'accept-ranges': 'bytes' };
  if (range.kind === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${size}` }).end();
    return;
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, size - 1];
  response.writeHead(range.kind === 'part' ? 206 : 200, {
    ...headers,
    'content-length': end - start + 1,
    ...(range.kind === 'part' ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(path, { start, end }).pipe(response);
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    return null;
  }
}
