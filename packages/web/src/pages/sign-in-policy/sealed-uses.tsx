import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Section } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useStep } from '../../components/use-step.ts';
import { Exactly } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type BreakGlass, renewSignIn } from './sign-in-queries.ts';

const texts = textsOf({ en }).uses;

type Use = BreakGlass['uses'][number];

const states = { 'to-review': 'pending', overdue: 'failing', reviewed: 'pass' } as const;

/** Each time a sealed account was opened, and whether somebody looked at it. */
export function SealedUses({ uses }: { uses: readonly Use[] }) {
  return (
    <Section title={texts.title}>
      {uses.length === 0 && <p className="text-note">{texts.none}</p>}
      <ul className="space-y-3">
        {uses.map((use) => (
          <UseLine key={use.id} use={use} />
        ))}
      </ul>
    </Section>
  );
}

function UseLine({ use }: { use: Use }) {
  const mayReview = useMay('break-glass.review') && use.mayReview;
  const { open, start, cancel, finish } = useStep<'review'>();
  const isOpen = use.state !== 'reviewed';
  return (
    <li className="space-y-2 rounded-md border border-line bg-raised px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="font-mono">{use.signInName}</span>
        <StateMark state={states[use.state]} label={texts[use.state]} />
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-note">{texts.usedAt}</dt>
        <dd>
          <Exactly at={use.usedAt} /> <Provenance position={use.position} />
        </dd>
        <dt className="text-note">{texts.reason}</dt>
        <dd className="min-w-0 break-words">{use.reason}</dd>
        {isOpen && (
          <>
            <dt className="text-note">{texts.due}</dt>
            <dd>
              <Exactly at={use.reviewDueAt} />
            </dd>
          </>
        )}
        {use.reviewedBy !== null && (
          <>
            <dt className="text-note">{texts.reviewedBy}</dt>
            <dd>
              <PersonName subject={use.reviewedBy} />
            </dd>
            <dt className="text-note">{texts.found}</dt>
            <dd className="min-w-0 break-words">{use.reviewNote}</dd>
          </>
        )}
      </dl>
      {isOpen && !mayReview && <p className="text-sm text-note">{texts.notYours}</p>}
      {isOpen && mayReview && (
        <Button look="primary" onClick={start('review')}>
          {texts.review} <span className="sr-only">{use.signInName}</span>
        </Button>
      )}
      {open === 'review' && <Review use={use} onClose={cancel} onDone={finish} />}
    </li>
  );
}

function Review({ use, onClose, onDone }: { use: Use; onClose: () => void; onDone: () => void }) {
  const path = { ...useWorkspacePath(), use: use.id };
  const review = useMutation({
    mutationFn: (note: string) =>
      read(
        api.POST('/api/workspaces/{workspace}/break-glass/{use}/review', {
          params: { path },
          body: { note },
        }),
      ),
    onSuccess: async () => {
      announce(texts.done);
      onDone();
      await renewSignIn();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.reviewTitle}
      action={texts.action}
      look="primary"
      reason={{ label: texts.note, help: texts.noteHelp }}
      isBusy={review.isPending}
      error={review.error}
      onConfirm={(note) => review.mutate(note)}
    >
      <p>{texts.reviewText}</p>
    </Confirm>
  );
}
