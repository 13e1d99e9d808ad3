import { read, type SystemDetail } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../app/api.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { useMay } from '../../../app/session.ts';
import { Anchor } from '../../../components/anchor.tsx';
import { Details, detail } from '../../../components/details.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { MaskedText } from '../../../components/masked-text.tsx';
import { Remark } from '../../../components/notice.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { type Outcome, Said } from '../../../components/said.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en as listEn } from '../en.ts';
import { SignInWays } from '../sign-in-ways.tsx';
import { SystemForm } from '../system-form.tsx';
import { SystemState } from '../system-state.tsx';
import { Attestations } from './attestations.tsx';
import { en } from './en.ts';

const texts = textsOf({ en });
const listTexts = textsOf({ en: listEn });

export const page: Page = { title: texts.title, component: SystemPage, permission: 'system.read' };

function SystemPage() {
  const path = { ...useWorkspacePath(), system: usePathParam('system') };
  const system = useQuery({
    queryKey: ['systems', path.workspace, path.system],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/systems/{system}', { params: { path }, signal })),
  });
  return (
    <Loaded query={system} title={texts.title}>
      {(data) => <SystemView system={data} />}
    </Loaded>
  );
}

function SystemView({ system }: { system: SystemDetail }) {
  const mayChange = useMay(system.isRegistered ? 'system.change' : 'system.register');
  const [said, setSaid] = useState<Outcome | null>(null);
  return (
    <>
      <PageHeader
        title={system.name}
        home={[{ label: texts.systems, href: '/systems' }]}
        note={
          <>
            <span className="font-mono text-xs break-all">{system.system}</span>
            <Provenance position={system.position} />
          </>
        }
      />
      <Said outcome={said} />
      <div className="mb-4">
        <SystemState system={system} />
      </div>
      <Facts system={system} />
      {system.means === 'attested' && <Attestations system={system} onSaid={setSaid} />}
      {mayChange && (
        <Section title={texts.change}>
          <SystemForm key={system.position} system={system} onSaid={setSaid} />
        </Section>
      )}
    </>
  );
}

function Facts({ system }: { system: SystemDetail }) {
  const { facts } = texts;
  const { channel, means, owner, accounts, unknownAccounts, reviewDays } = system;
  const named = encodeURIComponent(system.system);
  return (
    <>
      {means === 'live' && channel?.isUnproven === true && (
        <Remark state="unknown">{listTexts.unproven}</Remark>
      )}
      <Details
        items={[
          detail(facts.had, means === null ? listTexts.notSaid : listTexts.means[means]),
          ...(channel === null
            ? []
            : [
                detail(facts.lists, channel.lists),
                detail(facts.log, channel.log),
                detail(facts.fallback, channel.fallback),
              ]),
          detail(
            facts.accounts,
            <>
              <Anchor href={`/who?system=${named}`}>{formatNumber(accounts)}</Anchor>
              {unknownAccounts > 0 && (
                <>
                  ,{' '}
                  <Anchor href={`/account-owners?system=${named}`}>
                    {texts.unknownAccounts(formatNumber(unknownAccounts))}
                  </Anchor>
                </>
              )}
            </>,
          ),
          detail(facts.signIns, <SignInWays ways={system.signIns} />),
          detail(facts.owner, owner === null ? listTexts.nobody : <MaskedText text={owner.name} />),
          detail(facts.review, reviewDays === null ? facts.never : facts.every(formatNumber(reviewDays))),
        ]}
      />
    </>
  );
}
