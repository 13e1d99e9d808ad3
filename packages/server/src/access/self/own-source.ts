import type { OwnList, OwnPage, OwnRows, OwnSource } from '@daybook/kit';
import { countEntries } from '../../ledger/index.ts';
import type { Services, Tx, WorkspaceId } from '../../platform/index.ts';
import { followSignIns } from './follow-sign-ins.ts';
import { readOwnEntries } from './own-entries.ts';
import { ownAccount, ownCredential, ownGrant } from './own-row.ts';
import {
  countGrantRows,
  countKeyRows,
  countMemberRows,
  listGrantRows,
  listKeyRows,
  listMemberRows,
} from './own-rows.store.ts';
import { rightsOfRoles } from './rights-of-roles.ts';

const pageSize = 500;

/** Changes of rights and of the set-up, as facts about Daybook. */
export const changeTypes: readonly string[] = [
  'member.',
  'grant.given',
  'grant.ended',
  'permissions.',
  'connection.',
  'sign-in-policy.',
  'identity-provider.',
  'scim-group.mapped',
  'scim-token.',
  'break-glass.sealed',
  'break-glass.ended',
  'api-key.created',
  'api-key.ended',
  'anchor.target-',
  'key.rotated',
  'setting.',
];

/** What leaves in bulk. */
export const exportTypes: readonly string[] = ['package.built', 'package.downloaded', 'export.downloaded'];

type Read = { readonly [L in OwnList]: (after: string | null) => Promise<OwnPage<L>> };

/** Daybook as its own connector sees it: one workspace, people by pseudonym, nothing that a person could be named by. */
export function createOwnSource(workspaceId: WorkspaceId, services: Services): OwnSource {
  const { database } = services;
  const inSystem = <T>(work: (tx: Tx) => Promise<T>) => database.withSystem('read Daybook itself', work);
  const rights = rightsOfRoles(services);
  const paged = (after: string | null) => ({ after, limit: pageSize });
  const read: Read = {
    accounts: async (after) => {
      if (after === null) await followSignIns(workspaceId, services);
      const rows = await inSystem((tx) => listMemberRows(tx, workspaceId, paged(after)));
      return pageOf(rows.map(ownAccount), rows.at(-1)?.subject);
    },
    grants: async (after) => {
      const rows = await inSystem((tx) => listGrantRows(tx, workspaceId, paged(after)));
      const now = services.clock.now();
      return pageOf(
        rows.map((row) => ownGrant(row, rights, now)),
        rows.at(-1)?.id,
      );
    },
    credentials: async (after) => {
      const rows = await inSystem((tx) => listKeyRows(tx, workspaceId, paged(after)));
      const now = services.clock.now();
      return pageOf(
        rows.map((row) => ownCredential(row, now)),
        rows.at(-1)?.id,
      );
    },
    changes: (after) => readOwnEntries(workspaceId, { list: 'changes', types: changeTypes, after }, services),
    exports: (after) => readOwnEntries(workspaceId, { list: 'exports', types: exportTypes, after }, services),
  };
  const count: Record<OwnList, () => Promise<number>> = {
    accounts: () => inSystem((tx) => countMemberRows(tx, workspaceId)),
    grants: () => inSystem((tx) => countGrantRows(tx, workspaceId)),
    credentials: () => inSystem((tx) => countKeyRows(tx, workspaceId)),
    changes: () => database.withWorkspace(workspaceId, (tx) => countEntries(tx, changeTypes)),
    exports: () => database.withWorkspace(workspaceId, (tx) => countEntries(tx, exportTypes)),
  };
  return {
    count: (list) => count[list](),
    page: (list, after) => read[list](after),
    listings: () => services.ownListings.of(workspaceId),
  };
}

function pageOf<Row extends OwnRows[OwnList]>(items: readonly Row[], last: string | undefined) {
  return { items, next: items.length < pageSize ? null : (last ?? null) };
}
