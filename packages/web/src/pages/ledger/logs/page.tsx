import { actions } from '../../../app/actions.ts';
import { useLogs } from '../../../app/ledger-queries.ts';
import type { Page } from '../../../app/page.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { LedgerTabs } from '../ledger-tabs.tsx';
import { Digests } from './digests.tsx';
import { en } from './en.ts';
import { Keys } from './keys.tsx';
import { LogRows } from './log-rows.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: LogsPage, permission: actions.listLogs };

function LogsPage() {
  const logs = useLogs();
  return (
    <>
      <PageHeader title={texts.title} home={[{ label: texts.ledger, href: '/ledger' }]} lead={texts.lead} />
      <LedgerTabs />
      <Section title={texts.logs.title} note={texts.logs.archiveNote}>
        <Loaded query={logs} lines={3}>
          {({ pages }) => <LogRows logs={pages.flatMap(({ items }) => items)} />}
        </Loaded>
        <ShowMore query={logs} of={texts.logs.title} />
      </Section>
      <Keys />
      <Digests />
    </>
  );
}
