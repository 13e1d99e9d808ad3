import { type OwnedAccount, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../../app/api.ts';
import type { Page } from '../../app/page.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { useQueryState } from '../../app/query-state.ts';
import { useMay } from '../../app/session.ts';
import { AccountOwnerChoice } from '../../components/account-owner-choice.tsx';
import { ownerTexts } from '../../components/account-owner-texts.ts';
import { Button } from '../../components/button.tsx';
import { ExportAction } from '../../components/export-action.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MaskedText } from '../../components/masked-text.tsx';
import { Notice, Remark } from '../../components/notice.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: AccountOwners, permission: 'account-link.list' };

const pageSize = 200;

/** One unknown account after another; `?system=` and `?holder=` narrow it down. */
function AccountOwners() {
  const [system, setSystem] = useQueryState('system');
  const [holder, setHolder] = useQueryState('holder');
  const open = useOpenAccounts(system, holder);
  const query = { belongsTo: 'unknown', ...(system !== '' && { system }) };
  return (
    <>
      <PageHeader
        title={texts.title}
        lead={texts.lead}
        actions={<ExportAction what="account-links" query={query} />}
      />
      {system !== '' && (
        <p className="mb-4 flex flex-wrap items-center gap-2 text-soft">
          {texts.of(system)}
          <Button
            look="quiet"
            onClick={() => {
              setHolder('');
              setSystem('');
            }}
          >
            {texts.all}
          </Button>
        </p>
      )}
      <Loaded query={open} lines={6}>
        {({ items, nextCursor }) => (
          <Queue accounts={items} hasMore={nextCursor !== null} onDecided={() => setHolder('')} />
        )}
      </Loaded>
    </>
  );
}

function useOpenAccounts(system: string, holder: string) {
  const path = useWorkspacePath();
  return useQuery({
    queryKey: ['account-links', path.workspace, system, holder],
    queryFn: ({ signal }) => {
      const one = holder === '' ? { belongsTo: 'unknown' as const } : { holder };
      const query = { limit: pageSize, ...one, ...(system !== '' && { system }) };
      return read(api.GET('/api/workspaces/{workspace}/account-links', { params: { path, query }, signal }));
    },
  });
}

type QueueProps = {
  readonly accounts: readonly OwnedAccount[];
  readonly hasMore: boolean;
  readonly onDecided: () => void;
};

function Queue({ accounts, hasMore, onDecided }: QueueProps) {
  const mayDecide = useMay('account-link.decide');
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const left = accounts.filter((one) => !skipped.has(nameOf(one)));
  // What came in meanwhile never takes the account away that somebody is looking at.
  const looked = useRef('');
  const account = left.find((one) => nameOf(one) === looked.current) ?? left[0];
  looked.current = account === undefined ? '' : nameOf(account);
  if (accounts.length === 0) {
    return <Notice state="complete" title={texts.none.title} text={texts.none.text} />;
  }
  if (account === undefined) {
    const action = { label: texts.skipped.again, onPress: () => setSkipped(new Set()) };
    return <Notice state="pending" title={texts.skipped.title} text={texts.skipped.text} action={action} />;
  }
  const skip = () => setSkipped(new Set([...skipped, nameOf(account)]));
  return (
    <>
      <p className="number mb-3 text-sm text-note" aria-live="polite">
        {texts.left(`${formatNumber(left.length)}${hasMore ? '+' : ''}`)}
      </p>
      {mayDecide ? (
        <AccountOwnerChoice
          key={nameOf(account)}
          account={account}
          onDecided={onDecided}
          onSkip={left.length > 1 ? skip : undefined}
        />
      ) : (
        <ReadOnly accounts={left} />
      )}
    </>
  );
}

function ReadOnly({ accounts }: { accounts: readonly OwnedAccount[] }) {
  return (
    <>
      <Remark state="not-applicable">{texts.notAllowed}</Remark>
      <ul className="mt-3">
        {accounts.map((one) => (
          <li key={nameOf(one)} className="border-b border-line py-2">
            <MaskedText text={one.holder.name} field="login" /> {ownerTexts.on(one.system)}
            <span className="block text-sm text-note">{ownerTexts.reasons[one.reason]}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function nameOf({ system, holder }: OwnedAccount): string {
  return `${system}\n${holder.subject}`;
}
