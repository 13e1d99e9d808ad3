import type { Catalog } from '@daybook/catalog';
import { runChecks } from './controls/index.ts';
import { followLedger } from './facts/index.ts';
import {
  type Clock,
  createBackground,
  createFollowers,
  createLive,
  type Database,
  type DataKeys,
  type Ids,
  type Keyring,
  type Log,
  type Mailer,
  type Services,
  type Settings,
} from './platform/index.ts';

export type Parts = {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly dataKeys: DataKeys;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly mailer?: Mailer | null;
  readonly settings: Settings;
};

/** Puts the parts together, and the derived features in the order in which they follow the ledger. */
export function composeServices(parts: Parts): Services {
  const services: Services = {
    mailer: null,
    ...parts,
    live: createLive(),
    background: createBackground(parts.log),
    followers: createFollowers(),
  };
  services.followers.register((workspaceId) => followLedger(workspaceId, services));
  services.followers.register(async (workspaceId) => {
    await runChecks(workspaceId, services);
  });
  return services;
}
