import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import type { Got } from 'got';
import type { Network } from '../ports';
import type { HttpClients } from './http-clients';

/** Makes requests the way this machine makes them: through the system's proxy, trusting the system's certificates. */
export interface Http {
  /** A `got` for this address. It neither retries nor follows redirects nor decompresses: its users decide that. */
  clientFor(url: string): Promise<Got>;
  /** Brings in what the first request would bring in, which holds up everything else for a moment. */
  prepare(): Promise<void>;
}

export function createHttp(network: Network): Http {
  let clients: Promise<HttpClients> | null = null;
  /** Not made at once: nobody who starts the program waits for got and the certificates. */
  async function load(): Promise<HttpClients> {
    const { createHttpClients } = await import('./http-clients');
    return createHttpClients(network.certificates());
  }
  return {
    async clientFor(url) {
      const proxyUrl = proxyUrlOf(await network.resolveProxy(url));
      clients ??= load();
      return (await clients).through(proxyUrl);
    },
    async prepare() {
      clients ??= load();
      await clients;
    },
  };
}

/** The first usable entry of a proxy auto-configuration answer as a URL; null for a direct connection. */
export function proxyUrlOf(pac: string): string | null {
  for (const entry of pac.split(';')) {
    const [kind = '', host = ''] = entry.trim().split(/\s+/);
    switch (kind.toUpperCase()) {
      case 'DIRECT':
        return null;
      case 'PROXY':
      case 'HTTP':
        return `http://${host}`;
      case 'HTTPS':
        return `https://${host}`;
      case 'SOCKS':
      case 'SOCKS5':
        return `socks5://${host}`;
      case 'SOCKS4':
        return `socks4://${host}`;
      default:
    }
  }
  return null;
}

const LINUX_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
];

/**
 * The certificate authorities that the system trusts. Runtimes from Node 22.15 on tell them; for older ones the bundle
 * of the usual Linux distributions is read.
 */
export function systemCertificates(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system') => string[] };
  if (getCACertificates) return getCACertificates('system');
  if (process.platform !== 'linux') return [];
  for (const bundle of LINUX_BUNDLES) {
    try {
      return (
        readFileSync(bundle, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
      );
    } catch {
      // Another distribution keeps it elsewhere.
    }
  }
  return [];
}
