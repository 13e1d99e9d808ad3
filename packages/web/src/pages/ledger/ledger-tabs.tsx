import { actions } from '../../app/actions.ts';
import { useMay } from '../../app/session.ts';
import { SegmentedNav } from '../../components/segmented-nav.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const { tabs } = textsOf({ en });

/** The pages of the ledger this person may see. */
export function LedgerTabs() {
  const mayAnchors = useMay(actions.listAnchors);
  const mayLogs = useMay(actions.listLogs);
  return (
    <SegmentedNav
      label={tabs.label}
      tabs={[
        { href: '/ledger', label: tabs.entries },
        ...(mayAnchors ? [{ href: '/ledger/anchors', label: tabs.anchors }] : []),
        ...(mayLogs ? [{ href: '/ledger/logs', label: tabs.logs }] : []),
      ]}
    />
  );
}
