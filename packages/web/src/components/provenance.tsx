import type { Crumb } from '../app/trail.ts';
import { shared } from '../messages/shared.ts';
import { Anchor } from './anchor.tsx';

/** `#4711`: where this is written. Opens the entry, its source and its proof. Nothing when it rests on no entry yet. */
export function Provenance({ position, trail }: { position: number | null; trail?: readonly Crumb[] }) {
  if (position === null) return null;
  return (
    <Anchor
      href={`/ledger/${position}`}
      trail={trail}
      aria-label={shared.provenance(position)}
      title={shared.provenance(position)}
      className="number inline-flex w-fit items-center rounded-sm border border-line bg-raised px-1.5 font-mono text-xs leading-5 text-soft no-underline hover:border-accent hover:text-accent max-md:min-h-6"
    >
      #{position}
    </Anchor>
  );
}
