import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { MEDIA_SCHEME, parseMediaUrl } from '@shared/media-url';
import { parseRange } from '../domain/byte-range';
import { MIME_TYPES } from '../domain/media-format';
import type { App } from '../app';
import { createOpenedFiles, isSameFile, type OpenedFiles } from './opened-files';

/**
 * Serves the library's own files to the window. Ranges are answered here with 206: without it players cannot seek
 * (`net.fetch` of a file ignores them).
 *
 * @param pageOrigin origin of the program's own page, the only one that may read what it is served
 */
export function serveMedia(app: () => App | null, pageOrigin: string): void {
  const opened = createOpenedFiles();
  protocol.handle(MEDIA_SCHEME, async (request) => {
    const address = parseMediaUrl(request.url);
    if (!address || (request.method !== 'GET' && request.method !== 'HEAD'))
      return new Response(null, { status: 404 });
    const file = await app()?.openFile(address.clipId, address.kind);
    // Of schemes other than HTTP Chromium takes no notice of a status: it would remember a 404 as an empty file, and not ask
    // again when the file is back.
    if (!file?.asset.format) return Response.error();
    try {
      return await answer(request, file.path, MIME_TYPES[file.asset.format], { pageOrigin, opened });
    } catch {
      return Response.error();
    }
  });
}

interface AnswerOptions {
  readonly pageOrigin: string;
  readonly opened: OpenedFiles;
}

async function answer(
  request: Request,
  path: string,
  type: string,
  { pageOrigin, opened }: AnswerOptions,
): Promise<Response> {
  const file = await stat(path);
  const { size } = file;
  const range = parseRange(request.headers.get('range'), size);
  const headers = {
    'content-type': type,
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    // The window draws covers anew for the system's media panel. By the standard that takes this leave, though Chromium
    // 130 was seen to do without; no other origin gets it.
    'access-control-allow-origin': pageOrigin,
  };
  if (range.kind === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, size - 1];
  // Bytes of two files in a row would be noise, and where the second is shorter the player would wait for ever.
  if (!opened.goesOn(request.url, start, file)) return new Response(null, { status: 412 });
  const isSame = async () => isSameFile(await stat(path), file);
  const body = request.method === 'HEAD' || size === 0 ? null : streamOf(path, start, end, isSame);
  return new Response(body, {
    status: range.kind === 'part' ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(Math.max(0, end - start + 1)),
      ...(range.kind === 'part' ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
    },
  });
}

type IsSame = () => Promise<boolean>;

function streamOf(path: string, start: number, end: number, isSame: IsSame): ReadableStream<Uint8Array> {
  const bytes = Readable.from(readWhileSame(path, start, end, isSame), { objectMode: false });
  return Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
}

/** A long file is read for as long as it plays, and may be written over meanwhile. */
async function* readWhileSame(
  path: string,
  start: number,
  end: number,
  isSame: IsSame,
): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { start, end }) as AsyncIterable<Buffer>) {
    if (!(await isSame())) throw new Error('The file was replaced while it was read.');
    yield chunk;
  }
}
