import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP_ID, HOMEPAGE, LINK_SCHEME, LYRICS_FILES } from '../../packaging/program.mjs';
import { changesOf } from '../../scripts/release/changelog.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const text = (...segments: string[]) => readFileSync(join(ROOT, ...segments), 'utf8');
const { version } = JSON.parse(text('package.json')) as { version: string };

describe('what names the program', () => {
  const changelog = text('CHANGELOG.md');
  const metainfo = text('packaging', 'linux', `${APP_ID}.metainfo.xml`);

  it('has one version: package.json, lockfile and AppStream data', () => {
    const lock = JSON.parse(text('package-lock.json')) as { version: string };
    expect(lock.version).toBe(version);
    const [newest] = [...metainfo.matchAll(/<release version="([^"]+)"/g)].map(([, release]) => release);
    expect(newest).toBe(version);
  });

  it('is the newest that the changelog has, where it has any yet', () => {
    const named = [...changelog.matchAll(/^## \[(\d[^\]]*)\]/gm)].map(([, each]) => each);
    expect([undefined, version]).toContain(named[0]);
  });

  it('says in the changelog what it brings: under its number, or before that is given as unreleased', () => {
    const changes = changesOf(changelog, version) ?? changesOf(changelog, 'Unreleased');
    expect(changes).toContain('- ');
  });

  it('has the same releases, with the same dates, in AppStream data and changelog', () => {
    const ofChangelog = [...changelog.matchAll(/^## \[(\d[^\]]*)\](.*)$/gm)].map(
      ([, release, rest = '']) => ({
        release,
        date: /^ - (\d{4}-\d{2}-\d{2})$/.exec(rest)?.[1],
      }),
    );
    const ofAppStream = [...metainfo.matchAll(/<release version="([^"]+)" date="([^"]+)"/g)].map(
      ([, release, date]) => ({ release, date }),
    );
    const dates = ofAppStream.map(({ date }) => date);
    expect([...dates].sort().reverse()).toEqual(dates);
    // The one that is being made ready has no place in the changelog yet, but where its packages say what they are.
    const released = ofChangelog.some(({ release }) => release === version)
      ? ofAppStream
      : ofAppStream.slice(1);
    expect(released).toEqual(ofChangelog);
  });

  it('is the same in AppStream data, types of files and the installer of Windows', () => {
    expect(metainfo).toContain(`<id>${APP_ID}</id>`);
    expect(metainfo).toContain(`<url type="homepage">${HOMEPAGE}</url>`);
    expect(metainfo).toContain(`<mediatype>${LYRICS_FILES.mimeType}</mediatype>`);
    expect(metainfo).toContain(`x-scheme-handler/${LINK_SCHEME}<`);
    expect(text('packaging', 'linux', 'flowshelf.mime.xml')).toContain(`type="${LYRICS_FILES.mimeType}"`);
    expect(text('packaging', 'windows', 'installer.nsh')).toContain(`Software\\Classes\\${LINK_SCHEME}"`);
  });
});

describe('the changes of a version', () => {
  const CHANGELOG =
    '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- Links\n\n## [0.1.0] - 2026-11-29\n\n- First\n';

  it('are its section alone', () => {
    expect(changesOf(CHANGELOG, '0.2.0')).toBe('### Added\n\n- Links');
    expect(changesOf(CHANGELOG, '0.1.0')).toBe('- First');
  });

  it('are none where it is not named, or has nothing to say', () => {
    expect(changesOf(CHANGELOG, '0.3.0')).toBeNull();
    expect(changesOf('## [0.3.0]\n\n## [0.2.0]\n- x', '0.3.0')).toBeNull();
  });
});
