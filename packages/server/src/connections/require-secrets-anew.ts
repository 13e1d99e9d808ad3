import { type Connector, sourceOrigins } from '@daybook/kit';
import { canonicalize } from '@daybook/ledger';
import { refuse } from '../platform/index.ts';

type Change = {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly given: object;
};

/** Refuses with `secret-needed` when a connection would be asked at another host with a secret that was kept from before. */
export function requireSecretsAnew(
  connector: Pick<Connector, 'addresses' | 'fields'>,
  { before, after, given }: Change,
): void {
  const [from, to] = [before, after].map((settings) => canonicalize(sourceOrigins(connector, settings)));
  if (from === to) return;
  const said = new Map<string, unknown>(Object.entries(given));
  const kept = connector.fields.filter(
    ({ input, name }) => input === 'secret' && after[name] !== undefined && said.get(name) !== after[name],
  );
  if (kept.length === 0) return;
  const names = kept.map(({ name }) => `\`${name}\``).join(', ');
  refuse(
    'secret-needed',
    `the address of this source changes, so what it keeps secret is given anew: ${names}`,
  );
}
