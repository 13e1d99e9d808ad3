import { RefreshCw } from 'lucide-react';
import type { Page } from '../../app/page.ts';
import { Loaded } from '../../components/loaded.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { GroupRoles } from './group-roles.tsx';
import { HowTo } from './how-to.tsx';
import { ScimLog } from './scim-log.tsx';
import { useScim } from './scim-queries.ts';
import { SyncState } from './sync-state.tsx';
import { TokenPart } from './token-part.tsx';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: DirectorySync,
  permission: 'scim.read',
  nav: { group: 'settings', order: 6, key: 'd', icon: RefreshCw },
};

function DirectorySync() {
  const scim = useScim();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Loaded query={scim} lines={6}>
        {({ pages }) => {
          const [now] = pages;
          if (now === undefined) return null;
          return (
            <>
              <SyncState scim={now} />
              <TokenPart scim={now} />
              <HowTo />
              {now.endpoint !== null && <GroupRoles />}
              {now.endpoint !== null && <ScimLog query={scim} calls={pages.flatMap(({ items }) => items)} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
