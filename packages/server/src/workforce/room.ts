import type { ErasurePart, OwnListingPart, Services, WorkspaceId } from '../platform/index.ts';

/** One room of this feature: what it does when facts changed, what Daybook tells of it, what an erasure clears in it. */
export type Room = {
  readonly name: string;
  /** Brings the room up to the newest facts. Cost grows with what changed since its own cursor; safe to repeat. */
  follow?(workspaceId: WorkspaceId, services: Services): Promise<void>;
  own?(services: Services): OwnListingPart;
  erasure?(services: Services): ErasurePart;
};
