import { type AgencyDetail, read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Details, detail } from '../../../components/details.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { MaskedText } from '../../../components/masked-text.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { type Outcome, Said } from '../../../components/said.tsx';
import { dayText, Exactly } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { AgencyForm } from '../agency-form.tsx';
import { AgencyState } from '../agency-state.tsx';
import { en as listEn } from '../en.ts';
import { AgencyLayers } from './agency-layers.tsx';
import { en } from './en.ts';

const texts = textsOf({ en });
const listTexts = textsOf({ en: listEn });

export const page: Page = { title: texts.title, component: AgencyPage, permission: 'agency.read' };

function AgencyPage() {
  const path = { ...useWorkspacePath(), agency: usePathParam('agency') };
  const agency = useQuery({
    queryKey: ['agencies', path.workspace, path.agency],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/agencies/{agency}', { params: { path }, signal })),
  });
  return (
    <Loaded query={agency} title={texts.title}>
      {(data) => <AgencyView agency={data} />}
    </Loaded>
  );
}

function AgencyView({ agency }: { agency: AgencyDetail }) {
  const mayChange = useMay('agency.change');
  const mayEnd = useMay('agency.end');
  const [said, setSaid] = useState<Outcome | null>(null);
  const [isEnding, setIsEnding] = useState(false);
  return (
    <>
      <PageHeader
        title={agency.name}
        home={[{ label: texts.agencies, href: '/agencies' }]}
        note={<Provenance position={agency.position} />}
        actions={
          mayEnd &&
          agency.endedAt === null && (
            <Button look="danger" onClick={() => setIsEnding(true)}>
              {texts.end.button}
            </Button>
          )
        }
      />
      <Said outcome={said} />
      <div className="mb-4">
        <AgencyState agency={agency} />
      </div>
      <Facts agency={agency} />
      <AgencyLayers agency={agency} />
      {mayChange && (
        <Section title={texts.change}>
          <AgencyForm key={agency.position} agency={agency} onSaid={setSaid} />
        </Section>
      )}
      {isEnding && <EndAgency agency={agency} onClose={() => setIsEnding(false)} onSaid={setSaid} />}
    </>
  );
}

function Facts({ agency }: { agency: AgencyDetail }) {
  const { facts } = texts;
  const { mailDomains, engagementFrom, engagementUntil, endedAt, contact, note } = agency;
  return (
    <Details
      items={[
        detail(facts.domains, mailDomains.length === 0 ? texts.noDomains : mailDomains.join(', ')),
        ...(engagementFrom === null ? [] : [detail(facts.from, dayText(engagementFrom))]),
        detail(facts.until, engagementUntil === null ? listTexts.noEnd : dayText(engagementUntil)),
        ...(endedAt === null ? [] : [detail(facts.ended, <Exactly at={endedAt} />)]),
        ...(contact === null ? [] : [detail(facts.contact, <MaskedText text={contact.name} />)]),
        ...(note === '' ? [] : [detail(facts.note, <MaskedText text={note} />)]),
      ]}
    />
  );
}

type EndProps = {
  readonly agency: AgencyDetail;
  readonly onClose: () => void;
  readonly onSaid: (said: Outcome) => void;
};

function EndAgency({ agency, onClose, onSaid }: EndProps) {
  const path = { ...useWorkspacePath(), agency: agency.id };
  const end = useMutation({
    mutationFn: (reason: string) =>
      read(
        api.POST('/api/workspaces/{workspace}/agencies/{agency}/end', { params: { path }, body: { reason } }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['agencies'] });
      announce(texts.end.done);
      onSaid({ text: texts.end.done });
      onClose();
    },
  });
  return (
    <Confirm
      isOpen
      onClose={onClose}
      title={texts.end.title(agency.name)}
      action={texts.end.button}
      reason={{ label: texts.end.reason, help: texts.end.reasonHelp }}
      isBusy={end.isPending}
      error={end.error}
      onConfirm={(reason) => end.mutate(reason)}
    >
      <p>{texts.end.text}</p>
    </Confirm>
  );
}
