import type { PopulationReport } from '@daybook/client';
import { textsOf } from '../messages/catalogue.ts';
import { counted, formatNumber, kindWord, sentenceCase } from '../messages/shared.ts';
import { Details, detail } from './details.tsx';
import { Digest } from './digest.tsx';
import { Remark } from './notice.tsx';
import { StateMark } from './state-mark.tsx';
import { Exactly } from './when.tsx';

const en = {
  query: 'Query',
  pages: 'Pages',
  range: 'First and last',
  sourceCount: 'The source counts',
  sourceSilent: 'the source gives no count',
  changes: 'Against the last reading',
  changed: (added: string, changed: string, closed: string) =>
    `${added} added, ${changed} changed, ${closed} gone`,
  rejected: 'Rejected',
  duplicates: 'Duplicates',
  gaps: 'Gaps',
  noGaps: 'none',
  maxGap: 'Holds for',
  hours: (hours: number) => (hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`),
  digest: 'Snapshot digest',
  attributes: 'Seen in it',
  to: 'to',
};
const texts = textsOf({ en });

/** What proves one reading of one population whole, or says why it is not. */
export function Completeness({ report }: { report: PopulationReport }) {
  const attributes = Object.entries(report.attributes);
  return (
    <section className="rounded-md border border-line bg-raised p-4">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="number min-w-0 text-base [overflow-wrap:anywhere]">
          {counted(report.items, report.kind)}
          {report.scope !== '' && (
            <span className="ml-2 font-mono text-xs font-normal text-note [overflow-wrap:anywhere]">
              {report.scope}
            </span>
          )}
        </h3>
        <StateMark state={report.complete ? 'complete' : 'incomplete'} />
      </div>
      {report.reasons.length > 0 && (
        <div className="mb-3 space-y-1">
          {report.reasons.map((reason) => (
            <Remark key={reason} state="incomplete">
              {reason}
            </Remark>
          ))}
        </div>
      )}
      <Details
        items={[
          detail(texts.query, <code className="font-mono text-xs break-all">{report.query}</code>),
          detail(texts.pages, formatNumber(report.pages)),
          detail(texts.range, <Range report={report} />),
          detail(
            texts.sourceCount,
            report.sourceCount === null ? (
              <span className="text-note">{texts.sourceSilent}</span>
            ) : (
              `${formatNumber(report.sourceCount)} ${kindWord(report.kind, report.sourceCount)}`
            ),
          ),
          detail(
            texts.changes,
            texts.changed(
              formatNumber(report.added),
              formatNumber(report.changed),
              formatNumber(report.closed),
            ),
          ),
          detail(texts.rejected, formatNumber(report.rejected)),
          detail(texts.duplicates, formatNumber(report.duplicates)),
          detail(texts.gaps, report.gaps.length === 0 ? texts.noGaps : report.gaps.join('; ')),
          detail(texts.maxGap, texts.hours(report.maxGapHours)),
          ...(attributes.length === 0 ? [] : [detail(texts.attributes, attributeWords(attributes))]),
          detail(texts.digest, <Digest value={report.snapshotDigest} name={texts.digest} />),
        ]}
      />
    </section>
  );
}

function Range({ report: { first, last } }: { report: PopulationReport }) {
  if (first === null || last === null) return <Exactly at={null} />;
  if (Number.isNaN(Date.parse(first))) return <>{`${first} ${texts.to} ${last}`}</>;
  return (
    <>
      <Exactly at={first} /> {texts.to} <Exactly at={last} />
    </>
  );
}

function attributeWords(attributes: readonly (readonly [string, number])[]): string {
  return attributes
    .map(([name, count]) => `${sentenceCase(name).toLowerCase()} ${formatNumber(count)}`)
    .join(', ');
}
