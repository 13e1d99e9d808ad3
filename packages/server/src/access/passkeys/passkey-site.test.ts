import { describe, expect, test } from 'vitest';
import { discoverRoutes } from '../../platform/index.ts';
import { codeOf, startAccess } from '../testing/start-access.ts';
import { passkeySite } from './passkey-site.ts';

describe('where passkeys hold', () => {
  test.each([
    [
      'https://daybook.company.example',
      undefined,
      { id: 'daybook.company.example', origin: 'https://daybook.company.example' },
    ],
    [
      'https://daybook.company.example:8443',
      'evil.example',
      { id: 'daybook.company.example', origin: 'https://daybook.company.example:8443' },
    ],
    ['http://localhost:7400', undefined, { id: 'localhost', origin: 'http://localhost:7400' }],
    ['http://127.0.0.1:7400', 'localhost:7400', { id: 'localhost', origin: 'http://localhost:7400' }],
    ['http://127.0.0.1:7400', '127.0.0.1:7400', { unavailable: 'ip-address' }],
    ['http://127.0.0.1:7400', 'localhost:9999', { unavailable: 'ip-address' }],
    ['https://192.0.2.7', 'localhost', { unavailable: 'ip-address' }],
    ['http://[::1]:7400', 'localhost:7400', { id: 'localhost', origin: 'http://localhost:7400' }],
    ['https://[2001:db8::1]', undefined, { unavailable: 'ip-address' }],
    ['http://daybook.company.example', undefined, { unavailable: 'not-secure' }],
    [null, undefined, { unavailable: 'no-address' }],
  ])('%s asked as %s', (baseUrl, host, expected) => {
    expect(passkeySite(baseUrl, host)).toEqual(expected);
  });

  test('an IP address says so, and what to do', async () => {
    await using plain = await startAccess({ baseUrl: 'http://127.0.0.1:7400' }, await discoverRoutes());

    const headers = { origin: 'http://127.0.0.1:7400', host: '127.0.0.1:7400' };
    const answer = await plain.app.inject({
      method: 'POST',
      url: '/api/sign-in/passkey/options',
      headers,
      payload: {},
    });

    expect(codeOf(answer)).toBe('409 passkeys-unavailable');
    expect(answer.json().error.hint).toContain('localhost');
  });
});
