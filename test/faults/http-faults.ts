import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { AssetKind, DownloadFailureCode } from '@shared/model';
import { audio, bigAudio, jpg, mp3, png, video, wav, webp } from '../support/media';
import {
  chunked,
  endSoon,
  endWith,
  first,
  good,
  headOf,
  inTurn,
  resetAfter,
  status,
  type RawHost,
  type RawHostOptions,
  type RawScript,
} from '../support/raw-host';
import { etagOf } from '../support/flow-server';

/** One way in which a host of files is bad, and what has to become of the file. */
export interface FaultCase {
  readonly name: string;
  /** What the address of the file answers. */
  readonly host?: RawScript;
  /** The address itself, where one on the usual host does not do. */
  readonly address?: (hosts: FaultHosts) => string | Promise<string>;
  /** The bytes that the file has in the end, or why it has none. */
  readonly end: Buffer | DownloadFailureCode;
  /** Another word for why it has none, where a race decides which is found first. */
  readonly orEnd?: DownloadFailureCode;
  /** `audio` when absent. */
  readonly kind?: AssetKind;
  /** Most requests to hosts of files, for ever. */
  readonly requests: number;
  /** Most questions about the job; one when absent. */
  readonly questions?: number;
  /** Whether the file is kept without anybody vouching for its end. */
  readonly isUnverified?: boolean;
  /** Whether bytes that had come before are still there when it has failed. */
  readonly keepsPart?: boolean;
}

export interface FaultHosts {
  readonly host: RawHost;
  /** Another host, on another port. */
  readonly other: RawHost;
  /** Starts a host that does not even speak HTTP rightly; ended after the case. */
  start(options: RawHostOptions): Promise<RawHost>;
}

export interface FaultKind {
  readonly kind: string;
  readonly cases: readonly FaultCase[];
}

const BYTES = bigAudio(200_000);
const OTHER = bigAudio(200_000, 2);
const SIZE = BYTES.length;
const TAG = etagOf(BYTES);
/** Where a body ends: before it begins, in the first bytes, at the edge of a piece, in the middle, at the last byte. */
const OFFSETS = [0, 1, 255, 256, 65_536, SIZE >> 1, SIZE - 1];
/** The tries that a failure of the file itself gets, and one of how a host answers. */
const FEW = 5;
const MANY = 10;
/** What a host in trouble gets. */
const PATIENT = 20;

const FORMATS: readonly (readonly [string, AssetKind, Buffer])[] = [
  ['m4a', 'audio', audio()],
  ['mp3', 'audio', mp3()],
  ['wav', 'wav', wav()],
  ['mp4', 'video', video()],
  ['jpg', 'cover', jpg()],
  ['png', 'cover', Buffer.from(png())],
  ['webp', 'cover', webp()],
];

/** Bytes of an MP3 without any note about its length. */
function bareMp3(frames: number): Buffer {
  const frame = Buffer.alloc(417, 0x55);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat(Array.from({ length: frames }, () => frame));
}

/** Head and body of a range as a good host sends them, cut after so many bytes. */
function cutAfter(bytes: Buffer, length: number, how: typeof endWith): RawScript {
  return (socket, { from, hasRange }) => {
    const told = { 'content-length': bytes.length - from, etag: etagOf(bytes) };
    const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    const head = hasRange ? headOf('206 Partial Content', { ...told, ...range }) : headOf('200 OK', told);
    how(socket, head, bytes.subarray(from, from + length));
  };
}

/** A whole answer that tells no length: in one chunk, or up to the end of the connection. */
function lengthless(body: Buffer, tag: string | null, how: 'chunked' | 'close'): RawScript {
  const headers: Record<string, string> = tag === null ? {} : { etag: tag };
  return (socket) => {
    if (how === 'close') endWith(socket, headOf('200 OK', headers), body);
    else
      endWith(socket, headOf('200 OK', { ...headers, 'transfer-encoding': 'chunked' }), chunked(body, true));
  };
}

