import { createDaybookClient, isRefusedAs } from '@daybook/client';
import { QueryClient } from '@tanstack/react-query';

/** The server this page came from. */
export const api = createDaybookClient({ baseUrl: window.location.origin });

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
