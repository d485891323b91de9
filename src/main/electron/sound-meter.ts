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
import { withoutDictionaries } from './guards';

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
  /** Whether its page listens; false when it has ended before. */
  readonly isReady: Promise<boolean>;
  readonly settleReady: (isReady: boolean) => void;
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
    withoutDictionaries(ownSession);
    ownSession.protocol.handle(APP_SCHEME, async (request) => {
      const { host, pathname } = new URL(request.url);
      if (host !== METER_HOST || request.method !== 'GET') return notFound();
      if (!pathname.startsWith(METER_FILE_PATH)) return page(pathname, CONTENT_SECURITY_POLICY);
      const isAtHand = underWay !== null && pathname === `${METER_FILE_PATH}${underWay.id}`;
      return isAtHand && underWay ? answerWhole(underWay.path) : notFound();
    });
    return ownSession;
  }

  function begin(): OpenMeter {
    const view = new WebContentsView({
      webPreferences: {
        session: sessionOfMeter(),
        preload: join(import.meta.dirname, '../preload/sound-meter.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        backgroundThrottling: false,
      },
    });
    const contents = view.webContents;
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    const { port1, port2 } = new MessageChannelMain();
    let settleReady: OpenMeter['settleReady'] = () => undefined;
    const isReady = new Promise<boolean>((resolve) => {
      settleReady = resolve;
    });
    const meter: OpenMeter = { view, port: port1, isReady, settleReady };
    let hasBegun = false;
    const fail = (reason: string) => {
      if (open !== meter) return;
      log.warn('The page that measures sound ended', { reason });
      lose(hasBegun ? 'ended' : 'unavailable');
    };
    const latest = setTimeout(() => fail('not ready'), LATEST_BEGIN_MS);
    void isReady.then(() => clearTimeout(latest));
    contents.once('render-process-gone', (_event, { reason }) => fail(reason));
    contents.once('did-fail-load', (_event, code) => fail(String(code)));
    contents.once('did-finish-load', () => {
      contents.postMessage(METER_CHANNEL, null, [port2]);
      standBehind(contents.getOSProcessId());
    });
    port1.on('message', ({ data }) => {
      const answer = readMeterAnswer(data);
      if (answer?.kind === 'ready') {
        hasBegun = true;
        settleReady(true);
      } else if (answer && answer.id === underWay?.id) underWay.settle(answer);
    });
    port1.start();
    // A failure is told by `did-fail-load`.
    contents.loadURL(METER_PAGE).catch(() => undefined);
    return meter;
  }

  /** Its process is gone, hangs, or is not wanted any more; the next file has another. */
  function lose(kind: 'ended' | 'unavailable'): void {
    const lost = open;
    open = null;
    if (lost) {
      lost.settleReady(false);
      lost.port.close();
      if (!lost.view.webContents.isDestroyed()) lost.view.webContents.close();
    }
    underWay?.settle({ kind });
  }

  function rest(): void {
    const timer = setTimeout(() => lose('unavailable'), IDLE_MS);
    cancelIdle = () => clearTimeout(timer);
  }

  return {
    async measure(path, sampleRate) {
      cancelIdle?.();
      lastId += 1;
      const id = lastId;
      const reading = new Promise<SoundReading>((resolve) => {
        underWay = { id, path, settle: resolve };
      });
      open ??= begin();
      const meter = open;
      const latest = setTimeout(() => {
        log.warn('The page that measures sound hangs');
        // Nothing else ends a page that does not come to an end by itself.
        meter.view.webContents.forcefullyCrashRenderer();
        if (open === meter) lose('ended');
      }, LATEST_ANSWER_MS);
      try {
        if (await meter.isReady) meter.port.postMessage({ id, sampleRate } satisfies MeterOrder);
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
