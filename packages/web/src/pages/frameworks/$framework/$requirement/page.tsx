import { type RequirementDetail, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../app/api.ts';
import type { Page } from '../../../../app/page.ts';
import { useWorkspacePath } from '../../../../app/queries.ts';
import { usePathParam, useQueryState } from '../../../../app/query-state.ts';
import { type Crumb, useTrail } from '../../../../app/trail.ts';
import { TextLink } from '../../../../components/anchor.tsx';
import { CountsBar } from '../../../../components/counts.tsx';
import { Loaded } from '../../../../components/loaded.tsx';
import { Notice } from '../../../../components/notice.tsx';
import { PageHeader, Section } from '../../../../components/page-header.tsx';
import { Provenance } from '../../../../components/provenance.tsx';
import { StateMark } from '../../../../components/state-mark.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { shared } from '../../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: RequirementPage, permission: 'framework.read' };

function RequirementPage() {
  const path = {
    ...useWorkspacePath(),
    framework: usePathParam('framework'),
    requirement: usePathParam('requirement'),
  };
  const [asOf] = useQueryState('asOf');
  const requirement = useQuery({
    queryKey: ['frameworks', path.workspace, path.framework, path.requirement, asOf],
    queryFn: ({ signal }) => {
      const query = asOf === '' ? {} : { asOf };
      return read(
        api.GET('/api/workspaces/{workspace}/frameworks/{framework}/requirements/{requirement}', {
          params: { path, query },
          signal,
        }),
      );
    },
  });
  return (
    <Loaded query={requirement} title={texts.title}>
      {(data) => <RequirementView requirement={data} />}
    </Loaded>
  );
}

function RequirementView({ requirement }: { requirement: RequirementDetail }) {
  const { id, title, framework, frameworkName, state, controls } = requirement;
  const home = [
    { label: texts.frameworks, href: '/frameworks' },
    { label: frameworkName, href: `/frameworks/${framework}` },
  ];
  const road = [...useTrail(home), { label: id, href: `/frameworks/${framework}/${encodeURIComponent(id)}` }];
  return (
    <>
      <PageHeader
        title={title}
        home={home}
        note={
          <span className="font-mono text-xs">
            {frameworkName} {id}
          </span>
        }
      />
      {state !== null && <Notice state={state} title={shared.states[state]} text={texts.explain[state]} />}
      {controls.length > 0 && (
        <Section title={texts.controls}>
          <ul className="border-t border-line">
            {controls.map((control) => (
              <ControlAnswer key={control.id} control={control} road={road} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function ControlAnswer({
  control,
  road,
}: {
  control: RequirementDetail['controls'][number];
  road: readonly Crumb[];
}) {
  return (
    <li className="grid gap-x-8 gap-y-3 border-b border-line py-4 md:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0 space-y-1">
        <p className="flex flex-wrap items-baseline gap-x-4">
          <TextLink href={`/controls/${control.id}`} trail={road} className="text-lg font-semibold">
            {control.title}
          </TextLink>
          <StateMark state={control.verdict} />
          <Provenance position={control.position} trail={road} />
        </p>
        <p className="prose-line">{control.reason}</p>
        {control.next !== null && <p className="prose-line text-soft">{control.next}</p>}
        <p className="prose-line text-sm text-note">
          {control.covers === 'whole' ? texts.whole : texts.part}: {control.part}
        </p>
      </div>
      <CountsBar counts={control.counts} />
    </li>
  );
}
