import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Connector,
  type Emission,
  factKindRules,
  type IdentityValues,
  recordSchemas,
  SourceError,
} from '@daybook/kit';
import {
  collectReplay,
  completeCounts,
  isNextPage,
  misbehaviours,
  type Replay,
  startMisbehaving,
  startReplay,
} from '@daybook/kit/testing';
import { describe, expect, it } from 'vitest';

/** Units are loaded one by one, so that each is held to this by itself. */
const ids = readdirSync(import.meta.dirname).filter((id) => existsSync(fileOf(id, 'replay.ts')));

function fileOf(id: string, name: string): string {
  return join(import.meta.dirname, id, name);
}

async function unitOf(id: string): Promise<{ readonly connector: Connector; readonly replay: Replay }> {
  const [unit, played]: { readonly connector: Connector; readonly replay: Replay }[] = await Promise.all(
    ['connector.ts', 'replay.ts'].map((name) => import(pathToFileURL(fileOf(id, name)).href)),
  );
  if (unit === undefined || played === undefined) throw new Error(`no connector ${id}`);
  return { connector: unit.connector, replay: played.replay };
}

/** Whatever a source does wrong, no connector makes a whole list of it: nothing may pass and nothing counts as gone. */
describe.each(ids)('the source of connector %s', (id) => {
  it('gives every population whole while it behaves', async () => {
    const { connector, replay } = await unitOf(id);
    const server = await startReplay(replay.routes);
    const { emissions, error } = await collectReplay(connector, replay.settings(server.url));
    await server.close();

    const ends = emissions.flatMap((one) => (one.type === 'end' ? [one] : []));
    expect([error, ends.flatMap(({ reasons }) => reasons)]).toEqual([null, []]);
    expect(countsAt(server.url, emissions)).toEqual(replay.expect);
    expect(server.requests.some(replay.isNextPage ?? isNextPage)).toBe(replay.nextBy !== 'none');
    const keys: string[] = [];
    for (const one of emissions) {
      if (one.type !== 'record') continue;
      const parsed = recordSchemas[one.kind].strict().safeParse(one.record);
      expect(parsed.error?.issues ?? []).toEqual([]);
      expect(connector.emits).toContain(one.kind);
      // The record was emitted as of this kind; only people stand as text here, which keys carry unchanged.
      keys.push(
        `${one.kind} ${one.scope} ${factKindRules[one.kind].keyOf(JSON.parse(standIn(one.record)) as never)}`,
      );
    }
    expect(keys.length - new Set(keys).size).toBe(0);
  });

  it('names nobody where a record holds ids and words in the open', async () => {
    const { connector, replay } = await unitOf(id);
    const server = await startReplay(replay.routes);
    const { emissions } = await collectReplay(connector, replay.settings(server.url));
    await server.close();

    const records = emissions.flatMap((one) => (one.type === 'record' ? [one.record] : []));
    const names = new Set(records.flatMap(namesIn));
    const open = new Set(records.flatMap(openTextsIn));
    const told = [...open].filter((text) => [...names].some((name) => isNamedIn(text, name)));
    expect(told).toEqual([]);
  });

  it('tells the id by which an account stays the same, and no two accounts of a system share one', async () => {
    const { connector, replay } = await unitOf(id);
    if (!connector.emits.includes('account')) return;
    const server = await startReplay(replay.routes);
    const { emissions } = await collectReplay(connector, replay.settings(server.url));
    await server.close();

    const ids = emissions.flatMap((one) => {
      if (one.type !== 'record' || !('externalId' in one.record)) return [];
      return [`${one.scope} ${String(one.record.externalId)}`];
    });
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length - new Set(ids).size).toBe(0);
  });

  it.each(misbehaviours.map((one) => [one.name, one] as const))('proves nothing by %s', async (name, one) => {
    const { connector, replay } = await unitOf(id);
    const server = await startMisbehaving(replay, one);
    const limits = name === 'time-out' ? { timeoutMs: 30, retriesMax: 0 } : {};
    const { emissions, error } = await collectReplay(connector, replay.settings(server.url), limits);
    await server.close();

    const complete = countsAt(server.url, emissions);
    if (error !== null) expect(error).toBeInstanceOf(SourceError);
    if (one.spoils === 'all') expect(complete).toEqual({});
    if (one.spoils === 'filled') {
      expect(Object.entries(complete).filter(([population]) => replay.expect[population] !== 0)).toEqual([]);
    }
    // What is complete all the same is right.
    expect({ ...replay.expect, ...complete }).toEqual(replay.expect);
    const isSpoiltByPage = name === 'repeated page' ? replay.nextBy !== 'none' : replay.nextBy === 'address';
    const isSpoilt = one.spoils !== 'paged' || isSpoiltByPage;
    const missing = Object.keys(replay.expect).length - Object.keys(complete).length;
    if (isSpoilt) expect(error !== null || missing > 0).toBe(true);
  });
});

/** A source whose name is its address is `source.example`, wherever the server stands. */
function countsAt(url: string, emissions: readonly Emission[]): Readonly<Record<string, number>> {
  const counts = Object.entries(completeCounts(emissions));
  const { host } = new URL(url);
  return Object.fromEntries(
    counts.map(([population, count]) => [population.replaceAll(host, 'source.example'), count]),
  );
}

/** People stand as text in place of their pseudonyms, and whose a grant is beside its id, as intake puts them there. */
function standIn(record: object): string {
  const holder = 'holder' in record ? JSON.stringify(record.holder) : '';
  return JSON.stringify(record, (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$ofHolder' in value) return `${String(value.$ofHolder)}/${holder}`;
    return '$identity' in value ? JSON.stringify(value) : value;
  });
}

/** A number of the system's own for an account, which stands for its login where it has none: it says nothing of who it is. */
const ownNumber = /^(?:\d+|(?:\d+:)?[0-9a-f]{8}[0-9a-f-]{12,28}|U[0-9A-Z]{8,})$/;

/** What sources say of who somebody is; where it is unique says nothing of them. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!('$identity' in value)) return Object.values(value).flatMap(namesIn);
  // The record was held to its schema by the test above.
  const { system: _system, ...names } = value.$identity as IdentityValues;
  return Object.values(names).filter((name) => !ownNumber.test(name));
}

/** Every text of a record that intake neither swaps for a pseudonym nor masks. */
function openTextsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || '$identity' in value || '$text' in value) return [];
  return Object.values(value).flatMap(openTextsIn);
}

/** As a word of its own, so that `ada` is not found in `adapter`. */
function isNamedIn(text: string, name: string): boolean {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}
