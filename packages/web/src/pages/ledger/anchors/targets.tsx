import { type AnchorRun, type AnchorTarget, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { actions } from '../../../app/actions.ts';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Notice } from '../../../components/notice.tsx';
import { Section } from '../../../components/page-header.tsx';
import { Progress } from '../../../components/progress.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import type { State } from '../../../components/state-shape.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).targets;
const kinds = textsOf({ en }).kinds;

const states = { never: 'pending', ok: 'operating', failing: 'failing' } as const satisfies Record<
  AnchorTarget['state'],
  State
>;

/** Where the log is anchored, how each answers, and asking all of them now. */
export function Targets({ targets }: { targets: readonly AnchorTarget[] }) {
  const path = useWorkspacePath();
  const mayRun = useMay(actions.runAnchors);
  const run = useMutation({
    mutationFn: () => read(api.POST('/api/workspaces/{workspace}/ledger/anchors/run', { params: { path } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['anchors'] }),
  });
  return (
    <Section title={texts.title}>
      {targets.length === 0 ? (
        <Notice state="unknown" title={texts.none.title} text={texts.none.text} />
      ) : (
        <>
          <ul className="border-t border-line">
            {targets.map((target) => (
              <TargetRow
                key={target.id}
                target={target}
                isAsked={run.isPending}
                result={run.data?.results.find((one) => one.target === target.id)}
              />
            ))}
          </ul>
          {mayRun && (
            <div className="mt-4 max-w-md space-y-3">
              <Button look="primary" onClick={() => run.mutate()} isBusy={run.isPending}>
                {texts.run}
              </Button>
              {run.isPending && (
                <Progress
                  done={targets.length}
                  total={null}
                  unit={texts.running.toLowerCase()}
                  ratePerSecond={null}
                />
              )}
              <FormProblem error={run.error} />
            </div>
          )}
        </>
      )}
    </Section>
  );
}

type TargetRowProps = {
  readonly target: AnchorTarget;
  readonly isAsked: boolean;
  readonly result: AnchorRun['results'][number] | undefined;
};

function TargetRow({ target, isAsked, result }: TargetRowProps) {
  const mayRemove = useMay(actions.removeTarget);
  const problem = result?.problem ?? target.problem;
  return (
    <li className="grid gap-x-6 gap-y-2 border-b border-line py-3 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <span className="font-medium">{target.name}</span>
          <span className="text-sm text-note">{kinds[target.kind]}</span>
          {isAsked ? (
            <StateMark state="running" label={texts.running} />
          ) : (
            <StateMark state={states[target.state]} label={texts[target.state]} />
          )}
        </p>
        <p className="font-mono text-xs break-all text-note">{target.address}</p>
        {target.lastAt !== null && (
          <p className="text-sm text-note">
            {texts.last} <When at={target.lastAt} />
          </p>
        )}
        {problem !== null && problem !== undefined && <p className="prose-line text-soft">{problem}</p>}
        <p role="status" className="text-sm text-ok">
          {!isAsked && result?.state === 'ok' && texts.done(formatNumber(result.size))}
        </p>
      </div>
      {mayRemove && <RemoveTarget target={target} />}
    </li>
  );
}

function RemoveTarget({ target }: { target: AnchorTarget }) {
  const path = { ...useWorkspacePath(), target: target.id };
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      read(api.DELETE('/api/workspaces/{workspace}/ledger/anchor-targets/{target}', { params: { path } })),
    onSuccess: async () => {
      setIsAsking(false);
      announce(texts.removed(target.name));
      await queryClient.invalidateQueries({ queryKey: ['anchors'] });
    },
  });
  return (
    <div>
      <Button look="quiet" aria-label={`${texts.remove}: ${target.name}`} onClick={() => setIsAsking(true)}>
        {texts.remove}
      </Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={texts.removeTitle(target.name)}
        action={texts.remove}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      >
        <p>{texts.removeText}</p>
      </Confirm>
    </div>
  );
}
