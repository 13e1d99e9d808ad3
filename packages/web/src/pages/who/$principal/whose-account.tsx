import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient } from '../../../app/api.ts';
import { navigateTo } from '../../../app/navigate.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import { AccountOwnerChoice } from '../../../components/account-owner-choice.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';
import type { PrincipalDetail } from './page.tsx';

const texts = textsOf({ en });

type WhoseAccountProps = { readonly one: PrincipalDetail; readonly cell: PrincipalDetail['cells'][number] };

/** Says whose an account is: open at once where nobody knows, out of the way where it is known. */
export function WhoseAccount({ one, cell }: WhoseAccountProps) {
  const mayDecide = useMay('account-link.decide');
  const [isOpen, setIsOpen] = useState(one.kind === 'unknown');
  if (!mayDecide || !cell.holder.startsWith('sub_')) return null;
  return (
    <details
      className="my-2"
      open={isOpen}
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open);
      }}
    >
      <summary className="touch w-fit cursor-pointer py-1 text-soft hover:text-ink">{texts.whose}</summary>
      {isOpen && <Choice system={cell.system} holder={cell.holder} />}
    </details>
  );
}

function Choice({ system, holder }: { system: string; holder: string }) {
  const path = useWorkspacePath();
  const links = useQuery({
    queryKey: ['account-links', path.workspace, system, holder],
    queryFn: ({ signal }) => {
      const query = { system, holder, limit: 1 };
      return read(api.GET('/api/workspaces/{workspace}/account-links', { params: { path, query }, signal }));
    },
  });
  const onDecided = () => {
    void queryClient.invalidateQueries({ queryKey: ['access-list'] });
    navigateTo('/who');
  };
  return (
    <Loaded query={links} lines={4}>
      {({ items: [account] }) =>
        account === undefined ? (
          <p className="text-note">{texts.noLink}</p>
        ) : (
          <AccountOwnerChoice account={account} onDecided={onDecided} />
        )
      }
    </Loaded>
  );
}
