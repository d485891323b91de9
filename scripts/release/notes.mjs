// @ts-check
// node scripts/release/notes.mjs v0.1.0: prints what CHANGELOG.md says of a version.
import process from 'node:process';
import { runScript } from '../entry.mjs';
import { Stop } from '../messages.mjs';
import { inProject, readText } from '../project.mjs';
import { changesOf } from './changelog.mjs';

await runScript(async () => {
  const version = (process.argv[2] ?? '').replace(/^v/, '');
  const changes = changesOf(readText(inProject('CHANGELOG.md')) ?? '', version);
  if (changes === null) throw new Stop(`CHANGELOG.md says nothing of ${version}.`);
  console.log(changes);
});
