import type { RemovalDeadlines } from '@daybook/client';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import type { Page } from '../../app/page.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { Exactly } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { DeadlineForm } from './deadline-form.tsx';
import { en } from './en.ts';
import { type Deadlines, deadlineNames, useChangeDeadlines, useDeadlines } from './use-deadlines.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: DeadlinesPage,
  permission: 'removal.read',
  nav: { group: 'settings', order: 7, key: 'j', icon: CalendarClock },
};

function DeadlinesPage() {
  const deadlines = useDeadlines();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Loaded query={deadlines}>{(data) => <DeadlinesView deadlines={data} />}</Loaded>
    </>
  );
}

function DeadlinesView({ deadlines }: { deadlines: RemovalDeadlines }) {
  const mayChange = useMay('setting.change');
  const [said, setSaid] = useState<Outcome | null>(null);
  const change = useChangeDeadlines((text) => setSaid({ text }));
  return (
    <div className="max-w-xl space-y-6">
      <Said outcome={said} />
      <DeadlineForm
        key={deadlines.changed?.position ?? 0}
        deadlines={deadlines}
        usual={deadlines.usual}
        mayChange={mayChange}
        isBusy={change.isPending}
        onChange={(next) => change.mutate({ deadlines: next, said: texts.done })}
      />
      <FormProblem error={change.error} />
      <LastChange
        deadlines={deadlines}
        isBusy={change.isPending}
        onUndo={mayChange ? (before) => change.mutate({ deadlines: before, said: texts.undone }) : undefined}
      />
    </div>
  );
}

type LastChangeProps = {
  readonly deadlines: RemovalDeadlines;
  readonly isBusy: boolean;
  readonly onUndo: ((before: Deadlines) => void) | undefined;
};

/** Who changed them last, when, from what, and the way back. */
function LastChange({ deadlines: { changed }, isBusy, onUndo }: LastChangeProps) {
  if (changed === null) return <p className="text-sm text-note">{texts.neverChanged}</p>;
  const { by, at, before, position } = changed;
  return (
    <section className="space-y-2 border-t border-line pt-4 text-sm text-soft">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {by === null ? (
          texts.unknownWho
        ) : (
          <span>
            {texts.changed} <PersonName subject={by} /> <Exactly at={at} />
          </span>
        )}
        <Provenance position={position} />
      </p>
      {before !== null && (
        <>
          <p>
            {texts.before}{' '}
            {deadlineNames.map((name) => `${before[name]} ${texts.fields[name].unit}`).join(' · ')}
          </p>
          {onUndo !== undefined && (
            <Button isBusy={isBusy} onClick={() => onUndo(before)}>
              {texts.undo}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
