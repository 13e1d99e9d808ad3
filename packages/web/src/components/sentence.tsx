import type { ReactNode } from 'react';

/** A sentence of the server: what it names in backticks is set as code. */
export function Sentence({ text }: { text: string }): ReactNode {
  return text.split('`').map((part, place) =>
    place % 2 === 1 ? (
      // the parts of one sentence never change places
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <code key={place} className="font-mono text-[0.92em]">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
