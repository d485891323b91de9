import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOfFeed, readUpdateFeed } from '../../src/main/domain/update-feed';

/** Every way from the program to the network. Another one has to be written down here, and in docs/PRIVACY.md. */

const ROOT = resolve(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'src', 'main');

/** What a file has in it that asks somebody, or can be asked. */
const REACHES_OUT =
  /\bfrom '(?:got|electron-updater|node:(?:https?|net|tls|dgram|http2))'|\bimport\('(?:got|electron-updater)'\)|\bnet\.(?:fetch|request)\b|(?:await|return|=>?|\()\s*fetch\(/u;

const PATHS: Readonly<Record<string, string>> = {
  'electron/updater.ts': 'the source of updates alone, without the key',
  'index.ts': 'the server of the page while it is developed',
  'remote/http-clients.ts': 'the API and the file hosts that it names',
  'remote/http.ts': 'the API and the file hosts that it names',
  'sample/sample-service.ts': 'this machine alone',
  'services/transfer-head.ts': 'types of the answers of file hosts',
  'services/transfer.ts': 'types of the answers of file hosts',
};

/** The part of a file that is no comment. */
function code(file: string): string {
  return readFileSync(join(MAIN, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu, '');
}

describe('ways to the network', () => {
  it('are these and no others', () => {
    const files = readdirSync(MAIN, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts') && REACHES_OUT.test(code(file)));
    expect(files.sort()).toEqual(Object.keys(PATHS));
  });

  it('of the updater go to the source of updates, and know nothing of the API and its key', () => {
    const updater = code('electron/updater.ts');
    expect(updater).toMatch(/onBeforeRequest\(\(\{ url \}, answer\) => \{\s+answer\(\{ cancel: !isOfFeed\(/u);
    expect(updater).not.toMatch(/api-?key|TT_API_KEY|apiUrl|keyVault/iu);
    const feed = readUpdateFeed('provider: generic\nurl: https://updates.example.org/');
    if (feed === null) throw new Error('It is a feed.');
    for (const address of ['https://api.ttapi.io/', 'https://localhost/', 'http://updates.example.org/']) {
      expect(isOfFeed(feed, address), address).toBe(false);
    }
  });

  it('of the window are none: its policy names no host, whatever updates do', () => {
    const policy =
      /const CONTENT_SECURITY_POLICY = \[([\s\S]*?)\];/u.exec(code('electron/app-protocol.ts'))?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|github|wss?:/u);
  });

  it('are told in the privacy statement', () => {
    const privacy = readFileSync(join(ROOT, 'docs', 'PRIVACY.md'), 'utf8');
    for (const host of [
      'api.ttapi.io',
      'the source of updates',
      'github.com',
      'release-assets.githubusercontent.com',
    ]) {
      expect(privacy, host).toContain(host);
    }
  });
});
