import { useMay } from '../../app/session.ts';
import { SegmentedNav } from '../../components/segmented-nav.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const { tabs } = textsOf({ en });

/** What left the screen as a file, and what was unmasked on it. */
export function ExportTabs() {
  const mayReveals = useMay('reveal.list');
  return (
    <SegmentedNav
      label={tabs.label}
      tabs={[
        { href: '/exports', label: tabs.exports },
        ...(mayReveals ? [{ href: '/exports/reveals', label: tabs.reveals }] : []),
      ]}
    />
  );
}
