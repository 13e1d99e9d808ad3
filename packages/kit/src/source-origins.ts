import type { Connector } from './connector.ts';

/**
 * The hosts a connection may be asked at, each by the name of what says so: every setting that is a web address, whether its
 * form shows it or not, and what the connector declares besides. Nothing else may be sent what the connection keeps secret.
 */
export function sourceOrigins(
  connector: Pick<Connector, 'addresses'>,
  settings: unknown,
): Readonly<Record<string, string>> {
  const declared = connector.addresses?.(settings) ?? [];
  const told = [
    ...Object.entries(typeof settings === 'object' && settings !== null ? settings : {}),
    ...declared.map((address, i): [string, unknown] => [`declared ${i}`, address]),
  ];
  return Object.fromEntries(
    told.flatMap(([name, value]) => {
      const origin = originOf(value);
      return origin === null ? [] : [[name, origin]];
    }),
  );
}

function originOf(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null;
  const { protocol, origin } = new URL(value);
  return protocol === 'https:' || protocol === 'http:' ? origin : null;
}
