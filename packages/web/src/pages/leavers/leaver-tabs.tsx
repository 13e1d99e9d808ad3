import { leaverActions } from '../../app/leaver-queries.ts';
import { useMay } from '../../app/session.ts';
import { SegmentedNav } from '../../components/segmented-nav.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const { tabs } = textsOf({ en });

/** Runs, and the reports that may open one. */
export function LeaverTabs() {
  const mayReports = useMay(leaverActions.listReports);
  return (
    <SegmentedNav
      label={tabs.label}
      tabs={[
        { href: '/leavers', label: tabs.runs },
        ...(mayReports ? [{ href: '/leavers/reports', label: tabs.reports }] : []),
      ]}
    />
  );
}
