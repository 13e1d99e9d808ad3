import { expect, it } from 'vitest';
import { SourceError } from '../connector.ts';
import { emitPopulation } from './emit-population.ts';
import { readList } from './read-list.ts';

async function* pages(failure?: Error) {
  yield { items: [1, 2] };
  if (failure !== undefined) throw failure;
  yield { items: [3] };
}

const told = { kind: 'account' as const, scope: 'desk', query: 'all', maxGapHours: 24, records: [] };

it('ends a population as complete when every list it rests on came to its end', async () => {
  const list = await readList(pages());

  expect(list.items).toEqual([1, 2, 3]);
  expect([...emitPopulation({ ...told, lists: [list] })].at(-1)).toMatchObject({
    isComplete: true,
    pages: 2,
    reasons: [],
  });
});

it('ends it as incomplete with the reason of the list that failed', async () => {
  const whole = await readList(pages());
  const broken = await readList(pages(new SourceError('source-refused', 'it says no', 'ask again')));

  expect([...emitPopulation({ ...told, lists: [whole, broken] })].at(-1)).toMatchObject({
    isComplete: false,
    reasons: ['it says no; ask again'],
  });
});

it('ends it as incomplete when the source counts other than it gave', async () => {
  const list = await readList(pages());

  expect([...emitPopulation({ ...told, lists: [list], sourceCount: 4 })].at(-1)).toMatchObject({
    isComplete: false,
    reasons: ['the source counts 4 and gave 0; collect again'],
  });
});

it('lets a cancellation and a bug through', async () => {
  const cancelled = new SourceError('cancelled', 'reading was cancelled', 'start again');

  await expect(readList(pages(cancelled))).rejects.toBe(cancelled);
  await expect(readList(pages(new TypeError('a bug')))).rejects.toThrow('a bug');
});
