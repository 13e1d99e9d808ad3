import type { ConnectorCard } from '@daybook/client';
import { useState } from 'react';
import { useMay } from '../../../../app/session.ts';
import { Button } from '../../../../components/button.tsx';
import { FormProblem } from '../../../../components/form-problem.tsx';
import { Remark } from '../../../../components/notice.tsx';
import { Progress } from '../../../../components/progress.tsx';
import { type State, StateShape } from '../../../../components/state-shape.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { en } from './en.ts';
import { FolderColumns } from './folder-columns.tsx';
import { type FolderFile, type FolderSource, isKnown, seen, useFolderImport } from './use-folder-import.ts';

const all = textsOf({ en });
const texts = all.folder;

const shapes: Readonly<Record<FolderFile['state'], State>> = {
  looking: 'pending',
  ready: 'not-tested',
  unreadable: 'failed',
};

type FolderStepProps = {
  readonly connector: ConnectorCard;
  readonly sources: readonly FolderSource[];
  readonly leftOut: readonly string[];
  readonly tooMany: number;
  readonly onReset: () => void;
};

/** A folder of exports: what each file is, and which are read; the server then reads them by itself. */
export function FolderStep({ connector, sources, leftOut, tooMany, onReset }: FolderStepProps) {
  const { items, set, isLooking, order } = useFolderImport(connector.id, sources);
  const [asked, setAsked] = useState<number | null>(null);
  const maySave = useMay('file-mapping.save');
  const chosen = items.filter(({ isChosen, state }) => isChosen && state === 'ready').length;
  const ready = items.filter(({ state }) => state !== 'looking').length;
  const open = asked === null ? undefined : items[asked]?.upload;
  if (asked !== null && open) {
    return (
      <FolderColumns
        connector={connector}
        upload={open}
        onBack={() => setAsked(null)}
        onKept={(upload) => {
          set(asked, { ...seen(upload), isChosen: true });
          setAsked(null);
        }}
      />
    );
  }
  return (
    <section className="space-y-4">
      <h2 className="text-lg">{texts.title(items.length)}</h2>
      <p className="prose-line text-soft">{isLooking ? texts.handing : texts.lead}</p>
      {isLooking && <Progress done={ready} total={items.length} unit={texts.unit} ratePerSecond={null} />}
      <ul className="divide-y divide-line border-y border-line">
        {items.map((item, place) => (
          <FileRow
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none comes or goes
            key={place}
            item={item}
            onChoose={(isChosen) => set(place, { isChosen })}
            onColumns={maySave ? () => setAsked(place) : undefined}
          />
        ))}
      </ul>
      <LeftOut names={leftOut} tooMany={tooMany} />
      <FormProblem error={order.error} />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          isBusy={order.isPending}
          disabled={chosen === 0 || isLooking}
          onClick={() => order.mutate()}
        >
          {texts.import(chosen)}
        </Button>
        <Button disabled={order.isPending} onClick={onReset}>
          {texts.others}
        </Button>
        {!isLooking && chosen < items.length && (
          <span className="text-sm text-note">{texts.notChosen(items.length - chosen)}</span>
        )}
      </div>
    </section>
  );
}

function LeftOut({ names, tooMany }: { names: readonly string[]; tooMany: number }) {
  return (
    <>
      {tooMany > 0 && <Remark state="unknown">{texts.tooMany(tooMany)}</Remark>}
      {names.length > 0 && (
        <details className="text-sm text-note">
          <summary className="cursor-pointer py-1.5">{texts.leftOut(names.length)}</summary>
          <ul className="mt-1 list-disc pl-5">
            {names.slice(0, namedMax).map((name) => (
              <li key={name} className="break-words">
                {name}
              </li>
            ))}
            {names.length > namedMax && <li>…</li>}
          </ul>
        </details>
      )}
    </>
  );
}

const namedMax = 50;

type FileRowProps = {
  readonly item: FolderFile;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onColumns: (() => void) | undefined;
};

function FileRow({ item, onChoose, onColumns }: FileRowProps) {
  const { name, state, problem, isChosen, upload, sameAs } = item;
  const isGuess = upload !== null && !isKnown(upload);
  const isEmpty = upload !== null && upload.preview.headers.length === 0;
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3 gap-y-1 py-2.5 md:grid-cols-[1.5rem_minmax(0,2fr)_minmax(0,3fr)_9rem]">
      <label className="contents">
        <input
          type="checkbox"
          aria-label={texts.bring(name)}
          className="mt-1 size-4 accent-(--accent) max-md:size-5"
          checked={isChosen}
          disabled={state !== 'ready'}
          onChange={(event) => onChoose(event.target.checked)}
        />
        <span className="min-w-0 font-medium break-words">{name}</span>
      </label>
      <div className="min-w-0 text-soft max-md:col-start-2">
        {upload !== null && <p>{whatItIs(upload)}</p>}
        {upload !== null && <ListNote upload={upload} />}
        {isGuess && !isEmpty && onColumns !== undefined && (
          <Button className="mt-1.5" onClick={onColumns}>
            {texts.columnsOf}
          </Button>
        )}
        {sameAs !== null && <p className="text-unsure">{texts.sameAs(sameAs)}</p>}
        {problem !== '' && <p className="text-fail">{problem}</p>}
      </div>
      <p className="flex items-start gap-2 text-sm max-md:col-start-2">
        <span className="pt-[3px]">
          <StateShape state={isGuess ? 'unknown' : shapes[state]} />
        </span>
        <span>{isGuess ? texts.toCheck : texts.states[state]}</span>
      </p>
    </li>
  );
}

function ListNote({ upload: { preview } }: { upload: NonNullable<FolderFile['upload']> }) {
  return (
    <p className="text-sm text-note">
      {preview.system !== null && preview.guess?.kind !== 'person' && (
        <span className="font-mono text-xs">{preview.system} · </span>
      )}
      {preview.newerOf === null ? texts.newList : texts.newerCopy}
    </p>
  );
}

function whatItIs({
  preview: { saved, recognised, guess, format, headers },
}: NonNullable<FolderFile['upload']>): string {
  if (saved !== null) return texts.saved(saved.name);
  if (recognised !== null) return texts.recognised(recognised.name);
  if (format === 'aws-credential-report') return texts.credentialReport;
  if (headers.length === 0) return texts.noRows;
  const kind = guess?.kind ?? '';
  return texts.guessed(all.mapping.kinds[kind] ?? kind);
}
