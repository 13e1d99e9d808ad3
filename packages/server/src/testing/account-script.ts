import { type Emission, identity, type RecordOf } from '@daybook/kit';

const population = { kind: 'account', scope: 'desk' } as const;

/** One account of a made-up system, `person` being its holder's mail. */
export function account(person: string, changes: Partial<RecordOf<'account'>> = {}): RecordOf<'account'> {
  return {
    system: 'desk',
    holder: identity({ email: person, name: person.split('@')[0] ?? person }),
    owner: null,
    accountKind: 'human',
    roles: ['agent'],
    isEnabled: true,
    hasMfa: true,
    canSignIn: true,
    lastSeenAt: null,
    createdAt: null,
    ...changes,
  };
}

export type ListOptions = {
  readonly isComplete?: boolean;
  readonly reasons?: readonly string[];
  readonly sourceCount?: number | null;
  readonly rejected?: number;
  readonly gaps?: readonly string[];
};

/** A whole list of accounts as a connector would say it. */
export function listOf(records: readonly unknown[], options: ListOptions = {}): readonly Emission[] {
  const { isComplete = true, reasons = [], sourceCount = null, rejected = 0, gaps = [] } = options;
  const spoken = records.map((record) => ({ type: 'record', ...population, record }) as Emission); // also wrong ones, on purpose
  const refused = Array.from({ length: rejected }, (_, i): Emission => {
    return { type: 'rejected', ...population, where: `row ${i + 1}`, reason: 'it has no holder' };
  });
  const end = {
    type: 'end',
    ...population,
    isComplete,
    reasons,
    sourceCount,
    pages: 1,
    gaps,
    attributes: {},
  };
  return [
    { type: 'population', ...population, query: 'all accounts', maxGapHours: 24 },
    ...spoken,
    ...refused,
    end as Emission,
  ]; // a literal of the union's shape
}

/** So many accounts, each of a person of its own. */
export function many(count: number) {
  return Array.from({ length: count }, (_, i) => account(`p${i}@company.example`));
}
