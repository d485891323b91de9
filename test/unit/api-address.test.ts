import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseApiUrl, originOf, readApiAddress } from '../../src/main/domain/api-address';
import { USUAL_API_URL } from '../../src/shared/usual-settings';

describe('an address that a key may be sent to', () => {
  it.each([
    ['https://api.ttapi.io', 'https://api.ttapi.io'],
    ['  https://api.ttapi.io/\n', 'https://api.ttapi.io'],
    ['HTTPS://API.TTAPI.IO', 'https://api.ttapi.io'],
    ['https://api.ttapi.io:443/', 'https://api.ttapi.io'],
    ['https://api.ttapi.io:8443', 'https://api.ttapi.io:8443'],
    ['https://proxy.test/tt/api//', 'https://proxy.test/tt/api'],
    ['https://10.0.0.7', 'https://10.0.0.7'],
    ['https://[2001:db8::1]', 'https://[2001:db8::1]'],
    ['https://bücher.test', 'https://xn--bcher-kva.test'],
    ['http://localhost', 'http://localhost'],
    ['http://localhost:3000/x', 'http://localhost:3000/x'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://127.9.8.7', 'http://127.9.8.7'],
    ['http://127.1', 'http://127.0.0.1'],
    ['http://2130706433', 'http://127.0.0.1'],
    ['http://0x7f000001', 'http://127.0.0.1'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
    ['https:api.ttapi.io', 'https://api.ttapi.io'],
  ])('%s', (input, expected) => {
    expect(normaliseApiUrl(input)).toBe(expected);
  });

  it('is the same after another look', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'] }), (url) => {
        const once = normaliseApiUrl(url);
        if (once !== null) expect(normaliseApiUrl(once)).toBe(once);
      }),
    );
  });

  it('is the service itself unless settings say otherwise', () => {
    expect(normaliseApiUrl(USUAL_API_URL)).toBe(USUAL_API_URL);
  });
});

describe('an address that no key may be sent to', () => {
  it.each([
    '',
    '   ',
    'api.ttapi.io',
    '//api.ttapi.io',
    'https://',
    'http://api.ttapi.io',
    'http://10.0.0.7',
    'http://192.168.1.1',
    'http://0.0.0.0',
    'http://128.0.0.1',
    'http://126.255.255.255',
    'http://127.evil.com',
    'http://127.0.0.1.evil.com',
    'http://127.0.0.1.nip.io',
    'http://localhost.evil.com',
    'http://evil.com/localhost',
    'http://localhost@evil.com',
    'http://127.0.0.1@evil.com',
    'http://127.0.0.1:80@evil.com',
    'http://evil.com#localhost',
    'http://evil.com?localhost',
    'http://evil.com\\@localhost',
    'http://[::2]',
    'http://[::ffff:8.8.8.8]',
    'http://xn--localhost',
    'ws://localhost',
    'ftp://localhost',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user@api.ttapi.io',
    'https://user:password@api.ttapi.io',
    'https://:password@api.ttapi.io',
    'https://api.ttapi.io?job=1',
    'https://api.ttapi.io/#x',
    'https://api.ttapi.io:99999',
    'https://api ttapi.io',
  ])('%s', (input) => {
    expect(normaliseApiUrl(input)).toBeNull();
  });

  it.each([
    ['', 'bad-address'],
    ['api.ttapi.io', 'bad-address'],
    ['api.ttapi.io:8443', 'bad-address'],
    ['http://api.ttapi.io', 'bad-address'],
    ['http://user:pw@api.ttapi.io?x=1', 'bad-address'],
    ['ftp://localhost', 'bad-address'],
    ['https://', 'address-unreadable'],
    [' HTTPS://api ttapi.io', 'address-unreadable'],
    ['https://api.ttapi.io:99999', 'address-unreadable'],
    ['http://[::1', 'address-unreadable'],
    ['https://user:pw@host', 'address-with-login'],
    ['https://user@host?x=1', 'address-with-login'],
    ['http://:pw@localhost', 'address-with-login'],
    ['https://api.ttapi.io?x=1', 'address-with-query'],
    ['https://api.ttapi.io/v2#x', 'address-with-query'],
    ['http://localhost/?x', 'address-with-query'],
  ])('is refused for what is wrong with it: %s', (input, reason) => {
    expect(readApiAddress(input)).toEqual({ kind: 'refused', reason });
  });

  it('plain http goes to no host but this machine, whatever is put around its name', () => {
    const part = fc.stringMatching(/^[a-z0-9.@:/\\#?-]{0,12}$/);
    fc.assert(
      fc.property(part, fc.constantFrom('localhost', '127.0.0.1', '[::1]'), part, (before, name, after) => {
        const read = normaliseApiUrl(`http://${before}${name}${after}`);
        if (read === null) return;
        const { protocol, hostname, username } = new URL(read);
        expect(protocol).toBe('http:');
        expect(username).toBe('');
        expect(hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)).toBe(
          true,
        );
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('what a key is given for', () => {
  it('is scheme, host and port, not the path', () => {
    expect(originOf('https://api.ttapi.io/v2')).toBe('https://api.ttapi.io');
    expect(originOf('http://127.0.0.1:3000')).not.toBe(originOf('http://127.0.0.1:3001'));
    expect(originOf('http://localhost')).not.toBe(originOf('https://localhost'));
  });
});
