import { type Member, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { SelectField } from '../../components/field.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** A role a person can be given; `service` is found out, never given. */
export type PersonRole = Exclude<Member['role'], 'service'>;

/** The roles with their summaries, as the permission model says them. */
export function useRoles() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['permissions', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/permissions', { params: { path }, signal })),
    select: ({ roles }) => roles.flatMap(({ id, ...role }) => (id === 'service' ? [] : [{ ...role, id }])),
  });
}

type RoleChoiceProps = {
  readonly label: string;
  readonly value: PersonRole;
  readonly onChoose: (role: PersonRole) => void;
};

/** Every role a person can be given; what the chosen one is for stands above the choice, also where the list is narrow. */
export function RoleChoice({ label, value, onChoose }: RoleChoiceProps) {
  const roles = useRoles().data ?? [];
  const chosen = roles.find(({ id }) => id === value);
  const second = chosen?.needsSecondPerson ? ` ${texts.twoPeople}` : '';
  const choose = (id: string) => {
    const role = roles.find((one) => one.id === id);
    if (role !== undefined) onChoose(role.id);
  };
  return (
    <SelectField
      label={label}
      help={chosen && chosen.summary + second}
      value={value}
      onChange={(event) => choose(event.target.value)}
    >
      {roles.map(({ id, name, summary }) => (
        <option key={id} value={id}>
          {`${name}: ${summary}`}
        </option>
      ))}
    </SelectField>
  );
}
