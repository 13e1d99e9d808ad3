import type { LeaverFigures } from '@daybook/client';
import { expect, test, vi } from 'vitest';

// Texts are chosen by the language of the page.
vi.stubGlobal('document', { documentElement: { lang: 'en' } });
const { leaverHeadline, leaverRemarks } = await import('./leaver-headline.ts');

const nobody: LeaverFigures = {
  ...{ n: 0, medianHours: null, p90Hours: null, medianHoursLeast: null, open: 0, late: 0, notObservable: 0 },
  ...{ attested: 0, excepted: 0, nothingFound: 0, usedAfter: 0, oldestOpenHours: null, isWhole: true },
  ...{ reasons: [], window: { from: '2026-01-01T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z' } },
};

test('nobody left is said only where nobody did; who left and of whom nothing was found is no such case', () => {
  const none = 'Nobody’s access had to be taken away yet';

  expect(leaverHeadline(nobody).text).toBe(none);
  expect(leaverHeadline({ ...nobody, isWhole: false }).text).toBe('Cannot tell who leaves');
  for (const some of [{ nothingFound: 1 }, { excepted: 1 }, { attested: 1 }, { open: 1 }])
    expect(leaverHeadline({ ...nobody, ...some }).text).toBe('Nobody’s access is proven gone yet');
});

test('what the number leaves out is said beside it', () => {
  const figures = { ...nobody, n: 3, medianHours: 4, p90Hours: 9, nothingFound: 2, excepted: 1 };

  expect(leaverHeadline(figures)).toEqual({ text: '4 h, nine of ten within 9 h', isNumber: true });
  expect(leaverRemarks(figures)).toEqual(['1 with something that may stay', '2 of whom nothing was found']);
});
