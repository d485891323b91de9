// @ts-check

/**
 * What a changelog, as Keep a Changelog has them, says of a version.
 *
 * @param {string} changelog
 * @param {string} version
 * @returns {string | null} its section without the heading; null where there is none, or nothing in it
 */
export function changesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}]`) || text.startsWith(`${version} `));
  const changes = section?.slice(section.indexOf('\n')).trim() ?? '';
  return changes === '' ? null : changes;
}
