import { expect, test } from 'vitest';
import { endedWalkCookie, ownPath, walkCookie, type walkCookieName } from './walk-cookie.ts';

// Of the settings only the address counts here.
const under = (baseUrl: string) => ({ settings: { baseUrl } }) as Parameters<typeof walkCookieName>[0];

test('under https no neighbour of the domain can plant the cookie of a walk', () => {
  const services = under('https://daybook.company.example');

  expect(walkCookie('secret', services)).toBe(
    '__Host-daybook_sso=secret; Max-Age=600; Path=/; HttpOnly; SameSite=Lax; Secure',
  );
  expect(endedWalkCookie(services)).toContain('__Host-daybook_sso=; Max-Age=0; Path=/;');
  expect(walkCookie('secret', under('http://127.0.0.1:7400'))).toMatch(
    /^daybook_sso=secret; .*Path=\/api\/sso/,
  );
});

test('after a walk nobody is led to another host', () => {
  const foreign = [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:0',
  ];

  expect(foreign.map(ownPath)).toEqual(foreign.map(() => '/'));
  expect(ownPath('/ledger?page=2')).toBe('/ledger?page=2');
});
