import { type FileMapping, read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import { useWorkspacePath } from '../../../app/queries.ts';

type RightAnswer = 'yes' | 'no' | 'unknown';
export type RoleAnswers = Readonly<Record<'administer' | 'export' | 'connect' | 'publish', RightAnswer>>;

/** What somebody said of such files, as the reader of files takes it. */
export type Said = {
  readonly kind: string;
  readonly mapping: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, RoleAnswers>>;
  readonly system: string;
};

export function useMappings() {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['file-mappings', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/file-mappings', { params: { path }, signal })),
  });
}

/** Keeps what was said; also how something forgotten comes back. */
export function useSaveMapping(onDone: (mapping: FileMapping) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: ({ fingerprint, connector, name, settings }: FileMapping) => {
      const { kind, mapping, roles, system } = saidIn(settings);
      const said = {
        kind,
        mapping,
        ...(Object.keys(roles).length > 0 && { roles }),
        ...(system && { system }),
      };
      return read(
        api.POST('/api/workspaces/{workspace}/file-mappings', {
          params: { path },
          body: { connector, fingerprint, name, settings: said },
        }),
      );
    },
    onSuccess: async (_, mapping) => {
      await queryClient.invalidateQueries({ queryKey: ['file-mappings'] });
      onDone(mapping);
    },
  });
}

export function useForgetMapping(onDone: (mapping: FileMapping) => void) {
  const path = useWorkspacePath();
  return useMutation({
    mutationFn: ({ fingerprint }: FileMapping) =>
      read(
        api.DELETE('/api/workspaces/{workspace}/file-mappings/{fingerprint}', {
          params: { path: { ...path, fingerprint } },
        }),
      ),
    onSuccess: async (_, mapping) => {
      await queryClient.invalidateQueries({ queryKey: ['file-mappings'] });
      announce(mapping.name);
      onDone(mapping);
    },
  });
}

/** The server keeps the settings of any reader of files; of those of lists this is the shape. */
export function saidIn(settings: FileMapping['settings']): Said {
  const { kind, mapping, roles, system } = settings;
  return {
    kind: typeof kind === 'string' ? kind : '',
    mapping: textsIn(mapping),
    // Checked by the server when it was saved: role → the four rights.
    roles: (typeof roles === 'object' && roles !== null ? roles : {}) as Said['roles'],
    system: typeof system === 'string' ? system : '',
  };
}

function textsIn(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
