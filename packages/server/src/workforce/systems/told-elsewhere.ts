import type { FactKind } from '@daybook/kit';
import { listConnections } from '../../connections/index.ts';
import { listPopulations } from '../../facts/index.ts';
import type { Services, Tx } from '../../platform/index.ts';

type List = { readonly kind: FactKind; readonly scope: string };

/** Whether a source other than Daybook itself ever told this list whole. */
export async function toldWholeElsewhere(
  tx: Tx,
  { kind, scope }: List,
  services: Pick<Services, 'clock' | 'catalog'>,
): Promise<boolean> {
  const others = (await listConnections(tx)).filter(
    ({ connector }) => services.catalog.connectors.get(connector)?.isOwn !== true,
  );
  const told = await listPopulations(
    tx,
    services,
    others.map(({ id }) => id),
  );
  // Of several sources the one that never was whole says nothing of whether another one was.
  return told.some((one) => one.kind === kind && one.scope === scope && one.lastCompleteAt !== null);
}
