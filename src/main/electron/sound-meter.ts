import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MessageChannelMain, session, WebContentsView, type MessagePortMain, type Session } from 'electron';
import { METER_CHANNEL, METER_FILE_PATH, type MeterOrder } from '@shared/sound-meter';
import { readMeterAnswer } from '../ipc/meter-answer';
import type { Log, SoundMeter, SoundReading } from '../ports';
import { APP_SCHEME, notFound } from './app-protocol';

/** Another origin than the window's, so that nobody takes this page for it. */
export const METER_HOST = 'sound-meter';
const METER_ORIGIN = `${APP_SCHEME}://${METER_HOST}`;
const METER_PAGE = `${METER_ORIGIN}/sound-meter/index.html`;

/** Its own scripts, and the one file on its own origin. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const LATEST_BEGIN_MS = 60_000;
/** Half an hour of sound takes ten seconds of a processor that has nothing else to do. */
const LATEST_ANSWER_MS = 5 * 60_000;
/** Nothing to measure for so long: its process ends. */
const IDLE_MS = 30_000;

export interface SoundMeterDeps {
  readonly log: Log;
  /** Answers with a file of the page under the policy given. */
  readonly page: (pathname: string, policy: string) => Promise<Response>;
}

interface OpenMeter {
  readonly view: WebContentsView;
  readonly port: MessagePortMain;
}

/** The file that is measured just now. */
interface UnderWay {
  readonly id: number;
  readonly path: string;
  /** Resolves its reading; the first word counts. */
  readonly settle: (reading: SoundReading) => void;
}

/**
 * A page without a window, in a process of its own that does nothing but decode and measure: it gets its files from a
 * session that serves its page and the one file at hand and nothing else, and can ask main for nothing. Files come from
 * outside, and decoders have had holes.
 */
export function createSoundMeter({ log, page }: SoundMeterDeps): SoundMeter {
  let open: OpenMeter | null = null;
  let opening: Promise<OpenMeter | null> | null = null;
  let underWay: UnderWay | null = null;
  let lastId = 0;
  let cancelIdle: (() => void) | null = null;
  let ownSession: Session | null = null;

  function sessionOfMeter(): Session {
    if (ownSession) return ownSession;
    // Kept in memory alone.
    ownSession = session.fromPartition('sound-meter');
    ownSession.setPermissionRequestHandler((_contents, _permission, grant) => grant(false));
    ownSession.setPermissionCheckHandler(() => false);
    ownSession.setDevicePermissionHandler(() => false);
    ownSession.protocol.handle(APP_SCHEME, async (request) => {
      const { host, pathname } = new URL(request.url);
      if (host !== METER_HOST || request.method !== 'GET') return notFound();
      if (!pathname.startsWith(METER_FILE_PATH)) return page(pathname, CONTENT_SECURITY_POLICY);
      const isAtHand = underWay !== null && pathname === `${METER_FILE_PATH}${underWay.id}`;
      return isAtHand && underWay ? answerWhole(underWay.path) : notFound();
    });
    return ownSession;
  }

  function begin(): Promise<OpenMeter | null> {
    const view = new WebContentsView({
      webPreferences: {
        session: sessionOfMeter(),
        preload: join(import.meta.dirname, '../preload/sound-meter.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        backgroundThrottling: false,
      },
    });
    const contents = view.webContents;
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    const { port1, port2 } = new MessageChannelMain();
    return new Promise((resolve) => {
      const begun: OpenMeter = { view, port: port1 };
      const fail = (reason: string) => {
        clearTimeout(latest);
        resolve(null);
        if (open?.view === view) lose('ended');
        else close(begun);
        log.warn('The page that measures sound ended', { reason });
      };
      const latest = setTimeout(() => fail('not ready'), LATEST_BEGIN_MS);
      contents.once('render-process-gone', (_event, { reason }) => {
        if (reason !== 'clean-exit') fail(reason);
      });
      contents.once('did-fail-load', (_event, code) => fail(String(code)));
      contents.once('did-finish-load', () => {
        contents.postMessage(METER_CHANNEL, null, [port2]);
        standBehind(contents.getOSProcessId());
      });
      port1.on('message', ({ data }) => {
        const answer = readMeterAnswer(data);
        if (answer?.kind === 'ready') {
          clearTimeout(latest);
          resolve(begun);
        } else if (answer && answer.id === underWay?.id) underWay.settle(answer);
      });
      port1.start();
      void contents.loadURL(METER_PAGE).catch(() => undefined);
    });
  }

  /** Its process is gone, hangs, or is not wanted any more; the next file has another. */
  function lose(kind: 'ended' | 'unavailable'): void {
    const lost = open;
    open = null;
    if (lost) close(lost);
    underWay?.settle({ kind });
  }

  function rest(): void {
    cancelIdle?.();
    const timer = setTimeout(() => lose('unavailable'), IDLE_MS);
    cancelIdle = () => clearTimeout(timer);
  }

  return {
    async measure(path) {
      cancelIdle?.();
      lastId += 1;
      const id = lastId;
      const reading = new Promise<SoundReading>((resolve) => {
        underWay = { id, path, settle: resolve };
      });
      opening ??= open ? Promise.resolve(open) : begin();
      open = await opening;
      opening = null;
      if (!open) underWay?.settle({ kind: 'unavailable' });
      else open.port.postMessage({ id } satisfies MeterOrder);
      const latest = setTimeout(() => lose('ended'), LATEST_ANSWER_MS);
      try {
        return await reading;
      } finally {
        clearTimeout(latest);
        underWay = null;
        if (open) rest();
      }
    },
    end() {
      cancelIdle?.();
      lose('unavailable');
    },
  };
}

function close({ view, port }: OpenMeter): void {
  port.close();
  // A process that hangs would not hear that its page is closed.
  if (!view.webContents.isDestroyed()) {
    view.webContents.forcefullyCrashRenderer();
    view.webContents.close();
  }
}

async function answerWhole(path: string): Promise<Response> {
  try {
    const { size } = await stat(path);
    return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, {
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
    });
  } catch {
    return notFound();
  }
}

/** Everything else on the machine comes first. */
function standBehind(processId: number): void {
  try {
    setPriority(processId, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not let us; it measures all the same.
  }
}
