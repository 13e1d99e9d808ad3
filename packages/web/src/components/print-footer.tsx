import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../app/api.ts';
import { useWorkspacePath } from '../app/queries.ts';
import { useWorkspace } from '../app/session.ts';
import { textsOf } from '../messages/catalogue.ts';
import { shared } from '../messages/shared.ts';
import { exactTime } from './when.tsx';

const en = {
  text: (parts: {
    workspace: string;
    items: number;
    at: string;
    origin: string;
    size: number;
    root: string;
  }) =>
    `${parts.workspace} · N = ${parts.items} · as of ${parts.at} · ledger ${parts.origin}, checkpoint ${parts.root} over ${parts.size} entries`,
};
const texts = textsOf({ en });

const shownCharacters = 12;

/** On paper only: source, N, time and the checkpoint a reader can compare with. */
export function PrintFooter({ items, at }: { items: number; at: string }) {
  const { name } = useWorkspace();
  const path = useWorkspacePath();
  const ledger = useQuery({
    queryKey: ['ledger', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/ledger', { params: { path }, signal })),
  });
  const checkpoint = ledger.data?.checkpoint;
  return (
    <footer className="mt-4 hidden border-t border-line pt-2 text-xs text-note print:block">
      {shared.product} ·{' '}
      {texts.text({
        workspace: name,
        items,
        at: exactTime(at),
        origin: ledger.data?.log.origin ?? '–',
        size: checkpoint?.size ?? 0,
        root: checkpoint?.root.slice(0, shownCharacters) ?? '–',
      })}
    </footer>
  );
}
