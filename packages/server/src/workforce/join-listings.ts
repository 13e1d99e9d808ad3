import type { OwnListingPart } from '../platform/index.ts';

/** Several lists of one room as one part. */
export function joinListings(...parts: readonly OwnListingPart[]): OwnListingPart {
  return {
    types: parts.flatMap(({ types }) => types),
    listings: async (workspaceId) => {
      const found = await Promise.all(parts.map((part) => part.listings(workspaceId)));
      return found.flat();
    },
  };
}
