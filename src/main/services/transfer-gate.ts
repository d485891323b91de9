import type { Hash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import type { AssetKind, MediaFormat } from '@shared/model';
import { SNIFF_BYTES, sniffMedia } from '../domain/media-format';
import { LONGEST_FILE_BYTES } from '../domain/transfer-limits';
import { TransferError } from './transfer-failure';
import type { HeldPart, TransferHead } from './transfer-head';

export interface GateOptions {
  readonly kind: AssetKind;
  readonly head: TransferHead;
  readonly held: HeldPart;
  /** Has been fed with what is held already when the file is continued. */
  readonly hash: Hash;
  /** The first bytes of what is held when the file is continued, else nothing. */
  readonly start: Uint8Array;
  /** The body is the file: make place for it. Called once, before the first byte is let through. */
  readonly onMedia: () => Promise<void>;
  readonly onProgress: (doneBytes: number) => void;
}

/** What stands between a host and the part file: nothing passes before its first bytes are known to be the file's. */
export interface TransferGate {
  readonly through: Transform;
  doneBytes(): number;
  /** Null until enough has come to tell. */
  format(): MediaFormat | null;
  /** The body broke off: what came is let through to the disk, and nothing more is expected. */
  breakOff(): void;
  /** Whether all that came has been taken and more is to come. */
  isHostsTurn(): boolean;
}

/** Counts, hashes and looks at the first bytes as they pass; ends the try as soon as they cannot be the file. */
export function createTransferGate(options: GateOptions): TransferGate {
  const { kind, head, hash, held } = options;
  const mostBytes = Math.min(head.totalBytes ?? Infinity, LONGEST_FILE_BYTES[kind]);
  let done = head.offset;
  let format: MediaFormat | null = null;
  let isBroken = false;
  /** Bytes that wait for the decision what they are. */
  let first: Buffer = Buffer.alloc(0);

  /** Throws when the first bytes are not the file; what is held is then not touched by them. */
  async function decide(): Promise<void> {
    const known = Buffer.concat([options.start, first]);
    const sniffed = sniffMedia(known.subarray(0, SNIFF_BYTES), kind);
    if (sniffed === null) throw new TransferError({ code: 'not-media', detail: null }, held.bytes > 0);
    await options.onMedia();
    format = sniffed;
  }

  function pass(chunk: Buffer, callback: TransformCallback): void {
    hash.update(chunk);
    options.onProgress(done);
    callback(null, chunk);
  }

  function decideAndPass(callback: TransformCallback): void {
    decide().then(
      () => {
        pass(first, callback);
      },
      (error: unknown) => {
        callback(error as Error);
      },
    );
  }

  const through = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      done += chunk.length;
      if (done > mostBytes) {
        const isEndless = mostBytes !== head.totalBytes;
        callback(new TransferError({ code: isEndless ? 'too-large' : 'long-body', detail: null }, false));
      } else if (format !== null) {
        pass(chunk, callback);
      } else {
        first = first.length === 0 ? chunk : Buffer.concat([first, chunk]);
        if (options.start.length + first.length < SNIFF_BYTES) callback();
        else decideAndPass(callback);
      }
    },
    flush(callback) {
      // Too little to tell is worth nothing when it broke off, and is no media when it ended so.
      if (format === null && !isBroken) decideAndPass(callback);
      else callback();
    },
  });
  return {
    through,
    doneBytes: () => done,
    format: () => format,
    breakOff() {
      isBroken = true;
      through.end();
    },
    isHostsTurn: () => !through.writableEnded && through.writableLength === 0 && through.readableLength === 0,
  };
}
