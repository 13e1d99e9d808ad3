import { useState } from 'react';
import { FilterField } from '../../components/filter-field.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import type { KeyChoice } from './key-queries.ts';

const texts = textsOf({ en });
const words = texts.make;

/** As people meet them: looking first, taking out last. */
const kinds = ['read', 'write', 'disclose', 'export'] as const;

type ScopeChoiceProps = {
  readonly choices: readonly KeyChoice[];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
};

/** What a key may do, in plain words, grouped by what kind of thing it is. What was chosen stays when the list is narrowed. */
export function ScopeChoice({ choices, chosen, onChoose }: ScopeChoiceProps) {
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const shown = choices.filter((one) => `${wordsOf(one)} ${one.action}`.toLowerCase().includes(wanted));
  const toggle = (action: string) =>
    onChoose(chosen.includes(action) ? chosen.filter((one) => one !== action) : [...chosen, action]);
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{words.scopes}</legend>
      <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <FilterField value={filter} onChange={setFilter} label={words.filter} />
        <p role="status" className="number text-sm text-note">
          {words.chosen(chosen.length)}
        </p>
      </div>
      {shown.length === 0 && <p className="text-note">{words.noMatch}</p>}
      {kinds.map((kind) => (
        <KindGroup
          key={kind}
          kind={kind}
          choices={shown.filter((one) => one.kind === kind)}
          chosen={chosen}
          isOpen={wanted !== ''}
          onToggle={toggle}
        />
      ))}
    </fieldset>
  );
}

type KindGroupProps = {
  readonly kind: string;
  readonly choices: readonly KeyChoice[];
  readonly chosen: readonly string[];
  /** Opened by what is typed; else by whoever wants to see it. */
  readonly isOpen: boolean;
  readonly onToggle: (action: string) => void;
};

function KindGroup({ kind, choices, chosen, isOpen, onToggle }: KindGroupProps) {
  if (choices.length === 0) return null;
  const { title = kind, text = '' } = texts.kinds[kind] ?? {};
  const count = choices.filter(({ action }) => chosen.includes(action)).length;
  return (
    <details open={isOpen} className="border-b border-line">
      <summary className="touch cursor-pointer py-2">
        <span className="font-medium">{title}</span>{' '}
        <span className="number text-sm text-note">{words.chosenOf(count, choices.length)}</span>
        <span className="block pl-4 text-sm text-note">{text}</span>
      </summary>
      <div className="grid gap-x-6 pb-3 pl-4 md:grid-cols-2">
        {choices.map((one) => (
          <label key={one.action} className="touch flex items-start gap-2.5 border-t border-line py-2">
            <input
              type="checkbox"
              className="mt-1 size-4 shrink-0 accent-accent"
              checked={chosen.includes(one.action)}
              disabled={one.needsSecondFactor}
              onChange={() => onToggle(one.action)}
            />
            <span className="min-w-0">
              <span className="block">{wordsOf(one)}</span>
              <code className="font-mono text-xs break-all text-note">{one.action}</code>
              {one.needsSecondFactor && <span className="text-xs text-note"> · {words.secondFactor}</span>}
            </span>
          </label>
        ))}
      </div>
    </details>
  );
}

/** What it opens, as the routes say it. */
function wordsOf({ action, summaries }: KeyChoice): string {
  return texts.disclosed[action] ?? (summaries.length > 0 ? summaries.join(' · ') : action);
}
