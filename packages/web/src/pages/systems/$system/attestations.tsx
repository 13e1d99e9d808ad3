import { read, type SystemAttestation, type SystemDetail } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay, useWorkspace } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { MaskedText } from '../../../components/masked-text.tsx';
import { Remark } from '../../../components/notice.tsx';
import { Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import type { Outcome } from '../../../components/said.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { AttestForm } from './attest-form.tsx';
import { en } from './en.ts';

const texts = textsOf({ en }).attestations;

type AttestationsProps = {
  readonly system: SystemDetail;
  readonly onSaid: (said: Outcome) => void;
};

/** What two people said where no list can be had, and the next word that is due. */
export function Attestations({ system, onSaid }: AttestationsProps) {
  const maySay = useMay('attestation.create');
  return (
    <>
      <Section title={texts.title}>
        <p className="prose-line mb-3 text-soft">{texts.lead}</p>
        {system.attestations.length === 0 ? (
          <p className="text-note">{texts.none}</p>
        ) : (
          <ul className="space-y-3">
            {system.attestations.map((one) => (
              <li key={one.id} className="space-y-2 rounded-md border border-line bg-raised px-4 py-3">
                <Attestation one={one} system={system.system} onSaid={onSaid} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {maySay && system.isRegistered && <AttestForm system={system.system} onSaid={onSaid} />}
    </>
  );
}

const marks = {
  waiting: 'pending',
  'in-force': 'attested',
  'run-out': 'unknown',
  withdrawn: 'not-applicable',
} as const;

type OneProps = {
  readonly one: SystemAttestation;
  readonly system: string;
  readonly onSaid: (said: Outcome) => void;
};

function Attestation({ one, system, onSaid }: OneProps) {
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <StateMark state={marks[one.state]} label={texts.states[one.state]} />
        <Provenance position={one.position} />
      </div>
      <p className="text-sm text-note">
        {texts.by} <MaskedText text={one.madeBy.name} /> <When at={one.madeAt} />
        {one.confirmedBy !== null && (
          <>
            , {texts.and} <MaskedText text={one.confirmedBy.name} /> <When at={one.confirmedAt} />
          </>
        )}
        , {texts.until} <When at={one.untilAt} />
      </p>
      <p className="prose-line [overflow-wrap:anywhere]">
        <MaskedText text={one.note} />
      </p>
      <p className="text-sm text-note">{texts.people(formatNumber(one.holders.length))}</p>
      <ul>
        {one.holders.map(({ subject, name, role, rights }) => (
          <li key={subject} className="border-b border-line py-1">
            <MaskedText text={name} />{' '}
            <span className="text-sm text-note">
              {role}, {rightsText(rights)}
            </span>
          </li>
        ))}
      </ul>
      <Steps one={one} system={system} onSaid={onSaid} />
    </>
  );
}

function rightsText(rights: SystemAttestation['holders'][number]['rights']): string {
  if (rights === null) return texts.rightsUnknown;
  return rights.length === 0 ? texts.noRights : rights.map((right) => texts.rights[right]).join(', ');
}

function Steps({ one, system, onSaid }: OneProps) {
  const { subject: me } = useWorkspace();
  const mayConfirm = useMay('attestation.approve');
  const mayWithdraw = useMay('attestation.withdraw');
  const [open, setOpen] = useState<'confirm' | 'withdraw' | null>(null);
  const isMine = one.madeBy.subject === me;
  const step = useStep({ system, attestation: one.id }, (said) => {
    onSaid({ text: said });
    setOpen(null);
  });
  const isOver = one.state === 'withdrawn' || one.state === 'run-out';
  return (
    <>
      {one.state === 'waiting' && isMine && <Remark state="pending">{texts.own}</Remark>}
      <div className="flex flex-wrap gap-2">
        {one.state === 'waiting' && !isMine && mayConfirm && (
          <Button look="primary" onClick={() => setOpen('confirm')}>
            {texts.confirm}
          </Button>
        )}
        {!isOver && mayWithdraw && <Button onClick={() => setOpen('withdraw')}>{texts.withdraw}</Button>}
      </div>
      {open === 'confirm' && (
        <Confirm
          isOpen
          onClose={() => setOpen(null)}
          title={texts.confirmTitle}
          action={texts.confirm}
          look="primary"
          isBusy={step.isPending}
          error={step.error}
          onConfirm={() => step.mutate(null)}
        >
          <p>{texts.confirmText}</p>
        </Confirm>
      )}
      {open === 'withdraw' && (
        <Confirm
          isOpen
          onClose={() => setOpen(null)}
          title={texts.withdrawTitle}
          action={texts.withdraw}
          reason={{ label: texts.withdrawReason, help: texts.withdrawHelp }}
          isBusy={step.isPending}
          error={step.error}
          onConfirm={(reason) => step.mutate(reason)}
        >
          <p>{texts.withdrawText}</p>
        </Confirm>
      )}
    </>
  );
}

/** With a reason it takes back, without one it confirms. */
function useStep(
  place: { readonly system: string; readonly attestation: string },
  onDone: (said: string) => void,
) {
  const path = { ...useWorkspacePath(), ...place };
  return useMutation({
    mutationFn: (reason: string | null) =>
      reason === null
        ? read(
            api.POST('/api/workspaces/{workspace}/systems/{system}/attestations/{attestation}/confirm', {
              params: { path },
            }),
          )
        : read(
            api.POST('/api/workspaces/{workspace}/systems/{system}/attestations/{attestation}/withdraw', {
              params: { path },
              body: { reason },
            }),
          ),
    onSuccess: async (_answer, reason) => {
      await queryClient.invalidateQueries({ queryKey: ['systems'] });
      const said = reason === null ? texts.confirmed : texts.withdrawn;
      announce(said);
      onDone(said);
    },
  });
}
