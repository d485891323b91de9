import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { JobId } from '@shared/model';
import { createFlowClient } from '../../src/main/remote/flow-client';
import { createHttp, proxyUrlOf } from '../../src/main/remote/http';
import { pending, startFlowServer } from '../support/flow-server';

const JOB = 'ffd6870b-9a83-47e6-9d57-601efced86b5' as JobId;
const open: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A proxy that passes requests on, by name as HTTP proxies do and by CONNECT, and writes down what it saw. */
async function startProxy(): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const proxy: Server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    void fetch(request.url ?? '', { headers: { 'tt-api-key': String(request.headers['tt-api-key']) } }).then(
      async (answer) => {
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(await answer.text());
      },
    );
  });
  proxy.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  open.push(() => proxy.close());
  return { url: `127.0.0.1:${(proxy.address() as AddressInfo).port}`, seen };
}

describe('the system proxy', () => {
  it('carries the requests when the system names one', async () => {
    const server = await startFlowServer({ key: 'k' });
    open.push(() => server.close());
    server.job(JOB, pending());
    const proxy = await startProxy();
    const http = createHttp({
      resolveProxy: async () => `PROXY ${proxy.url}; DIRECT`,
      certificates: () => [],
    });
    const client = createFlowClient(http, Date.now);
    const result = await client.fetchJob({ apiUrl: server.url, key: 'k' }, JOB, new AbortController().signal);
    expect(result.kind).toBe('answer');
    expect(proxy.seen).toHaveLength(1);
    expect(proxy.seen[0]).toContain(JOB);
  });

  it.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.example:3128; DIRECT', 'http://proxy.example:3128'],
    ['HTTPS proxy.example:443', 'https://proxy.example:443'],
    ['SOCKS proxy.example:1080', 'socks5://proxy.example:1080'],
    ['SOCKS4 proxy.example:1080', 'socks4://proxy.example:1080'],
    ['QUIC proxy.example:443; PROXY other.example:80', 'http://other.example:80'],
  ])('"%s" means %s', (pac, url) => {
    expect(proxyUrlOf(pac)).toBe(url);
  });
});
