import { type LogKey, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { actions } from '../../../app/actions.ts';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { useLedger } from '../../../app/ledger-queries.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Digest } from '../../../components/digest.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Section } from '../../../components/page-header.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).keys;

/** With what the present log was and is signed; an owner can change the key. */
export function Keys() {
  const ledger = useLedger();
  const mayRotate = useMay(actions.rotateKey);
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-3 text-soft">{texts.lead}</p>
      <Loaded query={ledger} lines={2}>
        {({ keys }) => (
          <ul className="border-t border-line">
            {keys.map((key) => (
              <KeyRow key={key.keyId} logKey={key} />
            ))}
          </ul>
        )}
      </Loaded>
      {mayRotate && <RotateKey />}
    </Section>
  );
}

function KeyRow({ logKey: { verifierKey, since, until, signs } }: { logKey: LogKey }) {
  return (
    <li className="border-b border-line py-2.5">
      <p className="number flex flex-wrap items-baseline gap-x-3">
        {signs ? (
          <StateMark state="operating" label={texts.signs} />
        ) : (
          <StateMark state="not-applicable" label={texts.retired} />
        )}
        <span className="text-sm text-note">{spanText(since, until)}</span>
      </p>
      <Digest value={verifierKey} name={texts.key} isWhole />
    </li>
  );
}

function spanText(since: number, until: number | null): string {
  if (until === null) return since === 0 ? texts.always : texts.since(formatNumber(since));
  return since === 0
    ? texts.spanFirst(formatNumber(until))
    : texts.span(formatNumber(since), formatNumber(until));
}

function RotateKey() {
  const path = useWorkspacePath();
  const [isAsking, setIsAsking] = useState(false);
  const rotate = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/ledger/rotate-key', { params: { path }, body: {} })),
    onSuccess: async () => {
      setIsAsking(false);
      announce(texts.done);
      await queryClient.invalidateQueries({ queryKey: ['ledger'] });
    },
  });
  return (
    <div className="mt-4">
      <Button onClick={() => setIsAsking(true)}>{texts.rotate}</Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={texts.rotateTitle}
        action={texts.rotateAction}
        look="primary"
        isBusy={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate()}
      >
        {texts.rotateText.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </Confirm>
    </div>
  );
}
