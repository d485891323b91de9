import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import got from 'got';

/** Brings files to disk, all at once, each hashed on its way and flushed at its end. Resolves to their hashes. */
export function downloadAll(urls: readonly string[], folder: string): Promise<string[]> {
  return Promise.all(urls.map((url, index) => download(url, join(folder, String(index)))));
}

async function download(url: string, file: string): Promise<string> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const stream = got.stream(url, { retry: { limit: 0 }, decompress: false });
  await pipeline(stream, hashing, createWriteStream(file, { flush: true }));
  return hash.digest('hex');
}
