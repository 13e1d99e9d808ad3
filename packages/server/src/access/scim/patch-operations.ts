import type { Filter } from 'scim2-parse-filter';
import { z } from 'zod';
import { type AttributePath, readAttributePath } from './attribute-path.ts';
import { parsePath } from './parse-filter.ts';
import { scimRefuse } from './scim-problem.ts';

export type Operation = {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: AttributePath;
  /** Which of several values are meant: `type eq "work"` of `emails[type eq "work"].value`. */
  readonly chosen: Filter | null;
  readonly value: unknown;
};

const operationsMax = 1_000;

const patchShape = z.object({
  operations: z
    .array(
      z.object({
        op: z
          .string()
          .transform((op) => op.toLowerCase())
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().nullish(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(operationsMax),
});

/** What is the server's alone; a client that sends it back with the rest means nothing by it. */
const readOnly: ReadonlySet<string> = new Set(['id', 'meta', 'schemas', 'groups']);

/**
 * The operations of a PATCH (RFC 7644 section 3.5.2), one attribute each: what has no path is taken apart, what concerns
 * attributes that are not kept is left out. Takes `op` and names in any case, as Entra writes them.
 */
export function readOperations(body: unknown): readonly Operation[] {
  const parsed = patchShape.safeParse(withSmallNames(body));
  if (!parsed.success)
    scimRefuse(
      400,
      'invalidSyntax',
      `a PATCH holds 1 to ${operationsMax} operations: add, replace or remove`,
    );
  return parsed.data.operations.flatMap(({ op, path, value }) =>
    path === undefined || path === null || path === '' ? withoutPath(op, value) : withPath(op, path, value),
  );
}

function withSmallNames(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const [, list] = Object.entries(body).find(([name]) => name.toLowerCase() === 'operations') ?? [];
  return { operations: Array.isArray(list) ? list.map(smallNamed) : list };
}

function smallNamed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inner]));
}

function withoutPath(op: Operation['op'], value: unknown): readonly Operation[] {
  if (op === 'remove') scimRefuse(400, 'noTarget', 'what to remove is not named');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    scimRefuse(400, 'invalidValue', 'without a path the value is an object');
  return Object.entries(value).flatMap(([name, inner]) => {
    const isWholeExtension = name.toLowerCase().startsWith('urn:') && typeof inner === 'object';
    if (isWholeExtension || readOnly.has(name.toLowerCase())) return [];
    return withPath(op, name, inner);
  });
}

function withPath(op: Operation['op'], text: string, value: unknown): readonly Operation[] {
  const tree = parsePath(text);
  const [chooser, named] = tree.op === 'and' ? tree.filters : [tree];
  const isChoice = chooser?.op === '[]';
  const last = named ?? chooser;
  if (chooser === undefined || last === undefined || !(isChoice || last.op === 'pr'))
    scimRefuse(400, 'invalidPath', 'the path names no attribute');
  const path = readAttributePath('attrPath' in last ? last.attrPath : '');
  if (path === null) return [];
  if (readOnly.has(path.name)) scimRefuse(400, 'mutability', 'an attribute that is named is never changed');
  return [{ op, path, chosen: isChoice ? chooser.valFilter : null, value }];
}
