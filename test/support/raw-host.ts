import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { etagOf } from './flow-server';
import { selfSigned } from './self-signed';

/** A host of files that writes to its sockets itself, so that it can break every rule of HTTP. */
export interface RawHost {
  readonly url: string;
  /** The heads of all requests as they came, oldest first. */
  readonly requests: readonly RawRequest[];
  /** Requests for one path, or all. */
  asked(path?: string): readonly RawRequest[];
  /** Sets what a path answers; returns its address. */
  file(path: string, script: RawScript): string;
  close(): Promise<void>;
}

export interface RawRequest {
  readonly path: string;
  /** Request line and headers, as text. */
  readonly head: string;
  /** How often the path was asked for before. */
  readonly count: number;
  /** First byte of the range that was asked for; 0 when none was. */
  readonly from: number;
  readonly hasRange: boolean;
}

/** Answers one request on its socket and ends that when it wants to. */
export type RawScript = (socket: Socket, request: RawRequest) => void;

export interface RawHostOptions {
  /** With a certificate that nobody has vouched for. */
  readonly isTls?: boolean;
  /** Called with every new connection; for hosts that break it off at once. */
  readonly onConnection?: (socket: Socket) => void;
}

export async function startRawHost(options: RawHostOptions = {}): Promise<RawHost> {
  const scripts = new Map<string, RawScript>();
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();

  function serve(socket: Socket): void {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // What the program does to the connection is its own affair.
    socket.on('error', () => undefined);
    options.onConnection?.(socket);
    let head = '';
    socket.on('data', (data: Buffer) => {
      head += data.toString('latin1');
      if (!/^[A-Z]/.test(head)) endWith(socket, headOf('400 Bad Request', { 'content-length': 0 }));
      if (!head.includes('\r\n\r\n')) return;
      const request = readRequest(head, requests);
      head = '';
      requests.push(request);
      (scripts.get(request.path) ?? status(404))(socket, request);
    });
  }

  const server: Server = options.isTls === true ? createTlsServer(selfSigned(), serve) : createServer(serve);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `${options.isTls === true ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    asked: (path) => requests.filter((each) => path === undefined || each.path === path),
    file(path, script) {
      scripts.set(path, script);
      return url + path;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function readRequest(head: string, before: readonly RawRequest[]): RawRequest {
  const path = head.split(' ')[1] ?? '';
  const range = /^range: bytes=(\d+)-\r$/im.exec(head);
  return {
    path,
    head,
    count: before.filter((each) => each.path === path).length,
    from: Number(range?.[1] ?? 0),
    hasRange: range !== null,
  };
}

// ---------------------------------------------------------------------------------------------- pieces of answers

export type RawHeaders = Readonly<Record<string, string | number>>;

/** The head of an answer; the connection is told to end after it. */
export function headOf(line: string, headers: RawHeaders = {}): string {
  const lines = Object.entries({ connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`HTTP/1.1 ${line}`, ...lines, '', ''].join('\r\n');
}

/** Sends this and ends the connection in order. */
export function endWith(socket: Socket, ...parts: readonly (string | Buffer)[]): void {
  for (const part of parts.slice(0, -1)) socket.write(part);
  socket.end(parts.at(-1) ?? '');
}

/** Sends this and ends the connection in order, once it was read. */
export function endSoon(socket: Socket, ...parts: readonly (string | Buffer)[]): void {
  for (const part of parts) socket.write(part);
  setTimeout(() => socket.end(), 20);
}

/** Sends this and breaks the connection once it was read. */
export function resetAfter(socket: Socket, ...parts: readonly (string | Buffer)[]): void {
  for (const part of parts) socket.write(part);
  setTimeout(() => socket.resetAndDestroy(), 20);
}

/** A status without a body. */
export function status(code: number, headers: RawHeaders = {}): RawScript {
  return (socket) => endWith(socket, headOf(`${code} Status`, { 'content-length': 0, ...headers }));
}

/** A host as it should be: length, tag, ranges. */
export function good(bytes: Buffer, headers: RawHeaders = {}): RawScript {
  return (socket, request) => {
    const body = bytes.subarray(request.from);
    const range = `bytes ${request.from}-${bytes.length - 1}/${bytes.length}`;
    const always = {
      etag: etagOf(bytes),
      'accept-ranges': 'bytes',
      'content-length': body.length,
      ...headers,
    };
    if (request.hasRange && request.from >= bytes.length) {
      status(416, { 'content-range': `bytes */${bytes.length}` })(socket, request);
    } else if (request.hasRange) {
      endWith(socket, headOf('206 Partial Content', { ...always, 'content-range': range }), body);
    } else endWith(socket, headOf('200 OK', always), body);
  };
}

/** So many first answers are bad, the later ones are not. */
export function first(times: number, bad: RawScript, then: RawScript): RawScript {
  return (socket, request) => (request.count < times ? bad : then)(socket, request);
}

/** The scripts answer one after the other; the last one repeats. */
export function inTurn(...scripts: readonly [RawScript, ...RawScript[]]): RawScript {
  return (socket, request) => (scripts[request.count] ?? scripts.at(-1) ?? scripts[0])(socket, request);
}

/** A body in one chunk, with the mark of its end or without. */
export function chunked(body: Buffer, isEnded: boolean): Buffer {
  const size = Buffer.from(`${body.length.toString(16)}\r\n`);
  const chunk = body.length === 0 ? Buffer.alloc(0) : Buffer.concat([size, body, Buffer.from('\r\n')]);
  return isEnded ? Buffer.concat([chunk, Buffer.from('0\r\n\r\n')]) : chunk;
}
