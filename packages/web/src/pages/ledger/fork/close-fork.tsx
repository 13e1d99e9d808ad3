import { type LogStanding, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { actions } from '../../../app/actions.ts';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Notice } from '../../../components/notice.tsx';
import { Section } from '../../../components/page-header.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).close;

type Closed = { readonly report: string; readonly log: { readonly id: string; readonly origin: string } };

/** Ends a forked log: reason, confirmation, then the report to take along. */
export function CloseFork({ fork }: { fork: LogStanding['fork'] }) {
  const path = useWorkspacePath();
  const mayClose = useMay(actions.closeFork);
  const [isAsking, setIsAsking] = useState(false);
  const close = useMutation({
    mutationFn: (reason: string) =>
      read(api.POST('/api/workspaces/{workspace}/ledger/close-fork', { params: { path }, body: { reason } })),
    onSuccess: async () => {
      setIsAsking(false);
      announce(texts.done);
      await queryClient.invalidateQueries();
    },
  });
  if (close.data) return <ClosedLog closed={close.data} />;
  if (fork === null) return <NothingToDecide />;
  const lost = fork.knownSize - fork.foundSize;
  return (
    <Section title={texts.title}>
      {mayClose ? (
        <Button look="danger" onClick={() => setIsAsking(true)}>
          {texts.start}
        </Button>
      ) : (
        <p className="text-note">{texts.owner}</p>
      )}
      <Confirm
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={texts.question}
        action={texts.action}
        reason={{ label: texts.reason, help: texts.reasonHelp }}
        isBusy={close.isPending}
        error={close.error}
        onConfirm={(reason) => close.mutate(reason)}
      >
        <p>{texts.text}</p>
        {lost > 0 && <p className="font-medium text-ink">{texts.lost(formatNumber(lost))}</p>}
      </Confirm>
    </Section>
  );
}

function NothingToDecide() {
  const { title, text, action } = textsOf({ en }).none;
  return <Notice state="operating" title={title} text={text} action={{ label: action, href: '/ledger' }} />;
}

function ClosedLog({ closed: { report, log } }: { closed: Closed }) {
  const href = `data:text/plain;charset=utf-8,${encodeURIComponent(report)}`;
  return (
    <div className="mt-6" role="status">
      <Notice state="complete" title={texts.done} text={texts.reportText}>
        <p className="font-mono text-xs break-all text-note">
          {texts.successor}: {log.origin}
        </p>
        <div className="flex flex-wrap gap-2 pt-2">
          <ButtonLink look="primary" href={href} download="fork-report.txt">
            <Download size={14} aria-hidden="true" />
            {texts.report}
          </ButtonLink>
          <ButtonLink href="/ledger">{texts.go}</ButtonLink>
        </div>
      </Notice>
    </div>
  );
}
