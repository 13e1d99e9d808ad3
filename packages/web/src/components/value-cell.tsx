import type { ReactNode } from 'react';
import { sentenceCase, shared } from '../messages/shared.ts';
import { MaskedText } from './masked-text.tsx';
import { StateMark } from './state-mark.tsx';
import { Exactly, When } from './when.tsx';

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const opaquePattern = /^([0-9a-f]{16,}|[A-Za-z0-9+/]{40,}=*)$/;
const shownCharacters = 12;

/** One value of a fact in a few characters; what the source could not tell is shown as unknown, never as empty. */
export function ValueCell({ value }: { value: unknown }): ReactNode {
  if (value === 'unknown') return <StateMark state="unknown" />;
  if (value === null || value === undefined) return <span className="text-note">–</span>;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' && instantPattern.test(value)) return <When at={value} />;
  if (typeof value === 'string' && opaquePattern.test(value)) {
    return (
      <code className="font-mono text-xs" title={value}>
        {value.slice(0, shownCharacters)}…
      </code>
    );
  }
  if (Array.isArray(value))
    return value.length === 0 ? <span className="text-note">–</span> : <Short text={value.join(', ')} />;
  return <Short text={typeof value === 'object' ? JSON.stringify(value) : String(value)} />;
}

function Short({ text }: { text: string }) {
  return (
    <span className="block truncate" title={text}>
      <MaskedText text={text} />
    </span>
  );
}

/** A whole value, nested as it is: terms and what they are. */
export function ValueTree({ value }: { value: unknown }): ReactNode {
  if (typeof value !== 'object' || value === null) return <span className="break-words">{plain(value)}</span>;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="text-note">{shared.none}</span>;
    return (
      <ol className="space-y-1">
        {value.map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown
          <li key={place}>
            <ValueTree value={one} />
          </li>
        ))}
      </ol>
    );
  }
  return (
    <dl className="space-y-0.5 border-l border-line pl-3">
      {Object.entries(value).map(([name, one]) => (
        <div key={name} className="flex flex-wrap gap-x-3">
          <dt className="min-w-28 text-sm text-note">{sentenceCase(name)}</dt>
          <dd className="min-w-0 grow basis-40">
            <ValueTree value={one} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function plain(value: unknown): ReactNode {
  if (value === 'unknown') return <StateMark state="unknown" />;
  if (value === null) return <span className="text-note">–</span>;
  if (typeof value === 'string' && instantPattern.test(value)) return <Exactly at={value} />;
  if (typeof value === 'string' && opaquePattern.test(value)) {
    return <code className="font-mono text-xs break-all">{value}</code>;
  }
  return typeof value === 'string' ? <MaskedText text={value} /> : String(value);
}
