import { BookText } from 'lucide-react';
import { useLedger } from '../../app/ledger-queries.ts';
import type { Page } from '../../app/page.ts';
import { ExportAction } from '../../components/export-action.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { Feed } from './feed.tsx';
import { LedgerTabs } from './ledger-tabs.tsx';
import { LogHealth } from './log-health.tsx';
import { LogStanding } from './log-standing.tsx';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Ledger,
  permission: 'ledger.list',
  nav: { group: 'records', order: 1, key: 'l', icon: BookText },
};

function Ledger() {
  const ledger = useLedger();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} actions={<ExportAction what="ledger" />} />
      <LedgerTabs />
      <Loaded query={ledger} lines={4}>
        {(data) => <LogStanding ledger={data} />}
      </Loaded>
      <LogHealth />
      <Feed />
    </>
  );
}