function plain(body: Buffer | string, headers: Record<string, string> = {}): RawScript {
  const bytes = Buffer.from(body);
  return (socket) => endWith(socket, headOf('200 OK', { 'content-length': bytes.length, ...headers }), bytes);
}

const HTML = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to go on</body></html>';
const html = plain(HTML, { 'content-type': 'text/html' });
/** Half of the file comes, then the connection ends: the next request asks for a range. */
const half = cutAfter(BYTES, SIZE >> 1, endSoon);
const whole = good(BYTES);

/** A 206 with these headers for the second half. */
function rest(headers: Record<string, string>, body = BYTES.subarray(SIZE >> 1)): RawScript {
  const always = { 'content-length': String(body.length), etag: TAG };
  return (socket) => endWith(socket, headOf('206 Partial Content', { ...always, ...headers }), body);
}

/** Nothing more comes; the connection stays. */
function stall(...parts: readonly (string | Buffer)[]): RawScript {
  return (socket) => {
    for (const part of parts) socket.write(part);
  };
}

const told = headOf('200 OK', { 'content-length': SIZE, etag: TAG });

function redirect(code: number, location: string): RawScript {
  return status(code, { location });
}

/** A body without end; it stops when nobody listens any more. */
function endless(start: Buffer, headers: Record<string, string>): RawScript {
  const piece = Buffer.alloc(1024 * 1024, 7);
  return (socket) => {
    const send = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', send);
    socket.write(headOf('200 OK', headers));
    socket.write(start);
    send();
  };
}

/** A byte now and then, in real time: the program's clock goes far quicker. */
function trickle(socket: Socket): void {
  socket.write(told);
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else socket.write(BYTES.subarray(at, (at += 1)));
  }, 300);
}

const each = <T>(values: readonly T[], make: (value: T) => FaultCase): FaultCase[] => values.map(make);

