import { actions } from '../../app/actions.ts';
import { useMay } from '../../app/session.ts';
import { SegmentedNav } from '../../components/segmented-nav.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const { tabs } = textsOf({ en });

/** Requests and the holds that stop them. */
export function ErasureTabs() {
  const mayHolds = useMay(actions.listHolds);
  return (
    <SegmentedNav
      label={tabs.label}
      tabs={[
        { href: '/erasures', label: tabs.requests },
        ...(mayHolds ? [{ href: '/erasures/holds', label: tabs.holds }] : []),
      ]}
    />
  );
}
