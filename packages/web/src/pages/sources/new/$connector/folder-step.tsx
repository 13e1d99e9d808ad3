import type { ConnectorCard } from '@daybook/client';
import { TextLink } from '../../../../components/anchor.tsx';
import { Button } from '../../../../components/button.tsx';
import { Progress } from '../../../../components/progress.tsx';
import { type State, StateShape } from '../../../../components/state-shape.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { en } from './en.ts';
import { type FolderFile, useFolderImport } from './use-folder-import.ts';

const all = textsOf({ en });
const texts = all.folder;

const shapes: Readonly<Record<FolderFile['state'], State>> = {
  looking: 'pending',
  ready: 'not-tested',
  unreadable: 'failed',
  waiting: 'pending',
  importing: 'running',
  imported: 'completed',
  partly: 'incomplete',
  failed: 'failed',
};

type FolderStepProps = {
  readonly connector: ConnectorCard;
  readonly files: readonly File[];
  readonly onReset: () => void;
};

/** A folder of exports: what is what, which are imported, how far that is, and what failed. */
export function FolderStep({ connector, files, onReset }: FolderStepProps) {
  const { items, set, importAll, isImporting } = useFolderImport(connector.id, files);
  const chosen = items.filter(({ isChosen, state }) => isChosen && state === 'ready').length;
  const started = items.filter(({ state }) => !['looking', 'ready', 'unreadable'].includes(state));
  const ended = started.filter(({ state }) => state !== 'waiting' && state !== 'importing');
  return (
    <section className="space-y-4">
      <h2 className="text-lg">{texts.title(items.length)}</h2>
      <p className="prose-line text-soft">{texts.lead}</p>
      {started.length > 0 && (
        <Progress done={ended.length} total={started.length} unit={texts.unit} ratePerSecond={null} />
      )}
      <ul className="divide-y divide-line border-y border-line">
        {items.map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none comes or goes
          <FileRow key={place} item={item} onChoose={(isChosen) => set(place, { isChosen })} />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" isBusy={isImporting} disabled={chosen === 0} onClick={() => void importAll()}>
          {texts.import(chosen)}
        </Button>
        <Button disabled={isImporting} onClick={onReset}>
          {all.another}
        </Button>
      </div>
    </section>
  );
}

function FileRow({ item, onChoose }: { item: FolderFile; onChoose: (isChosen: boolean) => void }) {
  const { name, state, problem, pull, isChosen, upload } = item;
  return (
    <li className="grid gap-x-4 gap-y-1 py-2 md:grid-cols-[1.5rem_minmax(0,2fr)_minmax(0,3fr)_minmax(9rem,auto)]">
      <input
        type="checkbox"
        aria-label={texts.bring(name)}
        className="mt-1 size-4 accent-(--accent)"
        checked={isChosen}
        disabled={state !== 'ready'}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <p className="min-w-0 font-medium break-words">{name}</p>
      <div className="min-w-0 text-soft">
        {upload !== null && <p>{whatItIs(upload)}</p>}
        {upload !== null && (
          <p className="text-sm text-note">
            {upload.preview.system !== null && upload.preview.guess?.kind !== 'person' && (
              <span className="font-mono text-xs">{upload.preview.system} · </span>
            )}
            {upload.preview.newerOf === null ? texts.newList : texts.newerCopy}
          </p>
        )}
        {problem !== '' && <p className="text-fail">{problem}</p>}
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
              <TextLink href={`/sources/pulls/${pull}`}>{texts.open}</TextLink>
            </>
          )}
        </span>
      </p>
    </li>
  );
}

function whatItIs({
  preview: { saved, recognised, guess, format },
}: NonNullable<FolderFile['upload']>): string {
  if (saved !== null) return texts.saved(saved.name);
  if (recognised !== null) return texts.recognised(recognised.name);
  if (format === 'aws-credential-report') return format;
  const kind = guess?.kind ?? '';
  return texts.guessed(all.mapping.kinds[kind] ?? kind);
}
