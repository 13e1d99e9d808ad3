import type { ControlDetail } from '@daybook/client';
import type { Page } from '../../../../app/page.ts';
import { usePathParam } from '../../../../app/query-state.ts';
import { useTrail } from '../../../../app/trail.ts';
import { TextLink } from '../../../../components/anchor.tsx';
import { Details, detail } from '../../../../components/details.tsx';
import { Digest } from '../../../../components/digest.tsx';
import { FindingsTable } from '../../../../components/findings-table.tsx';
import { Loaded } from '../../../../components/loaded.tsx';
import { PageHeader, Section } from '../../../../components/page-header.tsx';
import { NotFound } from '../../../../components/trouble.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { kindWord } from '../../../../messages/shared.ts';
import { useControl } from '../use-control.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: CheckPage, permission: 'control.read' };

function CheckPage() {
  const id = usePathParam('check');
  const control = useControl(usePathParam('control'));
  return (
    <Loaded query={control} title={texts.title}>
      {(data) => {
        const check = data.checks.find((one) => one.id === id);
        return check === undefined ? <NotFound /> : <CheckView control={data} check={check} />;
      }}
    </Loaded>
  );
}

function CheckView({ control, check }: { control: ControlDetail; check: ControlDetail['checks'][number] }) {
  const home = [
    { label: texts.controls, href: '/controls' },
    { label: control.title, href: `/controls/${control.id}` },
  ];
  const road = [...useTrail(home), { label: check.title, href: `/controls/${control.id}/${check.id}` }];
  return (
    <>
      <PageHeader
        title={check.title}
        home={home}
        note={<span className="font-mono text-xs">{check.id}</span>}
        lead={check.summary}
      />
      <Details
        items={[
          detail(texts.control, <TextLink href={`/controls/${control.id}`}>{control.title}</TextLink>),
          detail(texts.looksAt, kindWord(check.population)),
          detail(texts.version, String(check.version)),
          detail(texts.code, <Digest value={check.digest} name={texts.code} isWhole />),
        ]}
      />
      <p className="prose-line mt-3 text-sm text-note">{texts.frozen}</p>
      <Section title={texts.findings}>
        <FindingsTable control={control.id} trail={road} />
      </Section>
    </>
  );
}
