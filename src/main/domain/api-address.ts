import type { ErrorCode } from '@shared/ipc/errors';

/** Why a key must not be sent to an address, as the code that the window has a sentence for. */
export type AddressRefusal = Extract<
  ErrorCode,
  'bad-address' | 'address-unreadable' | 'address-with-login' | 'address-with-query'
>;

export type ApiAddress =
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: AddressRefusal };

/**
 * The address in its one spelling, without a slash at the end. Refused is anything but https, or http to this very
 * machine; and what would go along with every request beside the key.
 */
export function readApiAddress(input: string): ApiAddress {
  const trimmed = input.trim();
  if (!URL.canParse(trimmed)) {
    return refused(/^https?:/i.test(trimmed) ? 'address-unreadable' : 'bad-address');
  }
  const url = new URL(trimmed);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!isSafe) return refused('bad-address');
  if (url.username !== '' || url.password !== '') return refused('address-with-login');
  if (url.search !== '' || url.hash !== '') return refused('address-with-query');
  return { kind: 'address', url: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
}

function refused(reason: AddressRefusal): ApiAddress {
  return { kind: 'refused', reason };
}

/** The address in its one spelling; null when it is refused. */
export function normaliseApiUrl(input: string): string | null {
  const address = readApiAddress(input);
  return address.kind === 'address' ? address.url : null;
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
