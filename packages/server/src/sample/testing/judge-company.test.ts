import { expect, it } from 'vitest';
import { generateCompany } from '../company/generate-company.ts';
import { judgeCompany } from './judge-company.ts';
import { judgementTable } from './judgement-table.ts';

const asked = process.env.DAYBOOK_JUDGE_SEEDS;
const seeds = (asked ?? '4711').split(',').map(Number);
const months = asked === undefined ? 3 : 12;

it.each(seeds)('finds what is planted in company %i, and little else', { timeout: 900_000 }, async (seed) => {
  const judged = await judgeCompany(generateCompany(seed, { months }));

  const table = judgementTable(seed, judged);
  if (asked !== undefined) process.stdout.write(table);
  expect(judged.greens, table).toEqual([]);
  expect(judged.recall, table).toBeGreaterThanOrEqual(0.95);
  expect(judged.falseShare, table).toBeLessThanOrEqual(0.05);
});
