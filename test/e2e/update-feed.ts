import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A source of updates on this machine, as `electron-updater` knows them: a list of versions and the file that it names. */
export interface UpdateFeed {
  readonly url: string;
  readonly requests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** What it serves from now on. */
  serve(release: Release): void;
  /** Lets the file come to its end that `isHeld`. */
  release(): void;
  close(): Promise<void>;
}

export interface Release {
  readonly version?: string;
  readonly notes?: string;
  readonly bytes?: Buffer;
  /** The list says something else than the file is. */
  readonly isHashWrong?: boolean;
  /** Where the list says that the file is; beside the list when absent. */
  readonly fileUrl?: string;
  /** Where a request for the file is led. */
  readonly redirect?: string;
  /** The list itself, whatever it holds. */
  readonly list?: string;
  /** The file stops in its midst until it is let go. */
  readonly isHeld?: boolean;
}

export const FILE_NAME = 'Flowshelf-0.2.0.AppImage';
const PROGRESS_MS = 1_300;
/** Larger than what is held back somewhere on the way. */
const USUAL_BYTES = Buffer.alloc(3_000_000, 'flowshelf ');

export async function startUpdateFeed(): Promise<UpdateFeed> {
  const requests: { path: string; headers: IncomingHttpHeaders }[] = [];
  let served: Release = {};
  let letGo: () => void = () => undefined;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://feed');
    requests.push({ path: pathname, headers: request.headers });
    const bytes = served.bytes ?? USUAL_BYTES;
    if (pathname === '/latest-linux.yml') {
      response.writeHead(200, { 'content-type': 'text/yaml' }).end(listOf(served, bytes));
    } else if (pathname === `/${FILE_NAME}` && served.redirect !== undefined) {
      response.writeHead(302, { location: served.redirect }).end();
    } else if (pathname === `/${FILE_NAME}`) {
      response.writeHead(200, { 'content-length': bytes.byteLength });
      if (served.isHeld === true) {
        let sent = 0;
        const send = () => {
          const next = sent + Math.floor(bytes.byteLength / 4);
          response.write(bytes.subarray(sent, next));
          sent = next;
        };
        send();
        // The updater tells once a second, and only when something arrives.
        const later = setTimeout(send, PROGRESS_MS);
        letGo = () => {
          clearTimeout(later);
          response.end(bytes.subarray(sent));
        };
        response.on('close', () => clearTimeout(later));
      } else response.end(bytes);
    } else {
      response.writeHead(404).end();
    }
  });
  const url = await listen(server);
  return {
    url,
    requests,
    serve(release) {
      served = release;
    },
    release: () => letGo(),
    close: () => closeServer(server),
  };
}

/** A server of another hand, which nobody should come to. */
export async function startStranger(): Promise<{
  readonly url: string;
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end('x');
  });
  // A program that wants a tunnel says where to.
  server.on('connect', (request, socket) => {
    requests.push(`CONNECT ${request.url ?? ''}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  return { url: await listen(server), requests, close: () => closeServer(server) };
}

function listOf({ version = '0.2.0', notes, isHashWrong, fileUrl, list }: Release, bytes: Buffer): string {
  if (list !== undefined) return list;
  const sha512 = createHash('sha512')
    .update(isHashWrong === true ? 'another file' : bytes)
    .digest('base64');
  return JSON.stringify({
    version,
    files: [{ url: fileUrl ?? FILE_NAME, sha512, size: bytes.byteLength }],
    path: fileUrl ?? FILE_NAME,
    sha512,
    releaseDate: '2026-11-29T00:00:00.000Z',
    ...(notes === undefined ? {} : { releaseNotes: notes }),
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
