import type { Requirement } from '@daybook/client';
import { expect, it } from 'vitest';
import { groupRequirements } from './coverage-groups.ts';

const node = (id: string, parent: string | null, assessable: boolean): Requirement => ({
  id,
  title: `Title of ${id}`,
  parent,
  level: 'any',
  assessable,
  state: assessable ? 'not-covered' : null,
  controls: [],
});

it('keeps the framework’s own order and puts each requirement under its parent and its top', () => {
  const requirements = [
    node('6', null, false),
    node('6.1', '6', false),
    node('6.1.1', '6.1', true),
    node('6.2', '6', true),
    node('A', null, false),
    node('A.5', 'A', false),
    node('A.5.1', 'A.5', true),
  ];

  const shape = groupRequirements(requirements).map(({ id, sections }) => [
    id,
    sections.map((section) => [section.id, section.requirements.map((one) => one.id)]),
  ]);

  expect(shape).toEqual([
    [
      '6',
      [
        ['6.1', ['6.1.1']],
        ['6', ['6.2']],
      ],
    ],
    ['A', [['A.5', ['A.5.1']]]],
  ]);
});

it('lets a requirement without a parent stand for itself', () => {
  const [group] = groupRequirements([node('CC1', null, true)]);

  expect(group?.sections[0]?.requirements[0]?.id).toBe('CC1');
});
