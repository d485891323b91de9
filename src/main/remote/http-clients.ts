import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import got, { type Agents, type Got } from 'got';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';

/** Clients that share their connections. A module of its own, for it brings in most of what a start need not wait for. */
export interface HttpClients {
  /** A client that goes through a proxy, or straight where there is none. */
  through(proxyUrl: string | null): Got;
}

export const USER_AGENT = 'Flowshelf';

/** @param systemCertificates authorities that are trusted beside the runtime's own, in PEM */
export function createHttpClients(systemCertificates: readonly string[]): HttpClients {
  const certificates = [...tls.rootCertificates, ...systemCertificates];
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
    through: (proxyUrl) => base.extend({ agent: proxyUrl === null ? direct : agentsFor(proxyUrl) }),
  };
}
