import { read } from '@daybook/client';
import { api } from '../../app/api.ts';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export type MemberSession = Awaited<ReturnType<typeof readPage>>['items'][number];

export function readPage(path: { readonly workspace: string }, cursor: string | null, signal?: AbortSignal) {
  const query = cursor === null ? {} : { cursor };
  const params = { path, query };
  return read(api.GET('/api/workspaces/{workspace}/sessions', { params, ...(signal && { signal }) }));
}

export function deviceText({ device }: MemberSession): string {
  return device ?? texts.unknownDevice;
}
