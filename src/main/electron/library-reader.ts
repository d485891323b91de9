import { join } from 'node:path';
import { BrowserWindow, MessageChannelMain, utilityProcess, type UtilityProcess } from 'electron';
import { READER_CHANNEL } from '@shared/ipc/bridge';
import { afterCrash } from '../domain/crash-loop';
import type { Log } from '../ports';
import { logOfChild, type LogMessage } from './child-log';

/** What main tells the reader. A port comes with `window` and `list-maker`. */
export type ReaderOrder =
  | { readonly kind: 'open'; readonly databaseFile: string }
  | { readonly kind: 'window' }
  | { readonly kind: 'list-maker' }
  | { readonly kind: 'end' };

/** What the reader tells main. */
export type ReaderMessage =
  LogMessage | { readonly kind: 'begin-list-maker' } | { readonly kind: 'damage'; readonly message: string };

/** What main tells the process that makes lists; a port comes with `open`. */
export type ListMakerOrder =
  { readonly kind: 'open'; readonly databaseFile: string } | { readonly kind: 'end' };

/**
 * The processes that read the library for the window. While there is none main answers in its place, so that it may come
 * later, crash and come back, and nobody notices more than a moment.
 */
export interface LibraryReader {
  /** Begins to read a library; the file is open in main and of the present schema. */
  open(databaseFile: string): void;
  /** Gives a window whose page has been loaded its port. */
  connect(window: BrowserWindow): void;
  /** Resolves when nobody reads the file any more. */
  close(): Promise<void>;
}

export interface LibraryReaderDeps {
  readonly log: Log;
  readonly onDamage: (message: string) => void;
}

const RESTART_AFTER_MS = 250;
/** After several crashes in a row. */
const RESTART_AFTER_LOOP_MS = 2 * 60_000;

interface OpenReader {
  readonly databaseFile: string;
  readonly reader: UtilityProcess;
  listMaker: UtilityProcess | null;
}

export function createLibraryReader({ log, onDamage }: LibraryReaderDeps): LibraryReader {
  let current: OpenReader | null = null;
  let crashes: readonly number[] = [];

  function fork(name: string, serviceName: string): UtilityProcess {
    return utilityProcess.fork(join(import.meta.dirname, name), [], { serviceName, stdio: 'ignore' });
  }

  function begin(databaseFile: string): void {
    const reader = fork('reader.js', 'Flowshelf library reader');
    const opened: OpenReader = { databaseFile, reader, listMaker: null };
    current = opened;
    reader.on('message', (message: ReaderMessage) => {
      if (message.kind === 'log') logOfChild(log, message);
      else if (message.kind === 'damage') onDamage(message.message);
      else beginListMaker(opened);
    });
    reader.once('exit', (code) => {
      if (current !== opened) return;
      current = null;
      opened.listMaker?.postMessage({ kind: 'end' } satisfies ListMakerOrder);
      log.warn('The reader of the library ended', { code });
      const decision = afterCrash(crashes, performance.now());
      crashes = decision.crashes;
      // After a loop of crashes main answers by itself for a while.
      setTimeout(
        () => {
          if (current === null && !isClosed) begin(databaseFile);
        },
        decision.action === 'reload' ? RESTART_AFTER_MS : RESTART_AFTER_LOOP_MS,
      );
    });
    reader.postMessage({ kind: 'open', databaseFile } satisfies ReaderOrder);
    for (const window of BrowserWindow.getAllWindows()) connect(window);
  }

  function beginListMaker(opened: OpenReader): void {
    const listMaker = fork('list-maker.js', 'Flowshelf list maker');
    opened.listMaker = listMaker;
    listMaker.on('message', (message: LogMessage) => logOfChild(log, message));
    listMaker.once('exit', (code) => {
      if (opened.listMaker === listMaker) opened.listMaker = null;
      if (code !== 0) log.warn('The maker of lists ended', { code });
    });
    const { port1, port2 } = new MessageChannelMain();
    const order: ListMakerOrder = { kind: 'open', databaseFile: opened.databaseFile };
    listMaker.postMessage(order, [port1]);
    opened.reader.postMessage({ kind: 'list-maker' } satisfies ReaderOrder, [port2]);
  }

  function connect(window: BrowserWindow): void {
    if (!current || window.isDestroyed() || window.webContents.isLoadingMainFrame()) return;
    const { port1, port2 } = new MessageChannelMain();
    current.reader.postMessage({ kind: 'window' } satisfies ReaderOrder, [port1]);
    window.webContents.postMessage(READER_CHANNEL, null, [port2]);
  }

  let isClosed = true;
  return {
    open(databaseFile) {
      isClosed = false;
      crashes = [];
      begin(databaseFile);
    },
    connect,
    async close() {
      isClosed = true;
      const closing = current;
      current = null;
      if (!closing) return;
      const { reader, listMaker } = closing;
      await Promise.all([reader, listMaker].flatMap((child) => (child ? [ended(child)] : [])));
    },
  };
}

/** Has a process end by itself: one that is killed is worth a line in the log of the system. */
function ended(child: UtilityProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.postMessage({ kind: 'end' });
  });
}
