import type { ConnectorCard } from '@daybook/client';
import type { Page } from '../../../../app/page.ts';
import { useConnectors } from '../../../../app/queries.ts';
import { usePathParam } from '../../../../app/query-state.ts';
import { Loaded } from '../../../../components/loaded.tsx';
import { PageHeader } from '../../../../components/page-header.tsx';
import { NotFound } from '../../../../components/trouble.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { en } from './en.ts';
import { FileForm } from './file-form.tsx';
import { SettingsForm } from './settings-form.tsx';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: Connect, permission: 'connection.create' };

function Connect() {
  const id = usePathParam('connector');
  const connectors = useConnectors();
  return (
    <Loaded query={connectors} title={texts.title}>
      {({ items }) => {
        const connector = items.find((one) => one.id === id);
        return connector === undefined ? <NotFound /> : <ConnectForm connector={connector} />;
      }}
    </Loaded>
  );
}

function ConnectForm({ connector }: { connector: ConnectorCard }) {
  const isFile = connector.fields.some(({ input }) => input === 'file');
  return (
    <>
      <PageHeader
        title={texts.titleOf(connector.name)}
        home={[
          { label: texts.sources, href: '/sources' },
          { label: texts.connect, href: '/sources/new' },
        ]}
        lead={connector.summary}
      />
      {isFile ? <FileForm connector={connector} /> : <SettingsForm connector={connector} />}
    </>
  );
}
