import type { Catalog } from '@daybook/catalog';
import { accessErasure, disclosureErasure } from './access/index.ts';
import { auditsErasure } from './audits/index.ts';
import { controlsErasure, runChecks } from './controls/index.ts';
import { factsErasure, followLedger } from './facts/index.ts';
import { findKnownSubject, intakeErasure } from './intake/index.ts';
import {
  type Clock,
  createBackground,
  createErasureParts,
  createFollowers,
  createKnownSubjects,
  createLive,
  createOwnListings,
  type Database,
  type DataKeys,
  type Ids,
  type Keyring,
  type Log,
  type Mailer,
  type MasterKeys,
  type Services,
  type Settings,
  type Storage,
} from './platform/index.ts';

import { registerWorkforce } from './workforce/index.ts';

export type Parts = {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly dataKeys: DataKeys;
  readonly storage: Storage;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly mailer?: Mailer | null;
  readonly masterKeys?: MasterKeys | null;
  readonly settings: Settings;
};

/** Puts the parts together, and the derived features in the order in which they follow the ledger. */
export function composeServices(parts: Parts): Services {
  const services: Services = {
    mailer: null,
    masterKeys: null,
    ...parts,
    live: createLive(),
    background: createBackground(parts.log),
    followers: createFollowers(),
    erasureParts: createErasureParts(),
    knownSubjects: createKnownSubjects(),
    ownListings: createOwnListings(),
  };
  services.knownSubjects.register((tx, by) => findKnownSubject(tx, by, services));
  services.followers.register((workspaceId) => followLedger(workspaceId, services));
  registerWorkforce(services);
  services.followers.register(async (workspaceId) => {
    await runChecks(workspaceId, services);
  });
  const erasing = [
    accessErasure,
    disclosureErasure(services),
    intakeErasure(services),
    factsErasure,
    controlsErasure(services),
    auditsErasure(services),
  ];
  for (const part of erasing) services.erasureParts.register(part);
  return services;
}
