import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { useWorkspacePath } from './queries.ts';
import { useMay, useWorkspace } from './session.ts';

export type People = {
  /** The pseudonym of whoever looks at the screen. */
  readonly me: string | null;
  /** The name of a member, or null where it is not known here. */
  readonly nameOf: (subject: string) => string | null;
};

/** As many as one answer holds; others are shown by their pseudonym. */
const peopleMax = 200;

/** Joins names to the pseudonyms that entries and requests carry, for those who may see members. */
export function usePeople(): People {
  const path = useWorkspacePath();
  const mayList = useMay('member.list');
  const { subject } = useWorkspace();
  const members = useQuery({
    queryKey: ['members', path.workspace],
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/workspaces/{workspace}/members', {
          params: { path, query: { limit: peopleMax } },
          signal,
        }),
      ),
    enabled: mayList,
  });
  const items = members.data?.items ?? [];
  return {
    me: subject,
    nameOf: (subject) => items.find((member) => member.subject === subject)?.name ?? null,
  };
}
