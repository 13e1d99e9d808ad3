import { useState } from 'react';
import type { Page } from '../../app/page.ts';
import { TextLink } from '../../components/anchor.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Completeness } from '../../components/completeness.tsx';
import { ControlRibbon } from '../../components/control-ribbon.tsx';
import { CountsBar } from '../../components/counts.tsx';
import { CoverageLegend, CoverageMap } from '../../components/coverage-map.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Digest } from '../../components/digest.tsx';
import { FileField, SelectField, TextField } from '../../components/field.tsx';
import { Layer } from '../../components/layer.tsx';
import { Notice, Remark } from '../../components/notice.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { Progress } from '../../components/progress.tsx';
import { ProofPathPicture } from '../../components/proof-path.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { type State, stateLooks } from '../../components/state-shape.tsx';
import { NoPermission, NotFound } from '../../components/trouble.tsx';
import { ValueTree } from '../../components/value-cell.tsx';
import { Exactly, When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import {
  sampleCounts,
  sampleFramework,
  samplePath,
  sampleReport,
  sampleRibbon,
  sampleValue,
} from './samples.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: Design };

// The keys of an object literal are exactly its type's keys.
const states = Object.keys(stateLooks) as State[];

function Design() {
  return (
    <>
      <PageHeader title={texts.title} lead={`${texts.lead} ${texts.samples}`} />
      <Section title={texts.states}>
        <ul className="grid grid-cols-2 gap-x-6 gap-y-2 md:grid-cols-4">
          {states.map((state) => (
            <li key={state}>
              <StateMark state={state} />
            </li>
          ))}
        </ul>
      </Section>
      <Buttons />
      <Fields />
      <Notices />
      <Section title={texts.numbers}>
        <div className="max-w-md space-y-3">
          <p className="flex flex-wrap items-center gap-3">
            <Provenance position={4711} /> <Digest value={'3f'.repeat(32)} name="digest" />
            <When at="2026-11-20T09:10:00.000Z" /> <Exactly at="2026-11-20T09:10:00.000Z" />
          </p>
          <CountsBar counts={sampleCounts} />
          <CountsBar counts={{ pass: 0, fail: 0, unknown: 0, notApplicable: 0 }} />
        </div>
      </Section>
      <Section title={texts.ribbon}>
        <ControlRibbon ribbon={sampleRibbon} />
      </Section>
      <Section title={texts.map}>
        <SampleMap />
      </Section>
      <Section title={texts.path}>
        <ProofPathPicture {...samplePath} />
      </Section>
      <Section title={texts.completeness}>
        <div className="grid gap-4 lg:grid-cols-2">
          <Completeness report={sampleReport} />
          <Completeness
            report={{ ...sampleReport, complete: false, reasons: ['Page 4 of 9 was refused.'] }}
          />
        </div>
      </Section>
      <Section title={texts.progress}>
        <div className="max-w-md space-y-4">
          <Progress done={1200} total={4800} unit="commits" ratePerSecond={340} />
          <Progress done={1200} total={null} unit="rows" ratePerSecond={null} />
        </div>
      </Section>
      <Section title={texts.values}>
        <ValueTree value={sampleValue} />
      </Section>
      <Section title={texts.table}>
        <SampleTable />
      </Section>
      <Section title={texts.loading}>
        <Skeleton lines={3} />
      </Section>
      <Layers />
    </>
  );
}

function Buttons() {
  return (
    <Section title={texts.buttons}>
      <p className="flex flex-wrap items-center gap-2">
        <Button look="primary">{texts.open}</Button>
        <Button>{texts.open}</Button>
        <Button look="quiet">{texts.open}</Button>
        <Button look="danger">{texts.open}</Button>
        <Button isBusy>{texts.open}</Button>
        <Button disabled>{texts.open}</Button>
        <ButtonLink href="/design">{texts.open}</ButtonLink>
        <TextLink href="/design">{texts.open}</TextLink>
      </p>
    </Section>
  );
}

function Fields() {
  return (
    <Section title={texts.fields}>
      <div className="max-w-md space-y-4">
        <TextField label={texts.label} help={texts.help} />
        <TextField label={`${texts.label} 2`} problem={texts.problem} defaultValue="?" />
        <SelectField label={`${texts.label} 3`}>
          <option>{texts.option}</option>
        </SelectField>
        <FileField label={`${texts.label} 4`} />
      </div>
    </Section>
  );
}

function Notices() {
  const { empty, unknown, failing } = texts.noticeTexts;
  return (
    <Section title={texts.notices}>
      <div className="grid gap-3 lg:grid-cols-2">
        <Notice state="operating" {...empty} />
        <Notice state="unknown" {...unknown} action={{ label: texts.open, href: '/design' }} />
        <Notice state="failing" {...failing} action={{ label: texts.open, href: '/design' }} />
        <NoPermission />
        <NotFound />
        <Remark state="incomplete">{unknown.text}</Remark>
      </div>
    </Section>
  );
}

function SampleMap() {
  const [chosen, choose] = useState('');
  return (
    <div className="space-y-4">
      <CoverageLegend
        states={{ failing: 1, unknown: 1, 'not-covered': 2 }}
        chosen={chosen}
        onChoose={choose}
      />
      <CoverageMap framework={sampleFramework} trail={[]} highlight={chosen} />
    </div>
  );
}

function SampleTable() {
  const rows = ['pass', 'fail', 'unknown'] as const;
  return (
    <DataTable
      label={texts.table}
      rows={rows}
      keyOf={(row) => row}
      hrefOf={() => '/design'}
      columns={[
        { id: 'name', label: texts.label, cell: (row) => row, sortBy: (row) => row },
        { id: 'state', label: texts.states, cell: (row) => <StateMark state={row} /> },
      ]}
    />
  );
}

function Layers() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title={texts.layers}>
      <Button onClick={() => setIsOpen(true)}>{texts.open}</Button>
      <Layer isOpen={isOpen} onClose={() => setIsOpen(false)} title={texts.layers}>
        <p className="p-4">{texts.help}</p>
      </Layer>
    </Section>
  );
}
