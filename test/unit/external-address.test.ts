import { describe, expect, it } from 'vitest';
import { externalAddress } from '../../src/main/domain/external-address';

describe('what may be opened in the browser', () => {
  it.each(['https://ttapi.io/docs', 'HTTPS://ttapi.io', 'https://ttapi.io:8443/a?b#c'])('%s', (address) => {
    expect(externalAddress(address)).toBe(new URL(address).href);
  });

  it.each([
    '',
    'ttapi.io',
    '//ttapi.io',
    'http://ttapi.io',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-msdt:/id',
    'mailto:a@b.c',
    'app://flowshelf/',
    'media://song/~x/audio',
    'https://user@ttapi.io',
    'https://ttapi.io:pw@evil.example',
    'https://',
    'https://[::1',
    '\u0000https://ttapi.io\u0000x',
  ])('not %j', (address) => {
    expect(externalAddress(address)).toBeNull();
  });
});
