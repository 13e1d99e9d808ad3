import { type FormEvent, useRef, useState } from 'react';
import { useKeys } from '../../../app/keys.ts';
import { Button } from '../../../components/button.tsx';
import { Details, detail } from '../../../components/details.tsx';
import { TextField } from '../../../components/field.tsx';
import { MaskedText } from '../../../components/masked-text.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import type { ReviewItem } from '../use-reviews.ts';
import { decisionMarks } from './decision-marks.ts';
import { en } from './en.ts';
import { plainWords } from './plain-words.ts';
import type { Right, Said } from './use-desk.ts';

const texts = textsOf({ en });

type DeskCardProps = {
  readonly item: ReviewItem;
  readonly decision: keyof typeof decisionMarks | null;
  readonly said: Said | undefined;
  readonly onDecide: (said: Said) => void;
};

/** One account with everything needed to decide about it, by key, by button or by thumb. */
export function DeskCard({ item, decision, said, onDecide: onSaid }: DeskCardProps) {
  const [asking, setAsking] = useState<'keep' | 'change' | null>(null);
  const onDecide = (one: Said) => {
    setAsking(null);
    onSaid(one);
  };
  const keep = () => (item.needsReason ? setAsking('keep') : onDecide({ decision: 'keep' }));
  const undo = () => onDecide({ decision: 'undo' });
  useKeys({
    y: keep,
    r: () => onDecide({ decision: 'remove' }),
    c: () => setAsking('change'),
    n: () => onDecide({ decision: 'not-mine' }),
    ...(decision !== null && { u: undo }),
  });
  return (
    <article
      aria-label={`${item.system}, ${item.roles.join(', ')}`}
      className="rounded-md border border-edge bg-raised px-4 py-4"
    >
      <Head item={item} decision={decision} />
      <Facts item={item} reason={said?.reason ?? item.reason} />
      {asking === null ? (
        <Verbs
          isDecided={decision !== null}
          onKeep={keep}
          onChange={() => setAsking('change')}
          onDecide={onDecide}
          onUndo={undo}
        />
      ) : (
        <AskWhy item={item} verb={asking} onBack={() => setAsking(null)} onDecide={onDecide} />
      )}
    </article>
  );
}

function Head({ item, decision }: Pick<DeskCardProps, 'item' | 'decision'>) {
  const [state, word] = decisionMarks[decision ?? 'open'];
  return (
    <header className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
      <h3 className="min-w-0 text-lg break-words">
        <MaskedText text={item.name} />
        <span className="ml-2 text-sm font-normal text-note">{kindWords[item.principalKind]}</span>
      </h3>
      <StateMark state={state} label={word} />
    </header>
  );
}

const kindWords = {
  person: texts.desk.person,
  agency: texts.desk.agency,
  bot: texts.desk.bot,
  unknown: texts.desk.unknown,
};

function Facts({ item, reason }: { item: ReviewItem; reason: string | null }) {
  const { desk } = texts;
  const isRisky = item.risks.length > 0;
  return (
    <>
      <p className={`mb-3 text-lg ${isRisky ? 'font-semibold' : ''}`}>
        {item.system}: {plainWords(item).join('; ')}.
      </p>
      <Details
        items={[
          detail(desk.role, item.roles.length === 0 ? desk.noRole : item.roles.join(', ')),
          detail(desk.lastUsed, lastUsed(item)),
          detail(desk.firstSeen, item.firstSeenAt === null ? desk.untold : <When at={item.firstSeenAt} />),
          detail(desk.peers, desk.peersOf(item.peers)),
          ...(item.changes.length === 0
            ? []
            : [detail(desk.changes, item.changes.map((change) => texts.changes[change]).join(', '))]),
          ...(item.isEnabled === false ? [detail(desk.off, '')] : []),
          ...(reason === null ? [] : [detail(texts.result.columns.reason, <MaskedText text={reason} />)]),
        ]}
      />
    </>
  );
}

function lastUsed({ lastSeenAt }: ReviewItem) {
  if (lastSeenAt === null) return texts.desk.never;
  return lastSeenAt === 'unknown' ? texts.desk.untold : <When at={lastSeenAt} />;
}

type VerbsProps = {
  readonly isDecided: boolean;
  readonly onKeep: () => void;
  readonly onChange: () => void;
  readonly onUndo: () => void;
  readonly onDecide: (said: Said) => void;
};

