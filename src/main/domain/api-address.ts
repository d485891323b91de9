/** Where the Flow Music API lives unless settings say otherwise (API.md). */
export const DEFAULT_API_URL = 'https://api.ttapi.io';

/**
 * The address in its one spelling, without a slash at the end; null when a key must not be sent there: anything but
 * https, or http to this very machine.
 */
export function normaliseApiUrl(input: string): string | null {
  const trimmed = input.trim();
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!isAllowed || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return null;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Scheme, host and port: what a key is given for. */
export function originOf(apiUrl: string): string {
  return new URL(apiUrl).origin;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}
