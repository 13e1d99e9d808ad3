import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Connector,
  type ConnectorTools,
  type Emission,
  factKindRules,
  factKinds,
  recordSchemas,
  SourceError,
} from '@daybook/kit';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../load-catalog.ts';

const catalog = await loadCatalog();
const inputs = ['text', 'secret', 'path', 'file', 'url'];

/** What every connector guarantees, whoever wrote it. */
describe.each([...catalog.connectors])('connector %s', (id, connector) => {
  const folder = join(import.meta.dirname, id);
  const material = fixturePaths(join(folder, 'fixtures'));
  // A connector that reads no files has its fixtures for its replay server.
  const fixtures = connector.settingsFromPath === undefined ? [] : material;

  it('says what it is in plain words', () => {
    expect(connector.id).toBe(id);
    expect(connector.name.length).toBeGreaterThan(2);
    expect(connector.summary).toMatch(/^Lets Daybook see .{20,250}\.$/);
    expect(['full', 'since-connect', 'none']).toContain(connector.history);
    expect(readFileSync(join(folder, 'README.md'), 'utf8').length).toBeGreaterThan(100);
  });

  it('emits kinds of the ontology and asks for settings a form can show', () => {
    expect(connector.emits.length).toBeGreaterThan(0);
    expect(connector.emits.every((kind) => factKinds.includes(kind))).toBe(true);
    expect(connector.fields.some((field) => field.isRequired)).toBe(connector.isOwn !== true);
    expect(new Set(connector.fields.map((field) => field.name)).size).toBe(connector.fields.length);
    for (const field of connector.fields) {
      expect(inputs).toContain(field.input);
      expect(field.help).toMatch(/\.$/);
    }
  });

  it('refuses settings it does not know and settings it lacks', () => {
    expect(connector.settings.safeParse({}).success).toBe(false);
    expect(connector.settings.safeParse({ path: '/x', surprise: 1 }).success).toBe(false);
  });

  it('reads a fixture where it reads files at all', () => {
    expect(connector.settingsFromPath === undefined || fixtures.length > 0).toBe(true);
  });

  it.each(fixtures)('keeps the order of emissions and the record schemas: %s', async (path) => {
    const emissions = await collect(connector, path);

    expectOrder(emissions, connector);
    for (const one of emissions) {
      if (one.type !== 'record') continue;
      const parsed = recordSchemas[one.kind].strict().safeParse(one.record);
      expect(parsed.error?.issues ?? []).toEqual([]);
      const told = Object.keys(one.record);
      const fields: [string, { safeParse(value: unknown): { success: boolean } }][] = Object.entries(
        recordSchemas[one.kind].shape,
      );
      const missing = fields.filter(
        ([name, field]) => !told.includes(name) && !field.safeParse(undefined).success,
      );
      expect(missing.map(([name]) => name)).toEqual([]);
      expect(told.filter((name) => !fields.some(([field]) => field === name))).toEqual([]);
    }
  });

  it.each(fixtures)('gives the same twice and no item twice: %s', async (path) => {
    const first = await collect(connector, path);
    const second = await collect(connector, path);
    const items = first.flatMap((one) => (one.type === 'record' ? [itemOf(one)] : []));

    expect(second).toEqual(first);
    expect(new Set(items).size).toBe(items.length);
  });

  it.each(fixtures.slice(0, 1))('says in words what it reads: %s', async (path) => {
    const settings = await connector.settingsFromPath?.(path);

    expect(connector.describe(settings).length).toBeGreaterThan(0);
  });

  it('refuses a path with nothing at it by a sentence and a hint', async () => {
    if (connector.settingsFromPath === undefined) return;

    const failure = await collect(connector, join(folder, 'nothing-here')).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(SourceError);
    expect(failure).toMatchObject({
      code: 'source-not-found',
      message: expect.stringMatching(/^[a-z].{10,}[^.]$/),
    });
  });

  it.each(fixtures.slice(0, 1))('stops when it is cancelled: %s', async (path) => {
    await expect(collect(connector, path, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('names nobody real in its fixtures', () => {
    for (const path of material) {
      for (const file of filesBelow(path)) {
        const mails = readFileSync(file, 'latin1').match(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g) ?? [];
        expect(mails.filter((mail) => !/\.(example|test)$/i.test(mail))).toEqual([]);
      }
    }
  });
});

/** Each file or folder directly below `fixtures` is one input. */
function fixturePaths(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .toSorted()
        .map((name) => join(folder, name))
    : [];
}

function filesBelow(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function collect(
  connector: Connector,
  path: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<Emission[]> {
  const tools: ConnectorTools = {
    http: { send: () => Promise.reject(new Error('a file needs no network')) },
    now: () => '2026-01-01T00:00:00.000Z',
    signal,
  };
  const settings = connector.settings.parse(await connector.settingsFromPath?.(path));
  const emissions: Emission[] = [];
  for await (const one of connector.collect(settings, tools)) emissions.push(one);
  return emissions;
}

/** `population`, then records and rejections, then exactly one `end`, and nothing of a population outside of that. */
function expectOrder(emissions: readonly Emission[], connector: Connector): void {
  const states = new Map<string, 'open' | 'ended'>();
  for (const one of emissions) {
    if (one.type === 'progress') {
      expect(one.done).toBeGreaterThanOrEqual(0);
      continue;
    }
    const name = `${one.kind} ${one.scope}`;
    expect(connector.emits).toContain(one.kind);
    expect(states.get(name)).toBe(one.type === 'population' ? undefined : 'open');
    states.set(name, one.type === 'end' ? 'ended' : 'open');
    if (one.type === 'population') expect(one.maxGapHours).toBeGreaterThan(0);
    if (one.type === 'end') expect(one.reasons.length === 0).toBe(one.isComplete);
  }
  expect(states.size).toBeGreaterThan(0);
  expect([...states.values()].every((state) => state === 'ended')).toBe(true);
}

/** The identity of an item as its source tells it; pseudonyms come later and change nothing about who is who. */
function itemOf(one: Extract<Emission, { type: 'record' }>): string {
  const stand = JSON.stringify(one.record, (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$ofHolder' in value && 'holder' in one.record) return JSON.stringify([value, one.record.holder]);
    return '$identity' in value ? JSON.stringify(value) : value;
  });
  // The record was emitted as of this kind; only people stand as text here, which keys carry unchanged.
  return `${one.kind} ${one.scope} ${factKindRules[one.kind].keyOf(JSON.parse(stand) as never)}`;
}
