import { createDaybookClient, isRefusedAs } from '@daybook/client';
import { QueryClient } from '@tanstack/react-query';
import { fetchNoting } from './reach.ts';

/** The server this page came from. */
export const api = createDaybookClient({ baseUrl: window.location.origin, fetch: fetchNoting });

/** Asks the server for nothing but an answer; whether one came is noted for all. */
export async function askServer(): Promise<void> {
  await api.GET('/api/health').catch(() => undefined);
}

const retriesMax = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays one; silence and our own faults may pass.
      retry: (failures, error) => failures < retriesMax && isRefusedAs(error, 'unreachable', 'ledger-closed'),
      retryDelay: 400,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
