import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { announce } from '../app/announcer.tsx';
import { api } from '../app/api.ts';
import { useWorkspacePath } from '../app/queries.ts';
import { type Mask, type RevealField, readRevealsAgain } from '../app/reveals.ts';
import { textsOf } from '../messages/catalogue.ts';
import { Button } from './button.tsx';
import { TextField } from './field.tsx';
import { FormProblem } from './form-problem.tsx';
import { Layer } from './layer.tsx';
import { Notice } from './notice.tsx';

const en = {
  title: (whose: string) => `Show the value of ${whose}`,
  lead: 'You see it for 15 minutes, on your screen alone. The ledger keeps that you saw it, whose it is and why; never the value.',
  reason: 'What do you need it for?',
  reasonHelp: 'At least ten characters, without names. Whoever looks after members can read it.',
  tooShort: 'Say in at least ten characters what you need it for.',
  submit: 'Show it',
  cancel: 'Leave it masked',
  close: 'Close',
  shown: 'Shown for 15 minutes.',
  waiting: {
    title: 'A second person has to agree',
    text: 'You have seen as many values in the last hour as one person may. A manager, an ISMS owner or an owner finds your request under Exports, Reveals; once they agree the value shows here.',
  },
  erased: {
    title: 'Erased',
    text: 'This was erased for everyone, as the law asks. There is nothing left to show.',
  },
};
const texts = textsOf({ en });
const reasonLengthMin = 10;

type RevealLayerProps = {
  readonly mask: Mask;
  readonly field: RevealField;
  readonly whose: string;
  readonly onClose: () => void;
};

/** Asks why before a masked value is shown; what was typed stays until it was accepted. */
export function RevealLayer({ mask, field, whose, onClose }: RevealLayerProps) {
  const path = useWorkspacePath();
  const [reason, setReason] = useState('');
  const [isTooShort, setIsTooShort] = useState(false);
  const form = useId();
  const reveal = useMutation({
    mutationFn: () => {
      const what =
        mask.kind === 'record'
          ? { position: Number(mask.handle), field: 'text' as const }
          : { subject: mask.handle, field };
      const body = { ...what, reason: reason.trim() };
      return read(api.POST('/api/workspaces/{workspace}/reveals', { params: { path }, body }));
    },
    onSuccess: ({ state }) => {
      readRevealsAgain();
      if (state !== 'shown') return;
      announce(texts.shown);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isShort = reason.trim().length < reasonLengthMin;
    setIsTooShort(isShort);
    if (!isShort) reveal.mutate();
  };
  const outcome = reveal.data?.state;
  return (
    <Layer isOpen onClose={onClose} title={texts.title(whose)}>
      {outcome === 'waiting' || outcome === 'erased' ? (
        <div className="space-y-4 p-4 whitespace-normal">
          <Notice state={outcome === 'waiting' ? 'pending' : 'not-applicable'} {...texts[outcome]} />
          <Button onClick={onClose}>{texts.close}</Button>
        </div>
      ) : (
        <form id={form} onSubmit={submit} className="space-y-4 p-4 whitespace-normal" noValidate>
          <p className="prose-line text-soft">{texts.lead}</p>
          <TextField
            label={texts.reason}
            help={texts.reasonHelp}
            problem={isTooShort ? texts.tooShort : undefined}
            required
            autoFocus
            maxLength={500}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <FormProblem error={reveal.error} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="primary" isBusy={reveal.isPending}>
              {texts.submit}
            </Button>
            <Button look="quiet" onClick={onClose}>
              {texts.cancel}
            </Button>
          </div>
        </form>
      )}
    </Layer>
  );
}
