// @ts-check
import process from 'node:process';
import { Stop } from '../messages.mjs';
import { inProject, readJson } from '../project.mjs';

/** Stops with a clear message on a Node that is older than package.json demands. */
export function requireSupportedNode() {
  const demanded = readJson(inProject('package.json')).engines.node.replace('>=', '');
  const [major, minor] = demanded.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
    throw new Stop(`Flowshelf needs Node ${demanded} or newer; this is Node ${process.versions.node}.`);
  }
}
