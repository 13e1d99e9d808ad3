import { type Removal, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import { leaverActions, readLeaversAgain } from '../../../app/leaver-queries.ts';
import { usePeople } from '../../../app/people.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { titleOf } from '../../../components/leaver-fan-rows.ts';
import type { Outcome } from '../../../components/said.tsx';
import { useStep } from '../../../components/use-step.ts';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });
const exceptionDays = 14;
const attestationDays = 30;

type Step = 'attest' | 'confirm' | 'except' | 'approve';

/** What a person can do about one open item. Where a whole list tells of it, nothing: it closes by itself. */
export function RemovalSteps({ removal, onSaid }: { removal: Removal; onSaid: (said: Outcome) => void }) {
  const { me } = usePeople();
  const may: Readonly<Record<Step, boolean>> = {
    attest: useMay(leaverActions.attest),
    confirm: useMay(leaverActions.confirm),
    except: useMay(leaverActions.except),
    approve: useMay(leaverActions.approve),
  };
  const { open, start, cancel, finish } = useStep<Step>();
  if (!['open', 'attested', 'excepted'].includes(removal.state)) return null;
  const steps = stepsFor(removal, me).filter((step) => may[step]);
  const onDone = (said: string) => {
    finish();
    announce(said);
    onSaid({ text: said });
    void readLeaversAgain();
  };
  return (
    <span className="inline-flex flex-wrap justify-end gap-1.5">
      {removal.state === 'open' && removal.isObservable && (
        <span className="self-center text-sm text-note">{texts.steps.byItself}</span>
      )}
      {steps.map((step) => (
        <Button key={step} look={step === 'except' ? 'quiet' : 'plain'} onClick={start(step)}>
          {texts.steps[step]}
        </Button>
      ))}
      {open !== null && <StepForm step={open} removal={removal} onClose={cancel} onDone={onDone} />}
    </span>
  );
}

/** A second person is somebody else than the first. What two people agreed on can be agreed on again before it ends. */
function stepsFor(removal: Removal, me: string | null): readonly Step[] {
  const { state, isObservable, attestation, exception, attestationAnew, exceptionAnew } = removal;
  const isOpen = state === 'open';
  const said = isOpen ? attestation : attestationAnew;
  const asked = isOpen ? exception : exceptionAnew;
  const attesting: Step[] = said === null ? ['attest'] : said.by !== me ? ['confirm'] : [];
  const excepting: Step[] = asked === null ? ['except'] : asked.by !== me ? ['approve'] : [];
  return [
    ...((isOpen && !isObservable) || state === 'attested' ? attesting : []),
    ...(isOpen || state === 'excepted' ? excepting : []),
  ];
}

type FormProps = {
  readonly step: Step;
  readonly removal: Removal;
  readonly onClose: () => void;
  readonly onDone: (said: string) => void;
};

function StepForm({ step, removal, onClose, onDone }: FormProps) {
  const path = { ...useWorkspacePath(), removal: removal.id };
  const words = texts[step];
  const send = useMutation({
    mutationFn: (reason: string) => sendStep(step, path, reason),
    onSuccess: () => onDone(words.done),
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={words.title(titleOf(removal))}
      action={texts.steps[step]}
      look="primary"
      {...('label' in words && { reason: { label: words.label, help: words.help } })}
      isBusy={send.isPending}
      error={send.error}
      onConfirm={(reason) => send.mutate(reason)}
    >
      <p>{words.text}</p>
    </Confirm>
  );
}

type Path = { readonly workspace: string; readonly removal: string };

function sendStep(step: Step, path: Path, reason: string): Promise<unknown> {
  const params = { path };
  switch (step) {
    case 'attest':
      return read(
        api.POST('/api/workspaces/{workspace}/removals/{removal}/attest', { params, body: { note: reason } }),
      );
    case 'confirm':
      return read(
        api.POST('/api/workspaces/{workspace}/removals/{removal}/attest/confirm', {
          params,
          body: { days: attestationDays },
        }),
      );
    case 'except':
      return read(
        api.POST('/api/workspaces/{workspace}/removals/{removal}/except', {
          params,
          body: { reason, days: exceptionDays },
        }),
      );
    case 'approve':
      return read(
        api.POST('/api/workspaces/{workspace}/removals/{removal}/except/approve', { params, body: {} }),
      );
  }
}
