import { useEffect, useRef } from 'react';

/** What has just been done; a new object each time, so that the same words are said again. */
export type Outcome = { readonly text: string };

/** Says what was done and takes the focus, because the button that did it may be gone. */
export function Said({ outcome }: { outcome: Outcome | null }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (outcome !== null) line.current?.focus();
  }, [outcome]);
  if (outcome === null) return null;
  return (
    <p ref={line} tabIndex={-1} className="prose-line mb-3">
      {outcome.text}
    </p>
  );
}
