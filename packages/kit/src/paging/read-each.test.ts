import { expect, it } from 'vitest';
import { readEach } from './read-each.ts';

it('asks for a few at a time, tells how far it is and keeps the order of the items', async () => {
  let running = 0;
  let runningMax = 0;
  const asked = readEach({
    items: [5, 4, 3, 2, 1],
    unit: 'accounts',
    parallelMax: 2,
    read: async (item) => {
      running += 1;
      runningMax = Math.max(runningMax, running);
      await Promise.resolve();
      running -= 1;
      return item * 10;
    },
  });
  const done: unknown[] = [];
  let step = await asked.next();
  while (step.done !== true) {
    done.push(step.value.type === 'progress' ? step.value.done : null);
    step = await asked.next();
  }

  expect(done).toEqual([2, 4, 5]);
  expect(step.value).toEqual([50, 40, 30, 20, 10]);
  expect(runningMax).toBe(2);
});
