export { ApiError, isRefusedAs } from './api-error.ts';
export { createDaybookClient, type DaybookClient, read } from './create-daybook-client.ts';
export type * from './types.ts';
