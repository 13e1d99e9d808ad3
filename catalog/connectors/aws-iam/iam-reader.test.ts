import type { IAM } from '@aws-sdk/client-iam';
import { readList } from '@daybook/kit';
import { expect, it } from 'vitest';
import { IamReader } from './iam-reader.ts';

const going = new AbortController().signal;

/** Only the calls a test makes are there. */
function readerOf(calls: Partial<Record<keyof IAM, (input: object) => Promise<unknown>>>, signal = going) {
  const pausesMs: number[] = [];
  const pause = async (delayMs: number) => {
    pausesMs.push(delayMs);
  };
  // The reader calls these methods alone, and holds every answer against its shape.
  return { reader: new IamReader(calls as unknown as IAM, signal, pause), pausesMs };
}

it('waits until AWS has written the credential report', async () => {
  const states = ['STARTED', 'INPROGRESS', 'COMPLETE'];
  const { reader, pausesMs } = readerOf({
    generateCredentialReport: async () => ({ State: states.shift() }),
    getCredentialReport: async () => ({ Content: new TextEncoder().encode('user,arn') }),
  });

  expect(await reader.credentialReport()).toBe('user,arn');
  expect(pausesMs).toEqual([2_000, 2_000]);
});

it('gives up on a report that is never written', async () => {
  const { reader, pausesMs } = readerOf({ generateCredentialReport: async () => ({ State: 'INPROGRESS' }) });

  await expect(reader.credentialReport()).rejects.toMatchObject({
    code: 'source-unreachable',
    message: expect.stringContaining('after 60 s'),
  });
  expect(pausesMs).toHaveLength(29);
});

it('calls a rate limit by its name, though AWS tells it by 400', async () => {
  const throttling = Object.assign(new Error('Rate exceeded'), { name: 'Throttling' });
  const { reader } = readerOf({ getAccountSummary: () => Promise.reject(throttling) });

  await expect(reader.countUsers()).rejects.toMatchObject({ code: 'source-rate-limited' });
});

it.each([
  ['a marker that comes twice', { IsTruncated: true, Marker: 'a', MFADevices: [] }],
  ['a next page that is promised and not named', { IsTruncated: true, MFADevices: [] }],
  ['a list that is missing', { IsTruncated: false }],
])('finds no end in %s', async (_what, answer) => {
  const { reader } = readerOf({ listMFADevices: async () => answer });

  await expect(reader.hasMfa('ada')).rejects.toMatchObject({ code: 'source-changed' });
});

it('finds no end where a user comes twice', async () => {
  const user = { UserName: 'ada', UserId: 'AIDA1', Arn: 'arn:aws:iam::123456789012:user/ada' };
  const pages = [
    { IsTruncated: true, Marker: 'a', UserDetailList: [user], GroupDetailList: [], Policies: [] },
    { IsTruncated: false, UserDetailList: [user], GroupDetailList: [], Policies: [] },
  ];
  const { reader } = readerOf({ getAccountAuthorizationDetails: async () => pages.shift() });

  const { failure } = await readList(reader.details());

  expect(failure).toMatchObject({ code: 'source-changed' });
});

it('asks nothing more once it is cancelled', async () => {
  const { reader } = readerOf(
    { getAccountSummary: async () => ({ SummaryMap: { Users: 1 } }) },
    AbortSignal.abort(),
  );

  await expect(reader.countUsers()).rejects.toMatchObject({ code: 'cancelled' });
});
