// @ts-check
// node scripts/release/may-release.mjs v0.1.0: fails where a release of this tag would not be what it says.
import process from 'node:process';
import { HOMEPAGE, MAINTAINER } from '../../packaging/program.mjs';
import { runScript } from '../entry.mjs';
import { Stop } from '../messages.mjs';
import { inProject, readJson, readText } from '../project.mjs';
import { changesOf } from './changelog.mjs';

await runScript(async () => {
  const tag = process.argv[2] ?? '';
  const { version } = readJson(inProject('package.json'));
  const reasons = [
    tag !== `v${version}` && `the tag ${tag} is not the version ${version}`,
    changesOf(readText(inProject('CHANGELOG.md')) ?? '', version) === null &&
      'CHANGELOG.md says nothing of it',
    `${HOMEPAGE} ${MAINTAINER}`.includes('.example') &&
      'packaging/program.mjs names no real homepage and maintainer',
  ].filter(Boolean);
  if (reasons.length > 0) throw new Stop(`No release: ${reasons.join('; ')}.`);
});
