import type { Connector } from '@daybook/kit';
import { canonicalize } from '@daybook/ledger';

export type ToldSettings = {
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
};

type Both = {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
};

/** Short words of a connector's own vocabulary, such as `day-first`; anything longer might name a person or a place. */
const ownTerm = /^[a-z0-9-]{1,24}$/;

/**
 * Which settings changed, as the ledger may hold it: yes, no, numbers and short words as they are; of a secret, a path, an
 * address and whatever else people typed only that it was given, and that it is another one.
 */
export function toldSettings({ fields }: Pick<Connector, 'fields'>, { before, after }: Both): ToldSettings {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = names.filter((name) => textOf(before[name]) !== textOf(after[name]));
  const isTold = (name: string) => {
    const field = fields.find((one) => one.name === name);
    return field === undefined || field.input === 'text';
  };
  const side = (values: Both['before'], given: string) =>
    Object.fromEntries(changed.map((name) => [name, tell(values[name], given, isTold(name))]));
  return { before: side(before, 'given'), after: side(after, 'another one') };
}

function tell(value: unknown, given: string, isTold: boolean): string {
  if (value === undefined || value === null) return 'not given';
  const isPlain = typeof value === 'boolean' || typeof value === 'number';
  if (isTold && isPlain) return String(value);
  return isTold && typeof value === 'string' && ownTerm.test(value) ? value : given;
}

function textOf(value: unknown): string {
  return value === undefined ? '' : canonicalize(value);
}
