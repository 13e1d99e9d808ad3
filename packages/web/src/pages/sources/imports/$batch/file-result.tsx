import type { ImportedFile } from '@daybook/client';
import { TextLink } from '../../../../components/anchor.tsx';
import { Progress } from '../../../../components/progress.tsx';
import { type State, StateShape } from '../../../../components/state-shape.tsx';
import { sentenceOfRefusal } from '../../../../components/trouble-sentence.ts';
import { textsOf } from '../../../../messages/catalogue.ts';
import { counted, formatNumber } from '../../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

const shapes: Readonly<Record<ImportedFile['state'], State>> = {
  waiting: 'pending',
  reading: 'running',
  read: 'completed',
  partly: 'incomplete',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** One file: what it was read as, what came, what is missing, and what to do. */
export function FileResult({ file }: { file: ImportedFile }) {
  const { name, state, knownAs, pull, progress, error } = file;
  const isOver = state !== 'waiting' && state !== 'reading';
  return (
    <li className="grid gap-x-4 gap-y-1 py-2.5 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_12rem]">
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        {(state === 'read' || state === 'partly') && (
          <p className="text-sm text-note">{knownAs ?? texts.guessed}</p>
        )}
      </div>
      <div className="min-w-0 space-y-1 text-soft">
        {progress !== null && <Progress {...progress} ratePerSecond={null} />}
        {isOver && error === null && state !== 'cancelled' && <Lists file={file} />}
        {error !== null && <p className="text-fail">{sentenceOfRefusal(error)}</p>}
        {state === 'failed' && <p className="text-sm">{texts.doAgain}</p>}
      </div>
      <p className="flex items-start gap-2 text-sm">
        <span className="pt-[3px]">
          <StateShape state={shapes[state]} />
        </span>
        <span>
          {texts.states[state]}
          {pull !== null && (
            <>
              {' · '}
              <TextLink href={`/sources/pulls/${pull}`}>
                {state === 'read' || state === 'partly' ? texts.open : texts.openOther}
              </TextLink>
            </>
          )}
        </span>
      </p>
    </li>
  );
}

function Lists({ file: { lists } }: { file: ImportedFile }) {
  if (lists.length === 0) return <p>{texts.noList}</p>;
  return (
    <ul>
      {lists.map(({ kind, scope, items, rejected, isWhole, reasons }) => (
        <li key={`${kind} ${scope}`}>
          <span className="number">{counted(items, kind)}</span>
          {scope !== '' && scope !== 'people' && <span className="text-note"> {texts.on(scope)}</span>}
          {rejected > 0 && <span className="block text-sm">{texts.rejected(formatNumber(rejected))}</span>}
          {!isWhole && <span className="block text-sm text-unsure">{reasons.map(ended).join(' ')}</span>}
        </li>
      ))}
    </ul>
  );
}

function ended(reason: string): string {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
