import { type ControlDetail, read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { announce } from '../../../app/announcer.tsx';
import { api, queryClient } from '../../../app/api.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { useMay } from '../../../app/session.ts';
import { type Crumb, useTrail } from '../../../app/trail.ts';
import { Anchor, TextLink } from '../../../components/anchor.tsx';
import { Button } from '../../../components/button.tsx';
import { ControlRibbon } from '../../../components/control-ribbon.tsx';
import { CountsBar } from '../../../components/counts.tsx';
import { Digest } from '../../../components/digest.tsx';
import { ErasedShare } from '../../../components/erased-share.tsx';
import { FindingsTable } from '../../../components/findings-table.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Notice } from '../../../components/notice.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { PopulationRows } from '../../../components/population-rows.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { useRibbon } from '../use-ribbon.ts';
import { en } from './en.ts';
import { useControl } from './use-control.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: ControlPage, permission: 'control.read' };

const home = [{ label: texts.controls, href: '/controls' }];

function ControlPage() {
  const id = usePathParam('control');
  const control = useControl(id);
  return (
    <Loaded query={control} title={texts.title}>
      {(data) => <ControlView control={data} />}
    </Loaded>
  );
}

function ControlView({ control }: { control: ControlDetail }) {
  const ribbon = useRibbon(control.id);
  const road = [...useTrail(home), { label: control.title, href: `/controls/${control.id}` }];
  return (
    <>
      <PageHeader
        title={control.title}
        home={home}
        note={<span className="font-mono text-xs">{control.id}</span>}
        lead={control.statement}
        actions={<RunButton />}
      />
      <Verdict control={control} road={road} />
      <Section title={texts.window}>
        <Loaded query={ribbon} lines={1}>
          {(data) => <ControlRibbon ribbon={data} />}
        </Loaded>
      </Section>
      <Section title={texts.findings}>
        <FindingsTable control={control.id} trail={road} rowsFirst={12} />
      </Section>
      <Section title={texts.checks}>
        <Checks control={control} road={road} />
      </Section>
      <Section title={texts.populations}>
        {control.populations.length === 0 ? (
          <Notice
            state="not-tested"
            title={texts.noPopulations}
            action={{ label: texts.connect, href: '/sources/new' }}
          />
        ) : (
          <PopulationRows populations={control.populations} trail={road} />
        )}
      </Section>
      <Section title={texts.requirements}>
        <Requirements control={control} />
      </Section>
      <Section title={texts.why}>
        <p className="prose-line text-soft">{control.why}</p>
      </Section>
    </>
  );
}

function Verdict({ control, road }: { control: ControlDetail; road: readonly Crumb[] }) {
  return (
    <section className="rounded-md border border-line bg-raised p-4" aria-label={control.title}>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="text-lg">
          <StateMark state={control.verdict} />
        </span>
        <span className="text-sm text-note">
          <When at={control.evaluatedAt} />
        </span>
        <Provenance position={control.position} trail={road} />
      </div>
      <p className="prose-line">{control.reason}</p>
      {control.next !== null && <p className="prose-line mb-3 text-soft">{control.next}</p>}
      <CountsBar counts={control.counts} />
      <ErasedShare erased={control.erased} />
    </section>
  );
}

function RunButton() {
  const path = useWorkspacePath();
  const mayRun = useMay('check.run');
  const run = useMutation({
    mutationFn: () => read(api.POST('/api/workspaces/{workspace}/checks/run', { params: { path } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['controls'] });
      announce(texts.ran);
    },
  });
  if (!mayRun) return null;
  return (
    <Button onClick={() => run.mutate()} isBusy={run.isPending}>
      {texts.run}
    </Button>
  );
}

function Checks({ control, road }: { control: ControlDetail; road: readonly Crumb[] }) {
  return (
    <ul className="border-t border-line">
      {control.checks.map((check) => (
        <li key={check.id} className="border-b border-line py-3">
          <p className="flex flex-wrap items-baseline gap-x-3">
            <TextLink href={`/controls/${control.id}/${check.id}`} trail={road} className="font-medium">
              {check.title}
            </TextLink>
            <span className="font-mono text-xs text-note">{texts.checkVersion(check.id, check.version)}</span>
          </p>
          <p className="prose-line text-soft">{check.summary}</p>
          <p className="text-sm text-note">
            {texts.digest} <Digest value={check.digest} name={texts.digest} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Requirements({ control }: { control: ControlDetail }) {
  return (
    <ul className="border-t border-line">
      {control.requirements.map(({ framework, frameworkName, id, title, covers, part }) => (
        <li
          key={`${framework}/${id}`}
          className="grid gap-x-6 border-b border-line py-2.5 md:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]"
        >
          <Anchor
            href={`/frameworks/${framework}/${encodeURIComponent(id)}`}
            className="touch block text-ink no-underline hover:text-accent hover:underline"
          >
            <span className="block">{title}</span>
            <span className="block text-sm text-note">
              {frameworkName} <span className="font-mono text-xs">{id}</span>
            </span>
          </Anchor>
          <p className="text-soft">
            <span className="text-note">
              {texts.covers} {covers === 'whole' ? texts.whole : texts.part}:
            </span>{' '}
            {part}
          </p>
        </li>
      ))}
    </ul>
  );
}
