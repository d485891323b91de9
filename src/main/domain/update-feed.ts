/**
 * The source of updates that a copy was packed with: what stands in its `app-update.yml`. The program reads that file to know
 * whom it would ask, before it asks anybody.
 */
export interface UpdateFeed {
  /** The host that is asked, for people to read. */
  readonly host: string;
  /** All hosts that requests may go to. */
  readonly hosts: readonly string[];
  /** Of its addresses. */
  readonly protocol: 'https:' | 'http:';
}

/** GitHub serves the files of a release from hosts of their own. */
const GITHUB_HOSTS = ['github.com', 'objects.githubusercontent.com', 'release-assets.githubusercontent.com'];

/**
 * @param text of `app-update.yml`, as it is written while packaging: one name and value on a line
 * @returns null where it names no source that may be asked: one that is neither https nor on this very machine
 */
export function readUpdateFeed(text: string): UpdateFeed | null {
  const values = new Map(
    [...text.matchAll(/^(\w+):[ \t]*(.*?)[ \t]*$/gmu)].map(([, name = '', value = '']) => [
      name,
      value.replace(/^(['"])(.*)\1$/u, '$2'),
    ]),
  );
  const provider = values.get('provider');
  if (provider === 'github') {
    // An enterprise's own host is not one that packages can be made for.
    if (values.has('host')) return null;
    return { host: 'github.com', hosts: GITHUB_HOSTS, protocol: 'https:' };
  }
  const address = values.get('url') ?? '';
  if (provider !== 'generic' || !URL.canParse(address)) return null;
  const { protocol, host, hostname, username, password } = new URL(address);
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1';
  if (username !== '' || password !== '') return null;
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere)) return null;
  return { host, hosts: [host], protocol };
}

/** Whether a request of the updater's may go there; also where a redirect has led it. */
export function isOfFeed(feed: UpdateFeed, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return protocol === feed.protocol && feed.hosts.includes(host);
}
