import { defineCheck } from '@daybook/kit';
import type { JudgingCatalog } from '../claims/definitions.ts';

const changeSigned = defineCheck<'change', 'pull-request'>({
  id: 'change-signed',
  version: 1,
  title: 'Every change is signed',
  summary: 'A commit carries a signature.',
  control: 'change-signing',
  population: 'change',
  related: null,
  evaluate: ({ value }) => {
    if (value.signature === 'unknown')
      return { outcome: 'unknown', code: 'not-told', reason: 'the source does not say' };
    if (value.signature === 'none')
      return { outcome: 'fail', code: 'unsigned', reason: 'the commit carries no signature' };
    return { outcome: 'pass', code: 'signed', reason: 'the commit is signed' };
  },
});

const accountOwned = defineCheck<'account', 'person'>({
  id: 'account-owned',
  version: 1,
  title: 'Every account belongs to a person',
  summary: 'The owner is on the list of people.',
  control: 'account-ownership',
  population: 'account',
  related: { kind: 'person', scope: 'any', keys: (account) => [account.owner ?? account.holder] },
  evaluate: (_account, related) => {
    if (related.items.length > 0) return { outcome: 'pass', code: 'known', reason: 'the owner is known' };
    if (!related.isComplete)
      return { outcome: 'unknown', code: 'no-list', reason: 'the list of people is not whole' };
    return { outcome: 'fail', code: 'nobody', reason: 'nobody on the list owns it', settle: 'name an owner' };
  },
});

function controlOf(id: string, title: string) {
  return [id, { id, title, statement: `${title} always.`, why: 'It shows who did what.' }] as const;
}

const requirement = (id: string, parent: string | null, assessable: boolean) => ({
  id,
  title: `Requirement ${id}`,
  parent,
  level: parent === null ? 'chapter' : 'clause',
  assessable,
});

/** Two checks, two controls and a framework of four requirements, small enough to judge by hand. */
export const sampleCatalog = {
  checks: new Map([
    ['account-owned', [{ check: accountOwned, digest: 'b'.repeat(64), folder: '' }]],
    ['change-signed', [{ check: changeSigned, digest: 'a'.repeat(64), folder: '' }]],
  ]),
  controls: new Map([
    controlOf('account-ownership', 'Accounts have owners'),
    controlOf('change-signing', 'Changes are signed'),
  ]),
  frameworks: new Map([
    [
      'sample-1',
      {
        id: 'sample-1',
        name: 'Sample',
        title: 'A framework for tests',
        version: '1',
        publisher: 'nobody',
        kind: 'guidance',
        url: 'https://framework.example/',
        rights: 'facts only',
        structure: [
          requirement('1', null, false),
          requirement('1.1', '1', true),
          requirement('1.2', '1', true),
          requirement('1.3', '1', true),
        ],
      },
    ],
  ]),
  mappings: [
    {
      control: 'change-signing',
      framework: 'sample-1',
      requirement: '1.1',
      covers: 'whole',
      part: 'changes',
    },
    {
      control: 'account-ownership',
      framework: 'sample-1',
      requirement: '1.2',
      covers: 'part',
      part: 'accounts',
    },
  ],
  // checks of one kind stand here for checks of any, as in the catalog's own loader
} as unknown as JudgingCatalog;
