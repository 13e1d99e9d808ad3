import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useMay, useWorkspace } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Remark } from '../../components/notice.tsx';
import { PersonName } from '../../components/person-name.tsx';
import type { Outcome } from '../../components/said.tsx';
import { useStep } from '../../components/use-step.ts';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { roleNames } from './role-names.ts';
import { renewScim, type ScimGroup } from './scim-queries.ts';

const texts = textsOf({ en }).groups;

type DecisionProps = { readonly group: ScimGroup; readonly onSaid: (said: Outcome) => void };

/** A role that waits for the second person. Who asked for it may withdraw it. */
export function MappingDecision({ group, onSaid }: DecisionProps) {
  const { subject: me } = useWorkspace();
  const mayApprove = useMay('scim.approve');
  const mayDecline = useMay('scim.decline');
  const { open, start, cancel, finish } = useStep<'approve'>();
  const isMine = group.askedBy === me;
  const role = group.askedRole === null ? texts.none : roleNames[group.askedRole];
  const onDone = (text: string) => {
    finish();
    announce(text);
    onSaid({ text });
    renewScim();
  };
  const decline = useDecline(group, () => onDone(texts.declined(group.name)));
  return (
    <li className="space-y-3 rounded-md border border-line bg-raised px-4 py-3">
      <p className="font-medium break-words">
        {group.name}: {role}
      </p>
      {group.askedBy !== null && (
        <p className="text-sm text-note">
          {texts.askedBy} <PersonName subject={group.askedBy} />, <When at={group.askedAt} />
        </p>
      )}
      {isMine && <Remark state="pending">{texts.mine}</Remark>}
      <div className="flex flex-wrap gap-2">
        {mayApprove && !isMine && (
          <Button look="primary" onClick={start('approve')}>
            {texts.approve}
          </Button>
        )}
        {mayDecline && (
          <Button isBusy={decline.isPending} onClick={() => decline.mutate()}>
            {isMine ? texts.withdraw : texts.decline}
          </Button>
        )}
      </div>
      {open === 'approve' && (
        <Approve
          group={group}
          role={role}
          onClose={cancel}
          onDone={() => onDone(texts.approved(group.name))}
        />
      )}
    </li>
  );
}

function useDecline({ id }: ScimGroup, onSuccess: () => void) {
  const path = { ...useWorkspacePath(), group: id };
  return useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/scim/groups/{group}/decline', { params: { path } })),
    onSuccess,
  });
}

type ApproveProps = {
  readonly group: ScimGroup;
  readonly role: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

function Approve({ group, role, onClose, onDone }: ApproveProps) {
  const path = { ...useWorkspacePath(), group: group.id };
  const approve = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/scim/groups/{group}/approve', { params: { path } })),
    onSuccess: onDone,
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.approveTitle(role, group.name)}
      action={texts.approve}
      look="primary"
      isBusy={approve.isPending}
      error={approve.error}
      onConfirm={() => approve.mutate()}
    >
      <p>{texts.approveText(group.members)}</p>
    </Confirm>
  );
}
