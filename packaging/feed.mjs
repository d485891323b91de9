// @ts-check
// Where a copy of the program that is packed now will look for newer versions. Without it a copy asks nobody.
import { Stop } from '../scripts/messages.mjs';

/** Of the environment of `npm run package`: `https://host/folder`, or `github:owner/repository`. */
export const FEED_VARIABLE = 'FLOWSHELF_UPDATE_FEED';

/**
 * @typedef {{ readonly provider: 'generic', readonly url: string } | { readonly provider: 'github', readonly owner: string, readonly repo: string }} Feed
 *
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Feed | null} null where none is given
 */
export function feedOf(environment) {
  const given = environment[FEED_VARIABLE]?.trim() ?? '';
  if (given === '') return null;
  const [, owner, repo] = /^github:([\w.-]+)\/([\w.-]+)$/.exec(given) ?? [];
  if (owner !== undefined && repo !== undefined) return { provider: 'github', owner, repo };
  if (!URL.canParse(given)) throw refused(given);
  const { protocol, username, password, search, hash, href } = new URL(given);
  // What would go along with every request, or let somebody else answer it.
  if (protocol !== 'https:' || `${username}${password}${search}${hash}` !== '') throw refused(given);
  return { provider: 'generic', url: href };
}

/** @param {string} given */
function refused(given) {
  return new Stop(
    `${FEED_VARIABLE} is https://host/folder or github:owner/repository, without a login or a query, not '${given}'.`,
  );
}
