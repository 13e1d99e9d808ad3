import type { KeyObject } from 'node:crypto';
import { type FactKind, type FactKindRules, type FactOf, factKindRules, recordSchemas } from '@daybook/kit';
import { canonicalize } from '@daybook/ledger';
import type { Tx } from '../platform/index.ts';
import { hashContent } from './identity-hash.ts';
import { countInstant, countRejected, type PopulationTally } from './population-tally.ts';
import { intakeKey, type PullContext } from './pull-context.ts';
import { type FoundItems, findItems, type PullItem, stageItems } from './pull-items.store.ts';
import { resolveSubjects } from './resolve-subjects.ts';
import { identitiesOf, namesSubjects, tokenise } from './tokenise.ts';

type Candidate = Omit<PullItem, 'state' | 'commitment'>;

/**
 * Stages one batch of one population: parses, tokenises and masks each record, compares it with what was last recorded,
 * and keeps the value only where it is new or changed. What does not parse is counted as rejected.
 */
export async function stageRecords(
  tx: Tx,
  records: readonly unknown[],
  tally: PopulationTally,
  context: PullContext,
): Promise<void> {
  const parsed = parseRecords(records, tally, context.connector.isOwn === true);
  const subjectOf = await resolveSubjects(tx, parsed.flatMap(identitiesOf), tally, context);
  const key = intakeKey(context);
  const candidates = parsed.flatMap((record) => {
    const value = tokenise(record, subjectOf, context.services.catalog.detectors);
    return candidateOf(value, tally, key);
  });
  const place = { pullId: context.pullId, connection: context.connection.id };
  const found = await findItems(
    tx,
    place,
    tally,
    candidates.map(({ key: itemKey }) => itemKey),
  );
  const items = compareWithKnown(dropDuplicates(candidates, found, tally), found);
  await stageItems(tx, context.pullId, items);
  for (const item of items) countItem(tally, item);
}

function parseRecords(
  records: readonly unknown[],
  tally: PopulationTally,
  isOwn: boolean,
): readonly unknown[] {
  // The tally was opened by an emission whose kind is one of the ontology's.
  const schema = recordSchemas[tally.kind as FactKind];
  return records.flatMap((record, i) => {
    const parsed = schema.safeParse(record);
    const place = `record ${tally.items + tally.rejected + i + 1}`;
    if (parsed.success) {
      if (isOwn || !namesSubjects(parsed.data)) return [parsed.data];
      countRejected(tally, place, 'it names a person by a pseudonym of Daybook');
      return [];
    }
    const [issue] = parsed.error.issues;
    countRejected(tally, place, `\`${issue?.path.join('.') ?? ''}\` ${issue?.message ?? 'is not valid'}`);
    return [];
  });
}

function candidateOf(value: unknown, tally: PopulationTally, key: KeyObject): Candidate[] {
  // Parsed and tokenised, so it is a fact of the tally's kind.
  const rules = factKindRules[tally.kind as FactKind] as FactKindRules<FactKind>;
  const fact = value as FactOf<FactKind>;
  try {
    const itemKey = rules.keyOf(fact);
    const occurredAt = rules.occurredAt(fact);
    const contentHash = hashContent(key, canonicalize(value));
    return [{ kind: tally.kind, scope: tally.scope, key: itemKey, contentHash, occurredAt, value }];
  } catch {
    countRejected(
      tally,
      `record ${tally.items + tally.rejected + 1}`,
      'it has nothing to tell it from others by',
    );
    return [];
  }
}

/** The same item twice with the same content is a duplicate; with another content it contradicts itself and is rejected. */
function dropDuplicates(
  candidates: readonly Candidate[],
  { staged }: FoundItems,
  tally: PopulationTally,
): readonly Candidate[] {
  const seen = new Map(staged.map((item) => [item.key, item.contentHash]));
  return candidates.filter((candidate) => {
    const before = seen.get(candidate.key);
    if (before === undefined) {
      seen.set(candidate.key, candidate.contentHash);
      return true;
    }
    if (before.equals(candidate.contentHash)) tally.duplicates += 1;
    else countRejected(tally, `item ${candidate.key.slice(0, 80)}`, 'it came twice with different contents');
    return false;
  });
}

function compareWithKnown(candidates: readonly Candidate[], found: FoundItems): readonly PullItem[] {
  const known = new Map(found.known.map((item) => [item.key, item]));
  return candidates.map((candidate): PullItem => {
    const before = known.get(candidate.key);
    if (before === undefined) return { ...candidate, state: 'new', commitment: null };
    if (!before.contentHash.equals(candidate.contentHash)) {
      return { ...candidate, state: 'changed', commitment: null };
    }
    return { ...candidate, state: 'same', commitment: before.commitment, value: null };
  });
}

function countItem(tally: PopulationTally, item: PullItem): void {
  tally.items += 1;
  if (item.state === 'new') tally.added += 1;
  if (item.state === 'changed') tally.changed += 1;
  countInstant(tally, item.occurredAt);
}
