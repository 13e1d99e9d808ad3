import type { Anchors } from '@daybook/client';
import { Download } from 'lucide-react';
import { actions } from '../../../app/actions.ts';
import { useAnchors, useLedger } from '../../../app/ledger-queries.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { ButtonLink } from '../../../components/button.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Remark } from '../../../components/notice.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { RungLadder } from '../../../components/rung-ladder.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { LedgerTabs } from '../ledger-tabs.tsx';
import { AddTarget } from './add-target.tsx';
import { AnchorLine } from './anchor-line.tsx';
import { AnchorList } from './anchor-list.tsx';
import { en } from './en.ts';
import { Targets } from './targets.tsx';
import { WitnessGuide } from './witness-guide.tsx';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: AnchorsPage,
  permission: actions.listAnchors,
};

const home = [{ label: texts.ledger, href: '/ledger' }];

function AnchorsPage() {
  const anchors = useAnchors();
  return (
    <>
      <PageHeader title={texts.title} home={home} lead={texts.lead} />
      <LedgerTabs />
      <Loaded query={anchors}>
        {({ pages }) => {
          const [first] = pages;
          if (first === undefined) return null;
          const items = pages.flatMap((one) => one.items);
          return (
            <>
              <Standing anchors={first} />
              <AnchorLine items={items} />
              <Targets targets={first.targets} />
              <AddTarget />
              <AnchorList items={items} onMore={anchors.hasNextPage ? anchors.fetchNextPage : undefined} />
              <WitnessGuide />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Standing({ anchors }: { anchors: Anchors }) {
  const words = texts.standing;
  return (
    <div className="gap-x-10 lg:grid lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Section title={words.title}>
        <p className="prose-line mb-3 text-soft">{anchors.sentence}</p>
        {anchors.newestAt === null && <Remark state="unknown">{words.never}</Remark>}
        {anchors.newestAt !== null && anchors.isOverdue && (
          <Remark state="unknown">
            {words.overdue} {words.newest}: <When at={anchors.newestAt} />.
          </Remark>
        )}
        <div className="mt-4">
          <RungLadder anchors={anchors} />
        </div>
      </Section>
      <Downloads />
    </div>
  );
}

function Downloads() {
  const ledger = useLedger();
  const { workspace } = useWorkspacePath();
  const words = texts.downloads;
  const root = `/api/workspaces/${workspace}/ledger`;
  return (
    <div className="max-lg:mt-6">
      <h2 className="mb-2 text-lg">{words.title}</h2>
      <p className="prose-line mb-3 text-soft">{words.text}</p>
      <Loaded query={ledger} lines={1}>
        {({ checkpoint }) => (
          <div className="flex flex-col items-start gap-2">
            {checkpoint === null ? (
              <p className="text-note">{words.none}</p>
            ) : (
              <ButtonLink href={`${root}/checkpoints/${checkpoint.size}/note`} download>
                <Download size={14} aria-hidden="true" />
                {words.checkpoint(formatNumber(checkpoint.size))}
              </ButtonLink>
            )}
            <ButtonLink href={`${root}/policy`} download>
              <Download size={14} aria-hidden="true" />
              {words.policy}
            </ButtonLink>
          </div>
        )}
      </Loaded>
    </div>
  );
}
