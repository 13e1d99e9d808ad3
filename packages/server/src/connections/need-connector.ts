import type { Connector } from '@daybook/kit';
import { refuse, type Services } from '../platform/index.ts';

/** The connector of this id; refuses an unknown one and names those there are. */
export function needConnector(services: Pick<Services, 'catalog'>, id: string): Connector {
  return (
    services.catalog.connectors.get(id) ??
    refuse(
      'connector-unknown',
      `there is no connector \`${id.slice(0, 80)}\``,
      `known connectors: ${[...services.catalog.connectors.keys()].join(', ')}`,
    )
  );
}