/** The kinds of faults, in the words of the plan, each where it applies. */
export const FAULT_KINDS: readonly FaultKind[] = [
  {
    kind: 'short body with Content-Length, clean end',
    cases: [
      {
        name: 'for ever',
        host: cutAfter(BYTES, 10_000, endSoon),
        end: 'short-body',
        requests: FEW,
        keepsPart: true,
      },
      ...each(OFFSETS, (at) => ({
        name: `after ${at} bytes`,
        host: first(1, cutAfter(BYTES, at, endWith), whole),
        end: BYTES,
        requests: 2,
      })),
    ],
  },
  {
    kind: 'short body with Content-Length, reset',
    cases: [
      ...each(OFFSETS.slice(1), (at) => ({
        name: `after ${at} bytes`,
        host: first(1, cutAfter(BYTES, at, resetAfter), whole),
        end: BYTES,
        requests: 2,
      })),
      { name: 'for ever', host: cutAfter(BYTES, 10_000, resetAfter), end: 'short-body', requests: FEW },
    ],
  },
  {
    kind: 'chunked body cut',
    cases: each([SIZE >> 1, 0, 1, 256, SIZE - 1, SIZE], (at) => ({
      name: `after ${at} bytes`,
      host: first(
        1,
        (socket) =>
          endWith(
            socket,
            headOf('200 OK', { 'transfer-encoding': 'chunked', etag: TAG }),
            chunked(BYTES.subarray(0, at), false),
          ),
        whole,
      ),
      end: BYTES,
      requests: 2,
    })),
  },
  {
    kind: 'chunked body short but cleanly ended',
    cases: [
      ...each(FORMATS, ([name, kind, bytes]) => ({
        name: `${name}, continued`,
        kind,
        host: first(
          1,
          lengthless(bytes.subarray(0, bytes.length >> 1), etagOf(bytes), 'chunked'),
          good(bytes),
        ),
        end: bytes,
        requests: 2,
      })),
      ...each(FORMATS, ([name, kind, bytes]) => ({
        name: `${name}, for ever`,
        kind,
        host: lengthless(bytes.subarray(0, bytes.length - 1), null, 'chunked'),
        end: 'short-body' as const,
        requests: FEW,
      })),
    ],
  },
  {
    kind: 'no length and early end',
    cases: [
      ...each(FORMATS, ([name, kind, bytes]) => ({
        name,
        kind,
        host: first(1, lengthless(bytes.subarray(0, bytes.length - 7), null, 'close'), good(bytes)),
        end: bytes,
        requests: 2,
      })),
      {
        name: 'wav, for ever',
        host: lengthless(BYTES.subarray(0, SIZE >> 1), TAG, 'close'),
        end: 'short-body',
        requests: 2 * FEW,
      },
      { name: 'whole all the same', host: lengthless(BYTES, null, 'close'), end: BYTES, requests: 1 },
      {
        name: 'mp3 that does not tell its end',
        host: lengthless(bareMp3(60), null, 'close'),
        end: bareMp3(60),
        requests: 1,
        isUnverified: true,
      },
    ],
  },
  {
    kind: 'body longer than told',
    cases: [
      ...each([SIZE >> 1, 1, 300, SIZE - 4], (at) => ({
        name: `${at} bytes told, the connection ends`,
        host: (socket: Socket) =>
          endWith(socket, headOf('200 OK', { 'content-length': at, etag: TAG }), BYTES),
        end: 'unexpected-status' as const,
        requests: MANY,
      })),
      ...each([SIZE >> 1, 300, SIZE - 4], (at) => ({
        name: `${at} bytes told, the rest comes later`,
        host: (socket: Socket) => {
          socket.write(headOf('200 OK', { 'content-length': at, etag: TAG, connection: 'keep-alive' }));
          socket.write(BYTES.subarray(0, at));
          setTimeout(() => socket.write(BYTES.subarray(at)), 100);
        },
        end: 'short-body' as const,
        // When the connection is used again by then, the rest is taken for the next answer, which it is not.
        orEnd: 'unexpected-status' as const,
        requests: MANY,
      })),
      {
        name: 'all at once, the connection stays',
        host: (socket) => {
          socket.write(headOf('200 OK', { 'content-length': 300, etag: TAG, connection: 'keep-alive' }));
          socket.write(BYTES);
        },
        end: 'unexpected-status',
        requests: MANY,
      },
      {
        name: 'once',
        host: first(
          1,
          (socket) => endWith(socket, headOf('200 OK', { 'content-length': 5_000 }), BYTES),
          whole,
        ),
        end: BYTES,
        requests: 2,
      },
    ],
  },
  {
    kind: 'empty 200',
    cases: [
      { name: 'with a length of 0', host: plain(''), end: 'not-media', requests: FEW },
      {
        name: 'chunked',
        host: lengthless(Buffer.alloc(0), null, 'chunked'),
        end: 'not-media',
        requests: FEW,
      },
      {
        name: 'connection ended',
        host: lengthless(Buffer.alloc(0), null, 'close'),
        end: 'not-media',
        requests: FEW,
      },
      { name: 'once', host: first(1, plain(''), whole), end: BYTES, requests: 2 },
    ],
  },
  {
    kind: 'HTML with 200',
    cases: [
      { name: 'for ever', host: html, end: 'not-media', requests: FEW },
      {
        name: 'called audio',
        host: plain(HTML, { 'content-type': 'audio/mp4' }),
        end: 'not-media',
        requests: FEW,
      },
      { name: 'once', host: first(1, html, whole), end: BYTES, requests: 2 },
      { name: 'to a range: what is held stays', host: inTurn(half, html, whole), end: BYTES, requests: 3 },
      {
        name: 'to every range: what is held stays',
        host: first(1, half, html),
        end: 'not-media',
        requests: FEW,
        keepsPart: true,
      },
    ],
  },
  {
    kind: 'wrong MIME, right bytes',
    cases: each(['text/html', 'application/json', 'image/png', ''], (type) => ({
      name: type || 'none',
      host: good(BYTES, { 'content-type': type }),
      end: BYTES,
      requests: 1,
    })),
  },
  {
    kind: 'right MIME, wrong first bytes',
    cases: each(
      [
        Buffer.from('{"error":"expired"}'),
        png(),
        Buffer.alloc(5_000),
        Buffer.concat([Buffer.from([0]), BYTES]),
      ],
      (body) => ({
        name: `${body.length} bytes`,
        host: plain(body, { 'content-type': 'audio/wav' }),
        end: 'not-media',
        requests: FEW,
      }),
    ),
  },
  {
    kind: 'shorter than one frame',
    cases: [
      { name: 'mp3', host: plain(bareMp3(1).subarray(0, 4)), end: 'short-body', requests: FEW },
      { name: 'm4a', host: plain(audio().subarray(0, 32)), end: 'short-body', requests: FEW },
      { name: 'wav', host: plain(BYTES.subarray(0, 44)), end: 'short-body', requests: FEW },
      { name: 'jpg', kind: 'cover', host: plain(jpg().subarray(0, 3)), end: 'short-body', requests: FEW },
      { name: 'three bytes', host: plain('RIF'), end: 'not-media', requests: FEW },
    ],
  },
  {
    kind: 'gzip though identity was asked',
    cases: [
      {
        name: 'told',
        host: plain(gzipSync(BYTES), { 'content-encoding': 'gzip' }),
        end: 'encoded',
        requests: FEW,
      },
      { name: 'not told', host: plain(gzipSync(BYTES)), end: 'not-media', requests: FEW },
      { name: 'brotli', host: plain(BYTES, { 'content-encoding': 'br' }), end: 'encoded', requests: FEW },
      {
        name: 'once',
        host: first(1, plain(gzipSync(BYTES), { 'content-encoding': 'gzip' }), whole),
        end: BYTES,
        requests: 2,
      },
      {
        name: 'to a range',
        host: inTurn(half, plain(gzipSync(BYTES), { 'content-encoding': 'gzip' }), whole),
        end: BYTES,
        requests: 3,
      },
    ],
  },
  {
    kind: '200 to a range',
    cases: each([SIZE >> 1, 256, SIZE - 1], (at) => ({
      name: `after ${at} bytes`,
      host: first(1, cutAfter(BYTES, at, endWith), plain(BYTES, { etag: TAG })),
      end: BYTES,
      requests: 2,
    })),
  },
  {
    kind: '206 without Content-Range',
    cases: [
      { name: 'once', host: inTurn(half, rest({}), whole), end: BYTES, requests: 3 },
      { name: 'the whole file', host: inTurn(half, rest({}, BYTES), whole), end: BYTES, requests: 3 },
      { name: 'to no range', host: first(1, rest({}, BYTES), whole), end: BYTES, requests: 2 },
    ],
  },
  {
    kind: '206 with a wrong one',
    cases: each(
      [
        `bytes 0-${SIZE - 1}/${SIZE}`,
        `bytes ${(SIZE >> 1) + 1}-${SIZE - 1}/${SIZE}`,
        `bytes ${SIZE >> 1}-${SIZE}/${SIZE}`,
        `bytes ${SIZE >> 1}-${SIZE + 9}/${SIZE + 10}`,
        `bytes ${SIZE - 1}-${SIZE >> 1}/${SIZE}`,
        'bytes */*',
        'none',
      ],
      (range) => ({
        name: range,
        host: inTurn(half, rest({ 'content-range': range }), whole),
        end: BYTES,
        requests: 3,
      }),
    ),
  },
  {
    kind: '206 longer than asked',
    cases: [
      {
        name: 'with a length',
        host: inTurn(
          half,
          rest(
            { 'content-range': `bytes ${SIZE >> 1}-${SIZE - 1}/${SIZE}` },
            Buffer.concat([BYTES.subarray(SIZE >> 1), OTHER]),
          ),
          whole,
        ),
        end: BYTES,
        requests: 3,
      },
      {
        name: 'the whole file behind a right head',
        host: inTurn(half, rest({ 'content-range': `bytes ${SIZE >> 1}-${SIZE - 1}/${SIZE}` }, BYTES), whole),
        end: BYTES,
        requests: 3,
      },
    ],
  },
  {
    kind: '416',
    cases: [
      {
        name: 'of a shorter file',
        host: inTurn(half, status(416, { 'content-range': 'bytes */500' }), whole),
        end: BYTES,
        requests: 3,
      },
      { name: 'without a word', host: inTurn(half, status(416), whole), end: BYTES, requests: 3 },
      { name: 'to no range', host: status(416), end: 'unexpected-status', requests: MANY },
    ],
  },
  {
    kind: 'ETag changed between parts',
    cases: [
      {
        name: 'and 200',
        host: first(1, half, (socket, request) =>
          good(OTHER)(socket, { ...request, hasRange: false, from: 0 }),
        ),
        end: OTHER,
        requests: 2,
      },
      { name: 'and 206', host: inTurn(half, good(OTHER), good(OTHER)), end: OTHER, requests: 3 },
      {
        name: 'and another length',
        host: first(1, half, good(bigAudio(150_000, 3))),
        end: bigAudio(150_000, 3),
        requests: 3,
      },
    ],
  },
  {
    kind: 'Last-Modified changed',
    cases: each([OTHER, bigAudio(90_000, 4)], (bytes) => {
      const dated =
        (body: Buffer, at: string): RawScript =>
        (socket, request) => {
          const headers = { 'last-modified': at, 'content-length': String(body.length - request.from) };
          const range = { 'content-range': `bytes ${request.from}-${body.length - 1}/${body.length}` };
          if (request.hasRange && request.from < body.length) {
            endWith(socket, headOf('206 Partial', { ...headers, ...range }), body.subarray(request.from));
          } else if (request.hasRange)
            status(416, { 'content-range': `bytes */${body.length}` })(socket, request);
          else
            endWith(
              socket,
              headOf('200 OK', headers),
              body.subarray(0, request.count === 0 ? SIZE >> 1 : body.length),
            );
        };
      const before = dated(BYTES, 'Wed, 20 May 2026 09:00:00 GMT');
      return {
        name: `${bytes.length} bytes`,
        host: first(1, before, dated(bytes, 'Wed, 20 May 2026 10:00:00 GMT')),
        end: bytes,
        requests: 3,
      };
    }),
  },
  {
    kind: 'duplicate Content-Length',
    cases: [
      ...each([SIZE, SIZE >> 1], (second) => ({
        name: `${SIZE} and ${second}`,
        host: first(
          1,
          (socket: Socket) =>
            endWith(
              socket,
              `HTTP/1.1 200 OK\r\nContent-Length: ${SIZE}\r\nContent-Length: ${second}\r\n\r\n`,
              BYTES,
            ),
          whole,
        ),
        end: BYTES,
        requests: 2,
      })),
      {
        name: 'for ever',
        host: (socket: Socket) =>
          endWith(socket, `HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Length: ${SIZE}\r\n\r\n`, BYTES),
        end: 'unexpected-status',
        requests: MANY,
      },
    ],
  },
  {
    kind: '301/302/307',
    cases: each([301, 302, 303, 307, 308], (code) => ({
      name: String(code),
      address: ({ host }: FaultHosts) => {
        host.file('/whole', whole);
        return host.file('/moved', redirect(code, '/whole'));
      },
      end: BYTES,
      requests: 2,
    })),
  },
  {
    kind: 'redirect loop',
    cases: [
      {
        name: 'to itself',
        address: ({ host }) => host.file('/loop', redirect(302, '/loop')),
        end: 'redirected',
        requests: 6 * MANY,
      },
      {
        name: 'of two',
        address: ({ host, other }) => {
          const there = other.file('/b', redirect(302, `${host.url}/a`));
          return host.file('/a', redirect(302, there));
        },
        end: 'redirected',
        requests: 6 * MANY,
      },
    ],
  },
  {
    kind: 'redirect to another host',
    cases: each([302, 307], (code) => ({
      name: String(code),
      address: ({ host, other }: FaultHosts) =>
        host.file('/away', redirect(code, other.file('/whole', whole))),
      end: BYTES,
      requests: 2,
    })),
  },
  {
    kind: 'redirect to file: and the like',
    cases: each(
      [
        'file:///etc/passwd',
        'data:audio/wav;base64,UklGRg==',
        'ftp://127.0.0.1/a.wav',
        'javascript:alert(1)',
        'http://',
        '',
      ],
      (location) => ({
        name: location || 'nowhere',
        host: redirect(302, location),
        end: 'redirected',
        requests: location === '' ? 6 * MANY : MANY,
      }),
    ),
  },
  {
    kind: 'stall before headers',
    cases: [
      { name: 'once', host: first(1, stall(), whole), end: BYTES, requests: 2 },
      { name: 'for ever', host: stall(), end: 'timeout', requests: PATIENT },
      {
        name: 'in the head',
        host: first(1, stall('HTTP/1.1 200 OK\r\nContent-Le'), whole),
        end: BYTES,
        requests: 2,
      },
    ],
  },
  {
    kind: 'stall in the body',
    cases: [
      ...each([SIZE >> 1, 0, 1, 256, SIZE - 1], (at) => ({
        name: `after ${at} bytes`,
        host: first(1, stall(told, BYTES.subarray(0, at)), whole),
        end: BYTES,
        requests: 2,
      })),
      { name: 'for ever', host: stall(told, BYTES.subarray(0, 1_000)), end: 'too-slow', requests: FEW },
    ],
  },
  {
    kind: 'one byte per 300 ms',
    cases: [
      { name: 'once', host: first(1, trickle, whole), end: BYTES, requests: 2 },
      { name: 'for ever', host: trickle, end: 'too-slow', requests: FEW },
    ],
  },
  {
    kind: 'endless body',
    cases: [
      {
        name: 'a length beyond all songs',
        host: (socket) => endWith(socket, headOf('200 OK', { 'content-length': 9e12 }), BYTES),
        end: 'too-large',
        requests: 1,
      },
      { name: 'without a length', kind: 'cover', host: endless(jpg(), {}), end: 'too-large', requests: 1 },
      { name: 'a page without end', host: endless(Buffer.from(HTML), {}), end: 'not-media', requests: FEW },
    ],
  },
  {
    kind: 'bad status line',
    cases: each(['HTTP/1.1 abc OK', 'SSH-2.0-OpenSSH_9.6', 'HTTP/1.1 99999 Odd', '\0\0\0\0'], (line) => ({
      name: JSON.stringify(line),
      host: (socket: Socket) => endWith(socket, `${line}\r\nContent-Length: ${SIZE}\r\n\r\n`, BYTES),
      end: 'unexpected-status',
      requests: MANY,
    })),
  },
  {
    kind: '64 kB header',
    cases: [
      {
        name: 'for ever',
        host: good(BYTES, { 'x-long': 'x'.repeat(65_536) }),
        end: 'unexpected-status',
        requests: MANY,
      },
      {
        name: 'once',
        host: first(1, good(BYTES, { 'x-long': 'x'.repeat(65_536) }), whole),
        end: BYTES,
        requests: 2,
      },
    ],
  },
  {
    kind: '401/403 once',
    cases: [
      ...each([401, 403], (code) => ({
        name: String(code),
        host: first(1, status(code), whole),
        end: BYTES,
        requests: 2,
        questions: 2,
      })),
      {
        name: '403 to a range: what is held stays',
        host: inTurn(half, status(403), whole),
        end: BYTES,
        requests: 3,
        questions: 2,
      },
    ],
  },
  {
    kind: '403/410 for ever',
    cases: each([403, 410, 401], (code) => ({
      name: String(code),
      host: status(code),
      end: 'link-expired',
      requests: 4,
      questions: 4,
    })),
  },
  {
    kind: '404',
    cases: [
      { name: 'for ever', host: status(404), end: 'link-expired', requests: 4, questions: 4 },
      { name: 'once', host: first(1, status(404), whole), end: BYTES, requests: 2, questions: 2 },
    ],
  },
  {
    kind: '400',
    cases: [{ name: 'not asked again by itself', host: status(400), end: 'refused', requests: 1 }],
  },
  {
    kind: '408',
    cases: [
      { name: 'once', host: first(1, status(408), whole), end: BYTES, requests: 2 },
      { name: 'for ever', host: status(408), end: 'timeout', requests: PATIENT },
    ],
  },
  {
    kind: '429',
    cases: [
      ...each(['120', 'Wed, 20 May 2026 12:00:00 GMT', '31536000', '-5', 'soon'], (after) => ({
        name: `Retry-After: ${after}`,
        host: first(2, status(429, { 'retry-after': after }), whole),
        end: BYTES,
        requests: 3,
      })),
      { name: 'for ever', host: status(429), end: 'rate-limited', requests: PATIENT },
    ],
  },
  {
    kind: '500/502/504 bursts',
    cases: [
      {
        name: 'five',
        host: inTurn(status(500), status(502), status(504), status(500), status(502), whole),
        end: BYTES,
        requests: 6,
      },
      ...each([500, 502, 504], (code) => ({
        name: `${code} for ever`,
        host: status(code),
        end: 'server-error',
        requests: PATIENT,
      })),
    ],
  },
  {
    kind: '503 with Retry-After',
    cases: each(['60', '0', '99999999'], (after) => ({
      name: after,
      host: first(1, status(503, { 'retry-after': after }), whole),
      end: BYTES,
      requests: 2,
    })),
  },
  {
    kind: 'DNS failure',
    cases: [
      {
        name: '.invalid',
        address: () => 'http://nobody.invalid/song.wav',
        end: 'unreachable',
        requests: 0,
        questions: 4,
      },
    ],
  },
  {
    kind: 'connection refused',
    cases: [
      {
        name: 'port 9',
        address: () => 'http://127.0.0.1:9/song.wav',
        end: 'unreachable',
        requests: 0,
        questions: 4,
      },
      {
        name: 'a host that has gone',
        address: async ({ start }) => {
          const gone = await start({});
          await gone.close();
          return `${gone.url}/song.wav`;
        },
        end: 'unreachable',
        requests: 0,
        questions: 4,
      },
    ],
  },
  {
    kind: 'TLS error',
    cases: [
      {
        name: 'a certificate that nobody vouches for',
        address: async ({ start }) => (await start({ isTls: true })).file('/song.wav', whole),
        end: 'tls',
        requests: 0,
      },
      {
        name: 'no TLS at all',
        address: ({ host }) => host.file('/song.wav', whole).replace('http:', 'https:'),
        end: 'tls',
        requests: 0,
      },
    ],
  },
  {
    kind: 'reset on connect',
    cases: [
      {
        name: 'for ever',
        address: async ({ start }) =>
          (await start({ onConnection: (socket) => socket.resetAndDestroy() })).file('/song.wav', whole),
        end: 'unreachable',
        requests: 0,
        questions: 4,
      },
      { name: 'once', host: first(1, (socket) => socket.resetAndDestroy(), whole), end: BYTES, requests: 2 },
    ],
  },
  {
    kind: 'proxy login page',
    cases: [
      {
        name: 'behind a redirect',
        address: ({ host, other }) =>
          host.file('/song', first(1, redirect(302, other.file('/login', html)), whole)),
        end: BYTES,
        requests: 3,
      },
      { name: '511', host: first(2, status(511), whole), end: BYTES, requests: 3 },
      { name: '407', host: first(2, status(407), whole), end: BYTES, requests: 3 },
    ],
  },
  {
    kind: 'host that ignores Range',
    cases: each([SIZE >> 1, 256], (at) => ({
      name: `cut three times after ${at} bytes`,
      host: (socket, request) =>
        endWith(
          socket,
          headOf('200 OK', { 'content-length': SIZE, etag: TAG }),
          request.count < 3 ? BYTES.subarray(0, at) : BYTES,
        ),
      end: BYTES,
      requests: 4,
    })),
  },
];
