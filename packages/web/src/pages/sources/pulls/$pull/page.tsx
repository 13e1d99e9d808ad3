import { type Pull, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { announce } from '../../../../app/announcer.tsx';
import { api, queryClient } from '../../../../app/api.ts';
import type { Page } from '../../../../app/page.ts';
import { usePull, useWorkspacePath } from '../../../../app/queries.ts';
import { usePathParam } from '../../../../app/query-state.ts';
import { useMay } from '../../../../app/session.ts';
import { Button, ButtonLink } from '../../../../components/button.tsx';
import { Completeness } from '../../../../components/completeness.tsx';
import { Details, detail } from '../../../../components/details.tsx';
import { Loaded } from '../../../../components/loaded.tsx';
import { Notice } from '../../../../components/notice.tsx';
import { PageHeader, Section } from '../../../../components/page-header.tsx';
import { Progress } from '../../../../components/progress.tsx';
import { Provenance } from '../../../../components/provenance.tsx';
import { StateMark } from '../../../../components/state-mark.tsx';
import { sentenceOfRefusal } from '../../../../components/trouble-sentence.ts';
import { Exactly } from '../../../../components/when.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: PullPage, permission: 'pull.read' };

function PullPage() {
  const pull = usePull(usePathParam('pull'));
  return (
    <Loaded query={pull} title={texts.title}>
      {(data) => <PullView pull={data} />}
    </Loaded>
  );
}

function PullView({ pull }: { pull: Pull }) {
  const title = texts.titles[pull.state];
  useEffect(() => {
    announce(title);
    if (pull.state !== 'running') void queryClient.invalidateQueries({ queryKey: ['connections'] });
  }, [title, pull.state]);
  return (
    <>
      <PageHeader
        title={title}
        home={[{ label: texts.sources, href: '/sources' }]}
        note={<StateMark state={pull.state} />}
        actions={pull.state === 'running' ? <CancelButton pull={pull.id} /> : <NextSteps pull={pull} />}
      />
      {pull.state === 'running' && <Running pull={pull} />}
      {pull.error !== null && (
        <div className="mb-6">
          <Notice
            state="failed"
            title={sentenceOfRefusal({ ...pull.error, hint: '' })}
            text={pull.error.hint}
          />
        </div>
      )}
      <Details
        items={[
          detail(texts.started, <Exactly at={pull.startedAt} />),
          ...(pull.finishedAt === null ? [] : [detail(texts.finished, <Exactly at={pull.finishedAt} />)]),
          ...(pull.position === null ? [] : [detail(texts.entry, <Provenance position={pull.position} />)]),
        ]}
      />
      {pull.populations.length > 0 && (
        <Section title={texts.records}>
          <div className="grid gap-4 lg:grid-cols-2">
            {pull.populations.map((report) => (
              <Completeness key={`${report.kind} ${report.scope}`} report={report} />
            ))}
          </div>
        </Section>
      )}
    </>
  );
}

function Running({ pull }: { pull: Pull }) {
  const { done, total, unit } = pull.progress;
  const ratePerSecond = useRate(pull.phase, done);
  return (
    <section className="mb-6 rounded-md border border-line bg-raised p-4">
      <p className="mb-2 font-medium">{texts.phases[pull.phase] ?? pull.phase}</p>
      <Progress done={done} total={total} unit={unit} ratePerSecond={ratePerSecond} />
      <p className="mt-2 text-sm text-note">{texts.leave}</p>
    </section>
  );
}

/** Items per second since the phase began; null until there is something to measure. */
function useRate(phase: string, done: number): number | null {
  const start = useRef({ phase, done, atMs: performance.now() });
  if (start.current.phase !== phase) start.current = { phase, done, atMs: performance.now() };
  const seconds = (performance.now() - start.current.atMs) / 1000;
  const moved = done - start.current.done;
  return seconds < 1 || moved <= 0 ? null : moved / seconds;
}

function CancelButton({ pull }: { pull: string }) {
  const path = { ...useWorkspacePath(), pull };
  const mayCancel = useMay('pull.cancel');
  const cancel = useMutation({
    mutationFn: () => read(api.POST('/api/workspaces/{workspace}/pulls/{pull}/cancel', { params: { path } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['pulls'] }),
  });
  if (!mayCancel) return null;
  return (
    <Button look="danger" isBusy={cancel.isPending} onClick={() => cancel.mutate()} title={texts.cancelNote}>
      {texts.cancel}
    </Button>
  );
}

function NextSteps({ pull }: { pull: Pull }) {
  const isRead = pull.state === 'completed';
  return (
    <>
      {isRead && (
        <ButtonLink look="primary" href="/controls">
          {texts.next.findings}
        </ButtonLink>
      )}
      {pull.connection === '' ? (
        <ButtonLink href="/sources">{texts.next.sources}</ButtonLink>
      ) : (
        <ButtonLink href={`/sources/${pull.connection}`}>{texts.next.source}</ButtonLink>
      )}
    </>
  );
}
