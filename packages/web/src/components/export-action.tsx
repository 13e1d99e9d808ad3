import { Download } from 'lucide-react';
import { useMay } from '../app/session.ts';
import { textsOf } from '../messages/catalogue.ts';
import { ButtonLink } from './button.tsx';

const en = { export: 'Export' };
const texts = textsOf({ en });

type ExportActionProps = {
  /** The list, by the name its route gives it. */
  readonly what: string;
  /** As the list is asked on this screen: exactly what is shown. */
  readonly query?: Readonly<Record<string, string>>;
};

/** The way from a list to a file of it; the reason is asked for there. */
export function ExportAction({ what, query = {} }: ExportActionProps) {
  const mayExport = useMay('export.create');
  if (!mayExport) return null;
  const asked = Object.entries(query).filter(([, value]) => value !== '');
  const address = new URLSearchParams({ list: what, ...Object.fromEntries(asked) });
  return (
    <ButtonLink href={`/exports?${address}`}>
      <Download size={16} aria-hidden="true" />
      {texts.export}
    </ButtonLink>
  );
}
