import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../../app/announcer.tsx';
import { api } from '../../../app/api.ts';
import { leaverActions, readLeaversAgain, useLeaveForm } from '../../../app/leaver-queries.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { CommandBlock } from '../../../components/command-block.tsx';
import { FormProblem } from '../../../components/form-problem.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Section } from '../../../components/page-header.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).form;

/** The public form: off, on, and its link, which is shown once. */
export function LeaveForm() {
  const mayOpen = useMay(leaverActions.openForm);
  const form = useLeaveForm(mayOpen);
  const path = useWorkspacePath();
  const turnOn = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/leave-reports/form', { params: { path }, body: {} })),
    onSuccess: () => readLeaversAgain(),
  });
  const turnOff = useMutation({
    mutationFn: () =>
      read(api.DELETE('/api/workspaces/{workspace}/leave-reports/form', { params: { path } })),
    onSuccess: () => {
      turnOn.reset();
      announce(texts.closed);
      return readLeaversAgain();
    },
  });
  if (!mayOpen) return null;
  return (
    <Section title={texts.title}>
      <Loaded query={form} lines={2}>
        {({ isOpen, openedAt }) => (
          <div className="space-y-3">
            <p className="prose-line text-soft">
              {isOpen ? (
                <>
                  {texts.on} <When at={openedAt} />.
                </>
              ) : (
                texts.off
              )}
            </p>
            {turnOn.data !== undefined && isOpen && (
              <>
                <p className="font-medium">{texts.link}</p>
                <CommandBlock text={turnOn.data.link} name={texts.link} />
              </>
            )}
            <FormProblem error={turnOn.error ?? turnOff.error} />
            <div className="flex flex-wrap gap-2">
              <Button isBusy={turnOn.isPending} onClick={() => turnOn.mutate()}>
                {isOpen ? texts.renew : texts.turnOn}
              </Button>
              {isOpen && (
                <Button look="danger" isBusy={turnOff.isPending} onClick={() => turnOff.mutate()}>
                  {texts.turnOff}
                </Button>
              )}
            </div>
          </div>
        )}
      </Loaded>
    </Section>
  );
}
