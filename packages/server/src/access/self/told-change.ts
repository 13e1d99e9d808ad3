import type { OwnValue } from '@daybook/kit';

/** What an entry says was so before, and is so after; null where there was nothing or it says nothing. */
export type ToldChange = {
  readonly before: readonly OwnValue[] | null;
  readonly after: readonly OwnValue[] | null;
};

const valuesMax = 40;
const valueLengthMax = 500;

/** Types whose payload states the new things beside each other instead of under `after`. */
const stated: Readonly<Record<string, readonly string[]>> = {
  'member.added': ['role'],
  'grant.requested': ['role', 'scope', 'from', 'until', 'reason'],
  'grant.given': ['role', 'scope', 'from', 'until'],
  'access-request.made': ['system', 'role', 'rights', 'until', 'reason'],
  'access-request.approved': ['system', 'role', 'rights', 'until'],
  'connection.created': ['connector'],
  'file-mapping.saved': ['name', 'kind', 'system'],
  'api-key.created': ['name', 'scopes', 'expiresAt'],
  'session.started': ['method', 'hasSecondFactor'],
  'session.ended': ['count', 'why'],
  'sign-in.failed': ['count', 'from', 'until'],
  'export.requested': ['what', 'rows', 'format', 'hasNames', 'reason'],
  'export.downloaded': ['what', 'rows', 'format', 'hasNames', 'reason'],
  'value.revealed': ['field', 'reason', 'until'],
  'package.downloaded': ['what', 'from', 'to', 'hasNames'],
  'identity-provider.added': [
    'kind',
    'name',
    'issuer',
    'domains',
    'assertsSecondFactor',
    'addsMembers',
    'state',
  ],
  'identity-provider.approved': ['kind', 'name', 'issuer', 'domains', 'assertsSecondFactor', 'addsMembers'],
  'identity-provider.domain-verified': ['domain'],
  'brand-account.confirmed': ['until'],
  'shared-secret.rotated': ['rotatedAt'],
  'device.returned': ['returnedAt'],
  'break-glass.used': ['reason', 'reviewDueAt'],
  'break-glass.reviewed': ['note', 'isLate'],
};

/** Types whose payload states what there was and no longer is. */
const ended: Readonly<Record<string, readonly string[]>> = {
  'grant.ended': ['role', 'scope', 'from', 'until'],
  'identity-provider.removed': ['kind', 'name', 'issuer', 'domains'],
};

/** Reads the `before` and `after` of a payload, or what its type states in another form. */
export function toldChange(type: string, payload: unknown): ToldChange {
  if (!isObject(payload)) return { before: null, after: null };
  const name = type.split('@')[0] ?? type;
  if ('before' in payload || 'after' in payload) {
    return { before: valuesOf(payload.before), after: valuesOf(payload.after) };
  }
  return { before: pick(payload, ended[name]), after: pick(payload, stated[name]) };
}

function pick(payload: Known, names: readonly string[] | undefined): readonly OwnValue[] | null {
  if (names === undefined) return null;
  const values = valuesOf(Object.fromEntries(names.map((name) => [name, payload[name]])));
  return values?.length === 0 ? null : values;
}

function valuesOf(told: unknown): readonly OwnValue[] | null {
  if (told === null || told === undefined) return null;
  if (!isObject(told)) return [{ name: 'value', value: textOf(told) }];
  return Object.entries(told)
    .filter(([, value]) => value !== undefined && textOf(value) !== '')
    .slice(0, valuesMax)
    .map(([name, value]) => ({ name: name.slice(0, 200), value: textOf(value).slice(0, valueLengthMax) }));
}

function textOf(value: unknown): string {
  if (value === null) return '';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (isObject(value)) {
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${textOf(part)}`)
      .join('; ');
  }
  return String(value);
}

type Known = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Known {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
