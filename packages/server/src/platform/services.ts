import type { Catalog } from '@daybook/catalog';
import type { Background } from './background.ts';
import type { Clock } from './clock.ts';
import type { DataKeys } from './data-keys/data-keys.ts';
import type { Database } from './database.ts';
import type { ErasureParts } from './erasure-parts.ts';
import type { Followers } from './followers.ts';
import type { Ids } from './ids.ts';
import type { Keyring } from './keyring.ts';
import type { KnownSubjects } from './known-subjects.ts';
import type { Live } from './live.ts';
import type { Log } from './log.ts';
import type { Mailer } from './mailer.ts';
import type { MasterKeys } from './master-key/master-keys.ts';
import type { TextRecords } from './outbound/text-records.ts';
import type { OwnListings } from './own-listings.ts';
import type { Storage } from './storage.ts';

/** What this installation is told at its start; nothing here changes while it runs. */
export type Settings = {
  readonly dataDir: string;
  /** The folder of the master key, outside the data folder and its backups; the guard file `heads.json` lies there. */
  readonly keyDir: string;
  /** Where this Daybook's own clone lies, offered as a first source; null when it is not a clone. */
  readonly repositoryDir: string | null;
  /** How the outside reaches it, e.g. `http://127.0.0.1:7400`; null when only the private socket listens. */
  readonly baseUrl: string | null;
  /** True on an embedded database: owners may name folders of this machine as sources. */
  readonly mayReadLocalPaths: boolean;
  /** The only way out: judges every destination that people name. Tests put another network in its place. */
  readonly fetch: typeof fetch;
  /** Whether `fetch` would refuse this address as one of a private network; absent where another network stands in. */
  readonly isPrivate?: (url: URL) => Promise<boolean>;
  /** Text records of a name, by which a mail domain is proven; absent where nobody can be asked. */
  readonly textRecords?: TextRecords;
  readonly version: string;
};

/** Everything that lives, built once in `main.ts` and passed in. */
export type Services = {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keyring: Keyring;
  readonly dataKeys: DataKeys;
  readonly erasureParts: ErasureParts;
  readonly knownSubjects: KnownSubjects;
  readonly ownListings: OwnListings;
  readonly storage: Storage;
  readonly catalog: Catalog;
  readonly log: Log;
  readonly live: Live;
  readonly background: Background;
  readonly followers: Followers;
  /** Null where no mail server is configured. */
  readonly mailer: Mailer | null;
  /** Null where a test brings its own keyring. */
  readonly masterKeys: MasterKeys | null;
  readonly settings: Settings;
};
