import { type Package, read } from '@daybook/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Download, Package as PackageIcon } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import type { Page } from '../../app/page.ts';
import { useFrameworks, useWorkspacePath } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Digest } from '../../components/digest.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { dayText, When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Packages,
  permission: 'package.list',
  nav: { group: 'records', order: 3, key: 'p', icon: PackageIcon },
};

function Packages() {
  const path = useWorkspacePath();
  const mayBuild = useMay('package.create');
  const packages = useQuery({
    queryKey: ['packages', path.workspace],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/packages', { params: { path }, signal })),
  });
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      {mayBuild && <BuildPart />}
      <Section title={texts.list}>
        <Loaded query={packages} lines={3}>
          {({ items }) => (
            <DataTable
              label={texts.list}
              rows={items}
              columns={columnsFor(path.workspace)}
              keyOf={({ id }) => id}
              empty={<Notice state="not-tested" title={texts.empty.title} text={texts.empty.text} />}
            />
          )}
        </Loaded>
      </Section>
      <Section title={texts.verify.title}>
        <p className="prose-line text-soft">{texts.verify.lead}</p>
        <pre className="my-3 rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap">
          npx daybook verify package.zip --checkpoint checkpoint.txt
        </pre>
        <p className="prose-line text-sm text-note">{texts.verify.note}</p>
      </Section>
    </>
  );
}

/** Nothing can be built before it is known for which frameworks. */
function BuildPart() {
  const frameworks = useFrameworks();
  return (
    <Section title={texts.build.title}>
      <Loaded query={frameworks} lines={2}>
        {({ items }) => <BuildForm frameworks={items} />}
      </Loaded>
    </Section>
  );
}

type BuildFormProps = { readonly frameworks: readonly { readonly id: string; readonly name: string }[] };

function BuildForm({ frameworks }: BuildFormProps) {
  const path = useWorkspacePath();
  const today = new Date().toISOString().slice(0, 10);
  const [values, setValues] = useState({
    framework: frameworks[0]?.id ?? '',
    from: yearBefore(today),
    to: dayAfter(today),
  });
  const build = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/workspaces/{workspace}/packages', {
          params: { path },
          body: values,
        }),
      ),
    onSuccess: async () => {
      announce(texts.build.built);
      await queryClient.invalidateQueries({ queryKey: ['packages'] });
    },
  });
  const isBackwards = values.from >= values.to;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBackwards) build.mutate();
  };
  return (
    <form onSubmit={submit} className="grid max-w-3xl gap-4 sm:grid-cols-[minmax(0,2fr)_1fr_1fr]">
      <SelectField
        label={texts.build.framework}
        value={values.framework}
        onChange={(event) => setValues({ ...values, framework: event.target.value })}
      >
        {frameworks.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label={texts.build.from}
        type="date"
        required
        value={values.from}
        onChange={(event) => setValues({ ...values, from: event.target.value })}
      />
      <TextField
        label={texts.build.to}
        type="date"
        required
        title={texts.build.toHelp}
        problem={isBackwards ? texts.build.order : undefined}
        value={values.to}
        onChange={(event) => setValues({ ...values, to: event.target.value })}
      />
      <div className="space-y-3 sm:col-span-3">
        <FormProblem error={build.error} />
        <Button type="submit" look="primary" isBusy={build.isPending}>
          {texts.build.submit}
        </Button>
      </div>
    </form>
  );
}

function columnsFor(workspace: string): readonly Column<Package>[] {
  const { columns } = texts;
  return [
    {
      id: 'framework',
      label: columns.framework,
      cell: ({ framework }) => framework,
      sortBy: ({ framework }) => framework,
    },
    {
      id: 'window',
      label: columns.window,
      isSecondary: true,
      cell: ({ from, to }) => (
        <span className="number whitespace-nowrap">{`${dayText(from)} – ${dayText(to)}`}</span>
      ),
      sortBy: ({ from }) => from,
    },
    {
      id: 'entries',
      label: columns.entries,
      align: 'end',
      isSecondary: true,
      cell: ({ entries }) => formatNumber(entries),
      sortBy: ({ entries }) => entries,
    },
    {
      id: 'size',
      label: columns.size,
      align: 'end',
      isSecondary: true,
      cell: ({ bytes }) => sizeText(bytes),
      sortBy: ({ bytes }) => bytes,
    },
    {
      id: 'digest',
      label: columns.digest,
      isSecondary: true,
      cell: ({ digest }) => <Digest value={digest} name={columns.digest} />,
    },
    {
      id: 'built',
      label: columns.built,
      cell: ({ createdAt }) => <When at={createdAt} />,
      sortBy: ({ createdAt }) => createdAt,
    },
    {
      id: 'entry',
      label: columns.entry,
      align: 'end',
      isSecondary: true,
      cell: ({ position }) => <Provenance position={position} />,
    },
    {
      id: 'file',
      label: columns.file,
      align: 'end',
      cell: ({ id, framework }) => (
        <ButtonLink
          href={`/api/workspaces/${workspace}/packages/${id}/file`}
          download
          aria-label={`${texts.download}: ${framework}`}
          className="text-sm"
        >
          <Download size={14} aria-hidden="true" />
          <span className="max-md:sr-only">{texts.download}</span>
        </ButtonLink>
      ),
    },
  ];
}

function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${formatNumber(Math.ceil(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace('-02-29', '-02-28');
}
