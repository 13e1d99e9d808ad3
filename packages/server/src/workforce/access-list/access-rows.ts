import type { Personal } from '../../platform/index.ts';
import type { FourRights } from './four-rights.ts';
import type { ListedCell, ListedPrincipal } from './list-access.ts';

/** One account of one principal, flat, as a row of a file. */
export type AccessRow = {
  readonly name: string | Personal;
  readonly kind: ListedPrincipal['kind'];
  readonly state: ListedPrincipal['state'];
  readonly system: string;
  readonly administer: FourRights['administer'];
  readonly export: FourRights['export'];
  readonly connect: FourRights['connect'];
  readonly publish: FourRights['publish'];
  readonly canAct: boolean;
  readonly isEnabled: ListedCell['isEnabled'];
  readonly roles: string;
  readonly ways: string;
  readonly lastSeenAt: string | null;
  readonly seenAt: string | null;
  readonly source: ListedCell['source'];
  readonly isComplete: boolean;
  readonly position: number;
  readonly principal: string;
};

/** Every account of these principals, or those on one system. */
export function rowsOfPage(items: readonly ListedPrincipal[], system: string | null): readonly AccessRow[] {
  return items.flatMap(({ name, kind, state, principal, cells }) =>
    cells
      .filter((cell) => system === null || cell.system === system)
      .map((cell) => ({
        ...{ name, kind, state, principal, system: cell.system, ...cell.rights },
        ...{ canAct: cell.canAct, isEnabled: cell.isEnabled },
        ...{ roles: cell.roles.join('; '), ways: cell.ways.join('; ') },
        ...{ lastSeenAt: cell.lastSeenAt, seenAt: cell.seenAt, source: cell.source },
        ...{ isComplete: cell.isComplete, position: cell.position },
      })),
  );
}
