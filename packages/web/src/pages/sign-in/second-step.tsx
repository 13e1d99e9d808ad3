import { isRefusedAs, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../app/api.ts';
import { Button } from '../../components/button.tsx';
import { CodeField } from '../../components/code-field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).second;

type SecondStepProps = { readonly onIn: () => Promise<void>; readonly onBack: () => void };

/** A code of the app or a recovery code; a sign-in that took too long begins again with the password. */
export function SecondStep({ onIn, onBack }: SecondStepProps) {
  const [isRecovery, setIsRecovery] = useState(false);
  const [code, setCode] = useState('');
  const finish = useMutation({
    mutationFn: async () => {
      const body = isRecovery ? { recoveryCode: code } : { code };
      await read(api.POST('/api/sign-in/second-step', { body }));
      await onIn();
    },
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish.mutate();
  };
  const exchange = () => {
    setIsRecovery(!isRecovery);
    setCode('');
    finish.reset();
  };
  const isOver = isRefusedAs(finish.error, 'second-step-over');
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-soft">{isRecovery ? texts.recoveryLead : texts.lead}</p>
      <CodeField
        key={isRecovery ? 'recovery' : 'app'}
        label={isRecovery ? texts.recoveryCode : texts.code}
        help={isRecovery ? undefined : texts.codeHelp}
        isRecovery={isRecovery}
        autoFocus
        disabled={isOver}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <FormProblem error={finish.error} />
      {isOver ? (
        <Button look="primary" onClick={onBack} className="w-full">
          {texts.back}
        </Button>
      ) : (
        <Button type="submit" look="primary" isBusy={finish.isPending} className="w-full">
          {texts.submit}
        </Button>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="quiet" onClick={exchange}>
          {isRecovery ? texts.useApp : texts.useRecovery}
        </Button>
        {!isOver && (
          <Button look="quiet" onClick={onBack}>
            {texts.back}
          </Button>
        )}
      </div>
      <p className="text-sm text-note">{texts.lost}</p>
    </form>
  );
}
