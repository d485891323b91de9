import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import got, { type Agents, type Got } from 'got';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import type { Network } from '../ports';

/** Makes requests the way this machine makes them: through the system's proxy, trusting the system's certificates. */
export interface Http {
  /** A `got` for this address. It neither retries nor follows redirects nor decompresses: its users decide that. */
  clientFor(url: string): Promise<Got>;
}

export const USER_AGENT = 'Flowshelf';

export function createHttp(network: Network): Http {
  const certificates = [...tls.rootCertificates, ...network.certificates()];
  const direct: Agents = {
    http: new http.Agent({ keepAlive: true }),
    https: new https.Agent({ keepAlive: true, ca: certificates }),
  };
  const proxied = new Map<string, Agents>();

  function agentsFor(proxyUrl: string): Agents {
    const known = proxied.get(proxyUrl);
    if (known) return known;
    const made: Agents = proxyUrl.startsWith('socks')
      ? { http: new SocksProxyAgent(proxyUrl), https: new SocksProxyAgent(proxyUrl) }
      : { http: new HttpProxyAgent(proxyUrl), https: new HttpsProxyAgent(proxyUrl, { ca: certificates }) };
    proxied.set(proxyUrl, made);
    return made;
  }

  const base = got.extend({
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    headers: { 'user-agent': USER_AGENT },
    https: { certificateAuthority: certificates },
  });

  return {
    async clientFor(url) {
      const proxyUrl = proxyUrlOf(await network.resolveProxy(url));
      return base.extend({ agent: proxyUrl === null ? direct : agentsFor(proxyUrl) });
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
