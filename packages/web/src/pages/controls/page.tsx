import type { ControlStatus } from '@daybook/client';
import { ShieldCheck } from 'lucide-react';
import type { Page } from '../../app/page.ts';
import { useControls } from '../../app/queries.ts';
import { Anchor } from '../../components/anchor.tsx';
import { ControlRibbon } from '../../components/control-ribbon.tsx';
import { CountsBar } from '../../components/counts.tsx';
import { ErasedShare } from '../../components/erased-share.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { useRibbon } from './use-ribbon.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Controls,
  permission: 'control.list',
  nav: { group: 'work', order: 3, key: 'c', icon: ShieldCheck },
};

const trail = [{ label: texts.title, href: '/controls' }];

function Controls() {
  const controls = useControls();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Loaded query={controls}>
        {({ items }) =>
          items.length === 0 ? (
            <Notice state="not-tested" title={texts.empty.title} text={texts.empty.text} />
          ) : (
            <ul className="border-t border-line">
              {items.map((control) => (
                <ControlRow key={control.id} control={control} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function ControlRow({ control }: { control: ControlStatus }) {
  const ribbon = useRibbon(control.id);
  return (
    <li className="grid gap-x-8 gap-y-3 border-b border-line py-4 md:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0">
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h2 className="text-lg">
            <Anchor
              href={`/controls/${control.id}`}
              trail={trail}
              className="touch inline-flex items-center text-ink no-underline hover:text-accent hover:underline"
            >
              {control.title}
            </Anchor>
          </h2>
          <StateMark state={control.verdict} />
        </div>
        <p className="prose-line text-soft">{control.reason}</p>
        {control.next !== null && <p className="prose-line text-soft">{control.next}</p>}
        <p className="mt-1 flex items-center gap-3 text-sm text-note">
          {control.evaluatedAt !== null && <When at={control.evaluatedAt} />}
          <Provenance position={control.position} trail={trail} />
        </p>
      </div>
      <div className="space-y-2.5">
        {ribbon.data && <ControlRibbon ribbon={ribbon.data} isSmall />}
        <CountsBar counts={control.counts} />
        <ErasedShare erased={control.erased} />
      </div>
    </li>
  );
}
