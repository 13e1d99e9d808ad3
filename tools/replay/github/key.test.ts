import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createHttp,
  type Emission,
  evaluatePopulation,
  type FactKind,
  factKindRules,
  factSchemas,
  type Item,
  type KnownPopulation,
} from '@daybook/kit';
import { expect, it } from 'vitest';
import { check } from '../../../catalog/checks/change-reviewed/v1/check.ts';
import { connector } from '../../../catalog/connectors/github/connector.ts';
import { generateRepository } from './generate-repository.ts';
import { type GeneratedRepository, withoutApprovals } from './generated-repository.ts';
import { startReplayServer } from './start-replay-server.ts';

const repository = generateRepository('daybook', 300);
const asOf = '2026-01-01T00:00:00.000Z';

async function verdictsOf(given: GeneratedRepository) {
  const token = 'replay-token';
  const server = await startReplayServer({ repository: given, token, nowMs: () => Date.parse(asOf) });
  const http = createHttp({ fetch, now: () => asOf, sleep: async () => {}, random: () => 0 });
  const settings = connector.settings.parse({ repository: 'team/store', token, baseUrl: server.url });
  const emissions: Emission[] = [];
  const signal = new AbortController().signal;
  for await (const one of connector.collect(settings, { http, now: () => asOf, signal })) emissions.push(one);
  await server.close();
  const items = emissions.flatMap((one) =>
    one.type === 'record' ? [itemOf(one.kind, one.scope, one.record)] : [],
  );
  const populations = emissions.flatMap((one): KnownPopulation[] =>
    one.type === 'end' ? [{ kind: one.kind, scope: one.scope, isComplete: one.isComplete }] : [],
  );
  const { judged } = evaluatePopulation(check, { items, related: items, populations, asOf });
  return new Map(judged.map(({ item, finding }) => [item.key, `${finding.outcome} ${finding.code}`]));
}

/** As intake does it, with a pseudonym per login or mail address and the text as it stands. */
function itemOf(kind: FactKind, scope: string, record: unknown): Item {
  const text = JSON.stringify(record, (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$text' in value) return value.$text;
    return '$identity' in value ? pseudonymOf(value.$identity) : value;
  });
  const value = factSchemas[kind].parse(JSON.parse(text));
  const rules = factKindRules[kind];
  // The schema and the rules of one kind were taken together, so the value is of that kind.
  return { kind, scope, key: rules.keyOf(value as never), value } as Item;
}

const pseudonyms = new Map<string, string>();
function pseudonymOf(identity: unknown): string {
  const { email, login } = Object(identity);
  const who = String(login ?? email);
  const known =
    pseudonyms.get(who) ?? `sub_00000000-0000-4000-8000-${String(pseudonyms.size).padStart(12, '0')}`;
  pseudonyms.set(who, known);
  return known;
}

it('every commit of the generated repository gets the verdict of its key', async () => {
  const verdicts = await verdictsOf(repository);

  expect(repository.key.length).toBeGreaterThanOrEqual(300);
  expect(repository.key.map(({ sha }) => verdicts.get(sha))).toEqual(
    repository.key.map(({ outcome, code }) => `${outcome} ${code}`),
  );
  expect(verdicts.size).toBe(repository.key.length);
});

it('taking out the only approval of one commit turns exactly that commit to fail', async () => {
  const target = repository.key.find((row) => row.case === 'reviewed, squashed')?.sha ?? '';

  const before = await verdictsOf(repository);
  const after = await verdictsOf(withoutApprovals(repository, target));

  const changed = [...before].filter(([sha, verdict]) => after.get(sha) !== verdict).map(([sha]) => sha);
  expect(changed).toEqual([target]);
  expect(after.get(target)).toBe('fail no-approval');
});

it('the same seed gives the same repository and the key on file', () => {
  const lines = repository.key.map((row) => [row.sha, row.outcome, row.code, row.case].join('\t'));

  expect(generateRepository('daybook', 300)).toEqual(repository);
  expect(`${lines.join('\n')}\n`).toBe(readFileSync(join(import.meta.dirname, 'key.tsv'), 'utf8'));
});
