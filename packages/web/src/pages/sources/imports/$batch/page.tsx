import type { ImportBatch } from '@daybook/client';
import { useEffect } from 'react';
import { announce } from '../../../../app/announcer.tsx';
import { queryClient } from '../../../../app/api.ts';
import type { Page } from '../../../../app/page.ts';
import { usePathParam } from '../../../../app/query-state.ts';
import { useMay } from '../../../../app/session.ts';
import { Button, ButtonLink } from '../../../../components/button.tsx';
import { FormProblem } from '../../../../components/form-problem.tsx';
import { Loaded } from '../../../../components/loaded.tsx';
import { PageHeader } from '../../../../components/page-header.tsx';
import { Progress } from '../../../../components/progress.tsx';
import { Said } from '../../../../components/said.tsx';
import { StateMark } from '../../../../components/state-mark.tsx';
import { Exactly } from '../../../../components/when.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { en } from './en.ts';
import { FileResult } from './file-result.tsx';
import { useCancelBatch, useImportBatch, useRetryBatch } from './use-import-batch.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: BatchPage, permission: 'import.read' };

function BatchPage() {
  const batch = useImportBatch(usePathParam('batch'));
  return (
    <Loaded query={batch} title={texts.title}>
      {(data) => <BatchView batch={data} />}
    </Loaded>
  );
}

function BatchView({ batch }: { batch: ImportBatch }) {
  const { files, state } = batch;
  const isRunning = state === 'running';
  const done = files.filter((file) => file.state !== 'waiting' && file.state !== 'reading').length;
  const read = files.filter((file) => file.state === 'read' || file.state === 'partly').length;
  useEffect(() => {
    if (isRunning) return;
    announce(texts.said(read, files.length - read));
    void queryClient.invalidateQueries({ queryKey: ['connections'] });
  }, [isRunning, read, files.length]);
  return (
    <>
      <PageHeader
        title={isRunning ? texts.running(files.length) : texts.ended(read, files.length)}
        home={[{ label: texts.sources, href: '/sources' }]}
        note={
          <>
            <StateMark state={stateOf(batch, read)} />
            <Exactly at={batch.endedAt ?? batch.orderedAt} />
          </>
        }
        lead={isRunning ? texts.lead : undefined}
        actions={isRunning ? <Cancel batch={batch.id} /> : <NextSteps batch={batch} />}
      />
      {isRunning && (
        <div className="mb-6">
          <Progress done={done} total={files.length} unit={texts.unit} ratePerSecond={null} />
        </div>
      )}
      <ul className="divide-y divide-line border-y border-line">
        {files.map((file) => (
          <FileResult key={file.place} file={file} />
        ))}
      </ul>
    </>
  );
}

function stateOf({ state, files }: ImportBatch, read: number) {
  if (state === 'running') return 'running';
  if (state === 'cancelled') return 'cancelled';
  if (read === 0) return 'failed';
  return files.every((file) => file.state === 'read') ? 'completed' : 'incomplete';
}

function Cancel({ batch }: { batch: string }) {
  const mayCancel = useMay('import.cancel');
  const cancel = useCancelBatch(batch);
  if (!mayCancel) return null;
  return (
    <>
      <FormProblem error={cancel.error} />
      <Button
        look="danger"
        isBusy={cancel.isPending}
        onClick={() => cancel.mutate()}
        title={texts.cancelNote}
      >
        {texts.cancel}
      </Button>
    </>
  );
}

function NextSteps({ batch: { id, files } }: { batch: ImportBatch }) {
  const mayImport = useMay('import.create');
  const maySeeAccess = useMay('access-list.list');
  const retry = useRetryBatch(id);
  const failed = files.filter(({ state }) => state === 'failed' || state === 'cancelled').length;
  return (
    <>
      {maySeeAccess && failed < files.length && (
        <ButtonLink look="primary" href="/who">
          {texts.who}
        </ButtonLink>
      )}
      {mayImport && failed > 0 && (
        <Button isBusy={retry.isPending} onClick={() => retry.mutate()}>
          {texts.retry(failed)}
        </Button>
      )}
      {mayImport && <ButtonLink href="/sources/new/table">{texts.more}</ButtonLink>}
      <FormProblem error={retry.error} />
      <Said outcome={retry.data === undefined ? null : { text: texts.retried(retry.data.files) }} />
    </>
  );
}
