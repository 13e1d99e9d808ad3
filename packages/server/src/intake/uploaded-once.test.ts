import { expect, test } from 'vitest';
import { isUploadedOnce } from './uploaded-once.ts';

const settings = { dataDir: '/srv/daybook' };

test.each([
  ['/srv/daybook/files/intake/ws/upl_1/people.csv', true],
  ['/srv/daybook/files/intake-of-mine/people.csv', false],
  ['/srv/exports/people.csv', false],
])('%s is a copy that was uploaded once: %s', (path, isUploaded) => {
  expect(isUploadedOnce({ settings: { path } }, settings)).toBe(isUploaded);
});
