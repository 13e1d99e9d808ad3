import { Details, detail } from '../../components/details.tsx';
import { Notice } from '../../components/notice.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import type { Scim } from './scim-queries.ts';

const texts = textsOf({ en }).state;
const dayMs = 24 * 60 * 60 * 1000;

/** Whether the provider still keeps the members. Silence is never shown as well-being. */
export function SyncState({ scim }: { scim: Scim }) {
  const { connection, lastCallAt, lastChangeAt, lastRefusedAt, people } = scim;
  const details = (
    <Details
      items={[
        detail(texts.lastCall, <When at={lastCallAt} />),
        detail(texts.lastChange, <When at={lastChangeAt} />),
        detail(texts.people, texts.peopleText(people.active, people.inactive)),
        detail(texts.refused, <When at={lastRefusedAt} absent={texts.refusedNever} />),
      ]}
    />
  );
  if (connection === 'never-connected')
    return <Notice state="not-tested" title={texts['never-connected']} text={texts.neverText} />;
  if (connection !== 'connected') {
    const isLate = connection === 'late';
    const title = isLate ? texts.late(daysSince(lastCallAt)) : texts['cut-off'];
    return (
      <Notice state="unknown" title={title} text={isLate ? texts.lateText : texts.cutOffText}>
        {details}
      </Notice>
    );
  }
  return (
    <section aria-label={texts.title} className="space-y-3">
      <p>
        <StateMark state="operating" label={texts.connected} />
      </p>
      {details}
    </section>
  );
}

function daysSince(at: string | null): number {
  return at === null ? 0 : Math.floor((Date.now() - Date.parse(at)) / dayMs);
}
