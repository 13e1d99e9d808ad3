import { expect, it } from 'vitest';
import { canonicalRemote } from './canonical-remote.ts';

it.each([
  ['https://github.com/team/store.git', 'github.com/team/store'],
  ['https://ada:s3cret@GitHub.com/team/store', 'github.com/team/store'],
  ['git@github.com:team/store.git', 'github.com/team/store'],
  ['ssh://git@forge.example:2222/team/group/store.git/', 'forge.example/team/group/store'],
  ['git://forge.example/store.git', 'forge.example/store'],
  ['/srv/git/store.git', null],
  ['../store', null],
  ['file:///srv/git/store.git', null],
  ['C:\\code\\store', null],
  ['', null],
])('names the remote %s as %s', (url, expected) => {
  expect(canonicalRemote(url)).toBe(expected);
});
