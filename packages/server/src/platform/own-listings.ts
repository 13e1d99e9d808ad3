import type { OwnListing } from '@daybook/kit';
import type { WorkspaceId } from './workspace-id.ts';

/** What one feature lets Daybook tell of itself as facts. */
export type OwnListingPart = {
  /** Beginnings of entry types after which its lists may be others, so that Daybook reads itself again within seconds. */
  readonly types: readonly string[];
  listings(workspaceId: WorkspaceId): Promise<readonly OwnListing[]>;
};

/** Later features register here, so that Daybook's own connector tells of them although it is read by an earlier one. */
export interface OwnListings {
  register(part: OwnListingPart): void;
  types(): readonly string[];
  of(workspaceId: WorkspaceId): Promise<readonly OwnListing[]>;
}

export function createOwnListings(): OwnListings {
  const parts: OwnListingPart[] = [];
  return {
    register: (part) => {
      parts.push(part);
    },
    types: () => parts.flatMap((part) => part.types),
    of: async (workspaceId) => {
      const found = await Promise.all(parts.map((part) => part.listings(workspaceId)));
      return found.flat();
    },
  };
}
