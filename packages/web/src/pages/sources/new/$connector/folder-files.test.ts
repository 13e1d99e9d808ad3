import { expect, it } from 'vitest';
import { chosenFiles, sameListAs } from './folder-files.ts';

const file = (name: string) => ({ name, webkitRelativePath: `exports/${name}` }) as File; // what of a file is asked for

it('takes lists by name, names what it leaves out, and says nothing of what a computer keeps for itself', () => {
  const all = ['b.CSV', 'notes.pdf', '.DS_Store', '~$b.xlsx', 'a.xlsx'].map(file);

  const { files, leftOut, tooMany } = chosenFiles(all);

  expect(files.map(({ name }) => name)).toEqual(['a.xlsx', 'b.CSV']);
  expect(leftOut).toEqual(['exports/notes.pdf']);
  expect(tooMany).toBe(0);
});

it('says how many are too many', () => {
  const all = Array.from({ length: 203 }, (_, i) => file(`${i}.csv`));

  expect(chosenFiles(all)).toMatchObject({ tooMany: 3, leftOut: [] });
});

it('tells two files of one list, and not two systems with the same columns', () => {
  const list = { fingerprint: 'a', system: 'desk', newerOf: null };
  const unread = null;

  expect(sameListAs(2, [unread, list, list])).toBe(1);
  expect(sameListAs(1, [list, { ...list, system: 'shop' }])).toBeNull();
  expect(
    sameListAs(1, [
      { ...list, system: null },
      { ...list, system: null },
    ]),
  ).toBeNull();
  expect(
    sameListAs(1, [
      { ...list, newerOf: 'con_1' },
      { ...list, system: 'x', newerOf: 'con_1' },
    ]),
  ).toBe(0);
});
