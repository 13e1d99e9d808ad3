import { shared } from '../messages/shared.ts';

/** Holds the place of what is being read; shows itself after 150 ms, so that a quick answer never flickers. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div role="status" className="appear-late space-y-px" aria-label={shared.trouble.loading}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <div key={index} className="flex h-10 items-center gap-4">
          <div className="size-3.5 rounded-full bg-sunken" />
          <div className="h-3 rounded-sm bg-sunken" style={{ width: `${34 - ((index * 7) % 16)}%` }} />
          <div className="ml-auto h-3 w-[12%] rounded-sm bg-sunken" />
        </div>
      ))}
    </div>
  );
}
