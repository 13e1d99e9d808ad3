import { type Member, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useConnections, useWorkspacePath } from '../../app/queries.ts';
import { Confirm } from '../../components/confirm.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type PersonRole, RoleChoice } from './role-choice.tsx';

const texts = textsOf({ en });
const reason = { label: texts.change.reason, help: texts.change.reasonHelp };

type GiveGrantProps = {
  readonly member: Member;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: (said: string) => void;
};

/** A role beside somebody's own, until a day, everywhere or for one source alone. */
export function GiveGrant({ member, name, onClose, onDone }: GiveGrantProps) {
  const path = useWorkspacePath();
  const connections = useConnections();
  const [role, setRole] = useState<PersonRole>('reader');
  const [until, setUntil] = useState('');
  const [system, setSystem] = useState('');
  const give = useMutation({
    mutationFn: (why: string) =>
      read(
        api.POST('/api/workspaces/{workspace}/grants', {
          params: { path },
          body: {
            subject: member.subject,
            role,
            reason: why,
            until: `${until}T00:00:00.000Z`,
            scope: system === '' ? {} : { system },
          },
        }),
      ),
    onSuccess: ({ state }) =>
      onDone(texts.give[state === 'waiting' ? 'waiting' : 'done'](name, texts.short[role])),
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.give.title(name)}
      action={texts.give.action}
      look="primary"
      reason={reason}
      isBusy={give.isPending}
      error={give.error}
      onConfirm={(why) => give.mutate(why)}
    >
      <RoleChoice label={texts.give.role} value={role} onChoose={setRole} />
      <TextField
        label={texts.give.until}
        help={texts.give.untilHelp}
        type="date"
        required
        value={until}
        onChange={(event) => setUntil(event.target.value)}
      />
      <SelectField
        label={texts.give.system}
        help={texts.give.systemHelp}
        value={system}
        onChange={(event) => setSystem(event.target.value)}
      >
        <option value="">{texts.give.everywhere}</option>
        {(connections.data?.items ?? []).map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </SelectField>
    </Confirm>
  );
}