function Verbs({ isDecided, onKeep, onChange, onUndo, onDecide }: VerbsProps) {
  const { desk } = texts;
  return (
    <div className="no-print mt-4 grid grid-cols-2 gap-2 md:flex md:flex-wrap">
      <Button look="primary" onClick={onKeep} className="max-md:min-h-12">
        {desk.keep}
      </Button>
      <Button look="danger" onClick={() => onDecide({ decision: 'remove' })} className="max-md:min-h-12">
        {desk.remove}
      </Button>
      <Button onClick={onChange} className="max-md:min-h-12">
        {desk.change}
      </Button>
      <Button onClick={() => onDecide({ decision: 'not-mine' })} className="max-md:min-h-12">
        {desk.notMine}
      </Button>
      {isDecided && (
        <Button look="quiet" onClick={onUndo} className="max-md:min-h-12">
          {desk.undo}
        </Button>
      )}
    </div>
  );
}

type AskWhyProps = {
  readonly item: ReviewItem;
  readonly verb: 'keep' | 'change';
  readonly onBack: () => void;
  readonly onDecide: (said: Said) => void;
};

function AskWhy({ item, verb, onBack, onDecide }: AskWhyProps) {
  const { desk } = texts;
  const [reason, setReason] = useState('');
  const [taken, setTaken] = useState<ReadonlySet<number>>(() => new Set(dangerous(item)));
  const [kept, setKept] = useState<ReadonlySet<Right>>(() => new Set());
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = reason.trim() === '' ? {} : { reason: reason.trim() };
    const change = taken.size === 0 ? { kept: [...kept] } : { removed: [...taken] };
    onDecide({ decision: verb, ...words, ...(verb === 'change' && change) });
  };
  const isChange = verb === 'change';
  return (
    <form
      ref={form}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onBack()}
      className="no-print mt-4 space-y-3"
    >
      {isChange && <GrantChoice item={item} taken={taken} onTake={setTaken} />}
      {isChange && taken.size === 0 && <RightsChoice kept={kept} onKeep={setKept} />}
      <TextField
        label={isChange ? desk.reasonChange : desk.reasonKeep}
        help={isChange ? undefined : desk.reasonKeepHelp}
        required={!isChange || taken.size === 0}
        maxLength={500}
        autoFocus
        autoComplete="off"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" className="max-md:min-h-12">
          {isChange ? desk.confirmChange : desk.confirmKeep}
        </Button>
        <Button look="quiet" onClick={onBack} className="max-md:min-h-12">
          {desk.back}
        </Button>
      </div>
    </form>
  );
}

const rights: readonly Right[] = ['administer', 'export', 'connect', 'publish'];

/** Where no way is taken away whole: what may stay of it, so that a later list can prove the change. */
function RightsChoice({
  kept,
  onKeep,
}: {
  readonly kept: ReadonlySet<Right>;
  readonly onKeep: (kept: ReadonlySet<Right>) => void;
}) {
  const toggle = (right: Right) => {
    const next = new Set(kept);
    if (!next.delete(right)) next.add(right);
    onKeep(next);
  };
  return (
    <fieldset className="space-y-1">
      <legend className="mb-1 font-medium">{texts.desk.mayStay}</legend>
      {rights.map((right) => (
        <label key={right} className="flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            checked={kept.has(right)}
            onChange={() => toggle(right)}
            className="size-5 shrink-0 accent-accent"
          />
          {texts.risks[right]}
        </label>
      ))}
      <p className="text-sm text-note">{texts.desk.mayStayHelp}</p>
    </fieldset>
  );
}

function dangerous({ grants }: ReviewItem): readonly number[] {
  return grants.filter(({ rights }) => rights === 'unknown' || rights.length > 0).map(({ ref }) => ref);
}

type GrantChoiceProps = {
  readonly item: ReviewItem;
  readonly taken: ReadonlySet<number>;
  readonly onTake: (taken: ReadonlySet<number>) => void;
};

function GrantChoice({ item, taken, onTake }: GrantChoiceProps) {
  const toggle = (ref: number) => {
    const next = new Set(taken);
    if (!next.delete(ref)) next.add(ref);
    onTake(next);
  };
  if (item.grants.length === 0) return null;
  return (
    <fieldset className="space-y-1">
      <legend className="mb-1 font-medium">{texts.desk.take}</legend>
      {item.grants.map(({ ref, role, rights, via }) => (
        <label key={ref} className="flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            checked={taken.has(ref)}
            onChange={() => toggle(ref)}
            className="size-5 shrink-0 accent-accent"
          />
          {role}
          <span className="text-sm text-note">
            {[
              via,
              rights === 'unknown'
                ? texts.risks['rights-unknown']
                : rights.map((one) => texts.risks[one]).join(', '),
            ]
              .filter((one) => one !== null && one !== '')
              .join(', ')}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
