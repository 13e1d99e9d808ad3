import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../app/announcer.tsx';
import { shared } from '../messages/shared.ts';

const shownCharacters = 12;
const restMs = 1_500;

/** A hash or key, short, whole on hover and in the clipboard. `name` says what it is of. */
export function Digest({ value, name, isWhole = false }: { value: string; name: string; isWhole?: boolean }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setIsCopied(true);
    announce(shared.copy.copied);
    window.setTimeout(() => setIsCopied(false), restMs);
  };
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-middle">
      <code title={value} className={`font-mono text-xs ${isWhole ? 'break-all' : ''}`}>
        {isWhole || value.length <= shownCharacters + 2 ? value : `${value.slice(0, shownCharacters)}…`}
      </code>
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={`${shared.copy.copy}: ${name}`}
        className="no-print inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-note hover:bg-sunken hover:text-ink"
      >
        {isCopied ? <Check size={13} aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
      </button>
    </span>
  );
}
