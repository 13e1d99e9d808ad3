import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { CatalogError } from './catalog-error.ts';
import type { Unit } from './walk-units.ts';

/** Reads one JSON file of a unit. Throws `CatalogError` naming the unit, the file and the first places that are wrong. */
export async function parseUnitFile<Schema extends z.ZodType>(
  unit: Unit,
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const json = parseJson(unit, file, await readFile(join(unit.folder, file), 'utf8'));
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 3);
  const words = problems.map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`);
  throw new CatalogError(unit.name, `${file} is not as expected: ${words.join('; ')}`);
}

type MemberType = 'string' | 'number' | 'object' | 'function';

/** Whether a value is an object with a string `id` and members of these types. */
export function isUnitObject(
  value: unknown,
  members: Readonly<Record<string, MemberType>>,
): value is { readonly id: string; readonly [member: string]: unknown } {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string')
    return false;
  const found = new Map<string, unknown>(Object.entries(value));
  return Object.entries(members).every(([name, type]) => typeof found.get(name) === type);
}

function parseJson(unit: Unit, file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new CatalogError(unit.name, `${file} is not JSON: ${words}`, error);
  }
}
