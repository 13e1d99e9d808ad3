import { readAttributePath } from './attribute-path.ts';
import type { Resource } from './render-scim.ts';
import { scimRefuse } from './scim-problem.ts';

/** What of a resource is asked for (RFC 7644 section 3.9): only these attributes, or all but those. */
export type Projection = {
  readonly only: ReadonlyMap<string, ReadonlySet<string> | 'whole'> | null;
  readonly without: ReadonlyMap<string, ReadonlySet<string> | 'whole'>;
};

/** Always there (RFC 7643 section 7, `returned: always`), and what says what it is. */
const always: ReadonlySet<string> = new Set(['schemas', 'id']);
const namesMax = 100;

export function readProjection(query: {
  readonly attributes?: string | undefined;
  readonly excludedAttributes?: string | undefined;
}): Projection {
  if (query.attributes !== undefined && query.excludedAttributes !== undefined)
    scimRefuse(400, 'invalidValue', 'either attributes or excludedAttributes is asked for, not both');
  return {
    only: query.attributes === undefined ? null : readNames(query.attributes),
    without: readNames(query.excludedAttributes ?? ''),
  };
}

/** Whether an attribute is part of the answer at all, so that it need not be read. */
export function isAskedFor({ only, without }: Projection, name: string): boolean {
  return (only === null || only.has(name)) && without.get(name) !== 'whole';
}

export function project(resource: Resource, { only, without }: Projection): Resource {
  if (only === null && without.size === 0) return resource;
  const parts = Object.entries(resource).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    const name = key.toLowerCase();
    if (always.has(name)) return [[key, value]];
    const chosen = only === null ? 'whole' : only.get(name);
    const left = without.get(name);
    if (chosen === undefined || left === 'whole') return [];
    const shown = chosen === 'whole' ? value : partsOf(value, (part) => chosen.has(part));
    return [[key, left === undefined ? shown : partsOf(shown, (part) => !left.has(part))]];
  });
  return Object.fromEntries(parts);
}

function partsOf(value: unknown, isShown: (part: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => partsOf(one, isShown));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => isShown(key.toLowerCase())));
}

function readNames(text: string): ReadonlyMap<string, ReadonlySet<string> | 'whole'> {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length > namesMax) scimRefuse(400, 'invalidValue', `more than ${namesMax} attributes are named`);
  const found = new Map<string, ReadonlySet<string> | 'whole'>();
  for (const name of names) {
    const path = readAttributePath(name.replace(/\[.*$/, ''));
    if (path === null) continue;
    const before = found.get(path.name);
    if (path.part === null || before === 'whole') found.set(path.name, 'whole');
    else found.set(path.name, new Set([...(before ?? []), path.part]));
  }
  return found;
}
