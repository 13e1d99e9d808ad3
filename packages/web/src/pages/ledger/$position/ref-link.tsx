import { TextLink } from '../../../components/anchor.tsx';

/** Where the thing an entry belongs to is shown; what has no page of its own stays an id. */
const places: Readonly<Record<string, (id: string) => string>> = {
  con: (id) => `/sources/${id}`,
  pul: (id) => `/sources/pulls/${id}`,
  ctl: (id) => `/controls/${id.slice('ctl_'.length)}`,
  pkg: () => '/packages',
  era: (id) => `/erasures/${id}`,
  hld: () => '/erasures/holds',
};

export function RefLink({ id }: { id: string }) {
  const href = places[id.split('_')[0] ?? '']?.(id);
  const text = <code className="font-mono text-xs break-all">{id}</code>;
  return href === undefined ? text : <TextLink href={href}>{text}</TextLink>;
}
