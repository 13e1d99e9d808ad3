import type { BrandAccount } from '@daybook/client';
import { Megaphone } from 'lucide-react';
import { useState } from 'react';
import type { Page } from '../../app/page.ts';
import { useMay } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ExportAction } from '../../components/export-action.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { DevicesPart } from './devices-part.tsx';
import { en } from './en.ts';
import { RegisterAccount } from './register-account.tsx';
import { SecretsPart } from './secrets-part.tsx';
import { useBrandAccounts } from './use-custody.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: BrandAccountsPage,
  permission: 'brand-account.list',
  nav: { group: 'people', order: 5, key: 'b', icon: Megaphone },
};

const home = [{ label: texts.title, href: '/brand-accounts' }];

function BrandAccountsPage() {
  const accounts = useBrandAccounts();
  const mayRegister = useMay('brand-account.create');
  const maySecrets = useMay('shared-secret.list');
  const mayDevices = useMay('device.list');
  const [said, setSaid] = useState<Outcome | null>(null);
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} actions={<ExportAction what="brand-accounts" />} />
      <Said outcome={said} />
      <Loaded query={accounts} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <Notice state="not-tested" title={texts.empty.title} text={texts.empty.text} />
          ) : (
            <DataTable
              label={texts.list}
              rows={items}
              columns={columns}
              keyOf={({ id }) => id}
              hrefOf={({ id }) => `/brand-accounts/${id}`}
              trail={home}
            />
          )
        }
      </Loaded>
      {mayRegister && <RegisterAccount onSaid={setSaid} />}
      {maySecrets && <SecretsPart onSaid={setSaid} />}
      {mayDevices && <DevicesPart onSaid={setSaid} />}
    </>
  );
}

export const standingLook = { critical: 'failing', unconfirmed: 'unknown', confirmed: 'attested' } as const;

const grave = { critical: 0, unconfirmed: 1, confirmed: 2 };
type Row = Pick<BrandAccount, 'id' | 'account' | 'system' | 'standing' | 'heldByLeavers' | 'position'>;

const columns: readonly Column<Row>[] = [
  {
    id: 'account',
    label: texts.columns.account,
    cell: ({ account }) => account,
    sortBy: ({ account }) => account,
  },
  { id: 'system', label: texts.columns.system, cell: ({ system }) => system, sortBy: ({ system }) => system },
  {
    id: 'standing',
    label: texts.columns.standing,
    cell: ({ standing }) => <StateMark state={standingLook[standing]} label={texts.standing[standing]} />,
    sortBy: ({ standing }) => grave[standing],
  },
  {
    id: 'held',
    label: texts.columns.held,
    isSecondary: true,
    cell: ({ heldByLeavers }) => heldByLeavers.map(({ way }) => texts.ways[way]).join(', '),
  },
  {
    id: 'entry',
    label: texts.columns.entry,
    align: 'end',
    cell: ({ position }) => <Provenance position={position} />,
  },
];
