import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay, useWorkspace } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { Notice, Remark } from '../../components/notice.tsx';
import { Section } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import type { State } from '../../components/state-shape.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type RoleChange, readRequestsAgain, useRoleChanges } from './use-requests.ts';

const texts = textsOf({ en }).moves;

/** Who got another role, employer or team, and what became of what they held then. */
export function Moves({ onSaid }: { onSaid: (said: string) => void }) {
  const changes = useRoleChanges();
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-3 text-soft">{texts.lead}</p>
      <Loaded query={changes} lines={6}>
        {({ pages }) => {
          const items = pages.flatMap((one) => one.items);
          if (items.length === 0) {
            return <Notice state="not-tested" title={texts.none.title} text={texts.none.text} />;
          }
          return (
            <ul className="space-y-3">
              {items.map((one) => (
                <li key={one.id} className="rounded-md border border-line bg-raised px-4 py-3">
                  <Move change={one} onSaid={onSaid} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <ShowMore query={changes} of={texts.title} />
    </Section>
  );
}

type MoveProps = { readonly change: RoleChange; readonly onSaid: (said: string) => void };

function Move({ change, onSaid }: MoveProps) {
  const open = change.rights.filter(({ state }) => state === 'open').length;
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="text-lg">
          <MaskedText text={change.name} />
        </h3>
        {change.isSettled ? (
          <StateMark state="completed" label={texts.settled} />
        ) : (
          <StateMark
            state={change.isLate ? 'failing' : 'pending'}
            label={change.isLate ? texts.late : texts.open(open)}
          />
        )}
      </div>
      <p className="text-soft">
        {change.fields.map((field) => (
          <span key={field} className="mr-4">
            <MaskedText
              text={texts.change(texts.fields[field], change.before[field] ?? '', change.after[field] ?? '')}
            />
          </span>
        ))}
      </p>
      <p className="flex flex-wrap items-center gap-x-3 text-sm text-note">
        <span>
          {texts.due} <When at={change.dueAt} />
        </span>
        <Provenance position={change.position} />
      </p>
      {change.rights.length === 0 ? (
        <p className="text-note">{texts.nothing}</p>
      ) : (
        <Held change={change} onSaid={onSaid} />
      )}
    </div>
  );
}

const marks: Readonly<Record<RoleChange['rights'][number]['state'], State>> = {
  open: 'pending',
  gone: 'completed',
  disabled: 'completed',
  'handed-over': 'completed',
  rotated: 'completed',
  narrowed: 'completed',
  attested: 'attested',
  excepted: 'not-applicable',
  'approved-again': 'complete',
  withdrawn: 'cancelled',
};

function Held({ change, onSaid }: MoveProps) {
  const { subject: me } = useWorkspace();
  const mayApprove = useMay('role-change.approve');
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const approve = useApprove(change.id, () => {
    setKept(new Set());
    onSaid(texts.kept);
  });
  const isAboutMe = change.person === me;
  const mayPick = mayApprove && !isAboutMe;
  const toggle = (id: string) => {
    const next = new Set(kept);
    if (!next.delete(id)) next.add(id);
    setKept(next);
  };
  return (
    <>
      <ul>
        {change.rights.map(({ id, system, what, title, state }) => (
          <li
            key={id}
            className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 border-t border-line py-1"
          >
            {mayPick && state === 'open' ? (
              <label className="flex min-h-8 items-center gap-2">
                <input
                  type="checkbox"
                  className="size-5 shrink-0 accent-accent"
                  aria-label={texts.pick(system, texts.whats[what] ?? what)}
                  checked={kept.has(id)}
                  onChange={() => toggle(id)}
                />
                <Right system={system} what={what} title={title} />
              </label>
            ) : (
              <Right system={system} what={what} title={title} />
            )}
            <StateMark state={marks[state]} label={texts.states[state]} />
          </li>
        ))}
      </ul>
      {isAboutMe && !change.isSettled && <Remark state="pending">{texts.aboutMe}</Remark>}
      <FormProblem error={approve.error} />
      {kept.size > 0 && (
        <Button look="primary" isBusy={approve.isPending} onClick={() => approve.mutate([...kept])}>
          {texts.keep(kept.size)}
        </Button>
      )}
    </>
  );
}

type RightProps = { readonly system: string; readonly what: string; readonly title: string };

function Right({ system, what, title }: RightProps) {
  return (
    <span>
      {system}: {texts.whats[what] ?? what} <MaskedText text={title} />
    </span>
  );
}

function useApprove(change: string, onDone: () => void) {
  const path = { ...useWorkspacePath(), change };
  return useMutation({
    mutationFn: (removals: string[]) =>
      read(
        api.POST('/api/workspaces/{workspace}/role-changes/{change}/approve', {
          params: { path },
          body: { removals },
        }),
      ),
    onSuccess: () => {
      announce(texts.kept);
      readRequestsAgain();
      onDone();
    },
  });
}
