import { type FormEvent, type ReactNode, useState } from 'react';
import { textsOf } from '../messages/catalogue.ts';
import { Button, type ButtonLook } from './button.tsx';
import { TextField } from './field.tsx';
import { FormProblem } from './form-problem.tsx';
import { Layer } from './layer.tsx';

const en = { cancel: 'Keep as it is' };
const texts = textsOf({ en });

type ConfirmProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What will happen, as a question or a sentence. */
  readonly title: string;
  readonly action: string;
  readonly look?: ButtonLook;
  /** Present when a reason must be given; it is written into the ledger. */
  readonly reason?: { readonly label: string; readonly help: string };
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onConfirm: (reason: string) => void;
  readonly children: ReactNode;
};

/** Names what an action does before it is done. What was typed stays until it was accepted. */
export function Confirm({ isOpen, onClose, title, action, look = 'danger', ...props }: ConfirmProps) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onConfirm(reason.trim());
  };
  return (
    <Layer isOpen={isOpen} onClose={onClose} title={title}>
      <form onSubmit={submit} className="space-y-4 p-4">
        <div className="prose-line space-y-2 text-soft">{props.children}</div>
        {props.reason && (
          <TextField
            label={props.reason.label}
            help={props.reason.help}
            required
            maxLength={500}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        <FormProblem error={props.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look={look} isBusy={props.isBusy}>
            {action}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {texts.cancel}
          </Button>
        </div>
      </form>
    </Layer>
  );
}
