import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../app/announcer.tsx';
import { shared } from '../messages/shared.ts';

const restMs = 1_500;

/** Text to take along: a command, a key, a line. `name` says what the button copies. */
export function CommandBlock({ text, name }: { text: string; name: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    announce(shared.copy.copied);
    window.setTimeout(() => setIsCopied(false), restMs);
  };
  return (
    <div className="flex items-start gap-1 rounded-md bg-sunken">
      <pre className="min-w-0 grow p-3 font-mono text-xs break-all whitespace-pre-wrap">{text}</pre>
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={`${shared.copy.copy}: ${name}`}
        className="no-print touch m-1 inline-flex size-8 shrink-0 items-center justify-center rounded-sm text-note hover:bg-line hover:text-ink"
      >
        {isCopied ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
      </button>
    </div>
  );
}
