import { type RecordOf, SourceError } from '@daybook/kit';
import { grantsOfRow } from './grants-of-row.ts';
import { parseInstant } from './parse-cell.ts';
import type { PlacedRecord, PlacedRow } from './plan-reading.ts';
import {
  accountKindOf,
  type CellOf,
  externalIdOf,
  holderOf,
  outsideOf,
  type RowReading,
  rolesOfRow,
  systemOfRow,
} from './record-of-row.ts';
import type { RoleRights } from './role-rights.ts';

const holdersMax = 500_000;

/**
 * The accounts of a file with a row for each right: an account comes once, after the last row, with all its roles.
 * Memory grows with the number of accounts, which is bounded.
 */
export class HolderList {
  readonly #reading: RowReading;
  readonly #rightsOf: (role: string) => RoleRights;
  readonly #accounts = new Map<string, RecordOf<'account'>>();

  constructor(reading: RowReading, rightsOf: (role: string) => RoleRights) {
    this.#reading = reading;
    this.#rightsOf = rightsOf;
  }

  take(cell: CellOf): PlacedRow {
    const reading = this.#reading;
    const { dateOrder } = reading.settings;
    const system = systemOfRow(cell, reading);
    const holder = holderOf(cell, system);
    const roles = rolesOfRow(cell, reading);
    const from = parseInstant(cell('startsOn'), dateOrder, 'startsOn') ?? 'unknown';
    const until = parseInstant(cell('endsOn'), dateOrder, 'endsOn');
    const row = { system, holder, roles, from, until, isInForce: 'unknown' } as const;
    const grants = grantsOfRow(cell, row, this.#rightsOf);
    this.#remember(JSON.stringify([system, holder]), {
      system,
      holder,
      owner: null,
      accountKind: accountKindOf(cell('accountKind')),
      roles,
      isEnabled: 'unknown',
      hasMfa: 'unknown',
      canSignIn: 'unknown',
      lastSeenAt: 'unknown',
      createdAt: 'unknown',
      ...outsideOf(cell, reading.mapping),
      ...externalIdOf(cell),
    });
    const place = { kind: 'grant', scope: system } as const;
    return {
      populations: [{ kind: 'account', scope: system }, place],
      records: grants.map((record) => ({ population: place, record })),
    };
  }

  *accounts(): Generator<PlacedRecord> {
    for (const record of this.#accounts.values()) {
      yield { population: { kind: 'account', scope: record.system }, record };
    }
  }

  #remember(key: string, account: RecordOf<'account'>): void {
    const before = this.#accounts.get(key);
    if (before !== undefined) {
      for (const role of account.roles) if (!before.roles.includes(role)) before.roles.push(role);
      return;
    }
    if (this.#accounts.size === holdersMax) {
      throw new SourceError(
        'source-unreadable',
        `the file names more than ${holdersMax} accounts`,
        'split it by system',
      );
    }
    this.#accounts.set(key, account);
  }
}
