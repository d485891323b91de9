import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { MEDIA_SCHEME, parseMediaUrl } from '@shared/media-url';
import { parseRange } from '../domain/byte-range';
import { MIME_TYPES } from '../domain/media-format';
import type { App } from '../app';

/**
 * Serves the library's own files to the window. Ranges are answered here with 206: without it players cannot seek
 * (`net.fetch` of a file ignores them).
 *
 * @param pageOrigin origin of the program's own page, the only one that may read what it is served
 */
export function serveMedia(app: () => App | null, pageOrigin: string): void {
  protocol.handle(MEDIA_SCHEME, async (request) => {
    const address = parseMediaUrl(request.url);
    if (!address || (request.method !== 'GET' && request.method !== 'HEAD'))
      return new Response(null, { status: 404 });
    const file = await app()?.openFile(address.clipId, address.kind);
    if (!file?.asset.format) return new Response(null, { status: 404 });
    try {
      return await answer(request, file.path, MIME_TYPES[file.asset.format], pageOrigin);
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

async function answer(request: Request, path: string, type: string, pageOrigin: string): Promise<Response> {
  const { size } = await stat(path);
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
  const body = request.method === 'HEAD' || size === 0 ? null : streamOf(path, start, end);
  return new Response(body, {
    status: range.kind === 'part' ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(Math.max(0, end - start + 1)),
      ...(range.kind === 'part' ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
    },
  });
}

function streamOf(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array>;
}
