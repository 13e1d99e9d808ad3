import { KeyRound } from 'lucide-react';
import type { Page } from '../../app/page.ts';
import { useMay } from '../../app/session.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Notice, Remark } from '../../components/notice.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { useApiKeys } from './key-queries.ts';
import { KeyTable } from './key-table.tsx';
import { MakeKey } from './make-key.tsx';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Keys,
  permission: 'key.list',
  nav: { group: 'settings', order: 3, key: 'k', icon: KeyRound },
};

function Keys() {
  const keys = useApiKeys();
  const mayMake = useMay('key.create');
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Loaded query={keys} lines={3}>
        {(items) => {
          const unused = items.filter(({ state }) => state === 'unused').length;
          return (
            <>
              {unused > 0 && (
                <div className="mb-4">
                  <Remark state="unknown">{texts.unused(unused)}</Remark>
                </div>
              )}
              {items.length === 0 ? (
                <Notice state="not-tested" title={texts.empty.title} text={texts.empty.text} />
              ) : (
                <KeyTable keys={items} />
              )}
            </>
          );
        }}
      </Loaded>
      {mayMake && <MakeKey />}
    </>
  );
}
