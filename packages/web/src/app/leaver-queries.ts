import { read } from '@daybook/client';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, queryClient } from './api.ts';
import { useWorkspacePath } from './queries.ts';

/** Actions of the leavers' screens, as the routes name them. */
export const leaverActions = {
  list: 'leaver.list',
  read: 'leaver.read',
  open: 'leaver.open',
  rescind: 'leaver.rescind',
  approveRescission: 'leaver.approve',
  attest: 'removal.attest',
  confirm: 'removal.review',
  except: 'removal.except',
  approve: 'removal.approve',
  listReports: 'leave-report.list',
  confirmReport: 'leave-report.confirm',
  dismissReport: 'leave-report.dismiss',
  openForm: 'leave-report.open-form',
} as const;

export type RunState = 'open' | 'closed' | 'rescinded';

export function useLeavers(state: RunState | null) {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['leavers', path.workspace, 'list', state],
    initialPageParam: null as string | null, // the first page has no cursor
    queryFn: ({ signal, pageParam }) => {
      const query = { ...(state !== null && { state }), ...(pageParam !== null && { cursor: pageParam }) };
      return read(api.GET('/api/workspaces/{workspace}/leavers', { params: { path, query }, signal }));
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** One run; its items come page by page, with the run as it is on each. */
export function useLeaver(run: string) {
  const path = { ...useWorkspacePath(), run };
  return useInfiniteQuery({
    queryKey: ['leavers', path.workspace, 'run', run],
    initialPageParam: null as string | null, // the first page has no cursor
    queryFn: ({ signal, pageParam }) => {
      const query = pageParam === null ? {} : { cursor: pageParam };
      return read(api.GET('/api/workspaces/{workspace}/leavers/{run}', { params: { path, query }, signal }));
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export type WhoLeaves = { readonly subject: string } | { readonly agency: string };

/** What would have to go with them; asked once somebody is chosen. */
export function useLeaverPreview(
  who: WhoLeaves | null,
  when: { readonly effectiveAt: string | null; readonly isInvoluntary: boolean },
) {
  const path = useWorkspacePath();
  const { effectiveAt, isInvoluntary } = when;
  return useQuery({
    queryKey: ['leavers', path.workspace, 'preview', who, effectiveAt, isInvoluntary],
    queryFn: ({ signal }) => {
      const query = {
        ...who,
        ...(effectiveAt !== null && { effectiveAt }),
        isInvoluntary: isInvoluntary ? ('true' as const) : ('false' as const),
      };
      return read(
        api.GET('/api/workspaces/{workspace}/leavers/preview', { params: { path, query }, signal }),
      );
    },
    enabled: who !== null,
    placeholderData: keepPreviousData,
  });
}

export function useLeaverFigures(isEnabled = true) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['leavers', path.workspace, 'figures'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/leavers/figures', { params: { path }, signal })),
    enabled: isEnabled,
  });
}

export function useLeaveReports() {
  const path = useWorkspacePath();
  return useInfiniteQuery({
    queryKey: ['leavers', path.workspace, 'reports'],
    initialPageParam: null as string | null, // the first page has no cursor
    queryFn: ({ signal, pageParam }) => {
      const query = pageParam === null ? {} : { cursor: pageParam };
      return read(api.GET('/api/workspaces/{workspace}/leave-reports', { params: { path, query }, signal }));
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function useLeaveForm(isEnabled: boolean) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['leavers', path.workspace, 'form'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/leave-reports/form', { params: { path }, signal })),
    enabled: isEnabled,
  });
}

export function readLeaversAgain(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ['leavers'] });
}
