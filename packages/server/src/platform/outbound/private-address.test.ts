import { expect, test } from 'vitest';
import { parseAllowedHosts } from './allowed-hosts.ts';
import { isPrivateAddress } from './private-address.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  'inside.example': ['10.0.0.1'],
  'outside.example': ['93.184.216.34'],
};

async function lookup(name: string): Promise<readonly string[]> {
  const found = names[name];
  if (found === undefined) throw new Error('no such name');
  return found;
}

test.each([
  ['http://127.0.0.1:7500/', '', true],
  ['http://127.0.0.1:7500/', '127.0.0.1', false],
  ['https://[fd00::1]/', '', true],
  ['https://inside.example/', '', true],
  ['https://inside.example/', 'inside.example', false],
  ['https://outside.example/', '', false],
  ['https://nowhere.example/', '', false],
])('%s with `%s` allowed is private: %s', async (url, allowed, expected) => {
  expect(await isPrivateAddress(new URL(url), parseAllowedHosts(allowed), lookup)).toBe(expected);
});
