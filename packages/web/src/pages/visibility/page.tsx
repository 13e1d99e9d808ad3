import { Eye } from 'lucide-react';
import { useState } from 'react';
import type { Page } from '../../app/page.ts';
import { useMay } from '../../app/session.ts';
import { useIsWide } from '../../app/use-is-wide.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader, Section } from '../../components/page-header.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { ClassForm } from './class-form.tsx';
import { ClassGaps } from './class-gaps.tsx';
import { ClassList } from './class-list.tsx';
import { en } from './en.ts';
import { PlainWords } from './plain-words.tsx';
import { SightLegend } from './sight-mark.tsx';
import { type Draft, useVisibility, type VisibilityPage } from './use-visibility.ts';
import { VisibilityCards } from './visibility-cards.tsx';
import { VisibilityMatrix } from './visibility-matrix.tsx';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: VisibilityPageView,
  permission: 'data-class.read',
  nav: { group: 'people', order: 8, key: 'z', icon: Eye },
};

function VisibilityPageView() {
  const visibility = useVisibility();
  const [said, setSaid] = useState<Outcome | null>(null);
  const [changing, setChanging] = useState<Draft | null>(null);
  const mayDefine = useMay('data-class.define');
  const mayChange = useMay('data-class.change');
  const done = (text: string) => {
    setChanging(null);
    setSaid({ text });
  };
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Said outcome={said} />
      <Loaded query={visibility} lines={10}>
        {({ pages }) => {
          const classes = pages[0]?.classes ?? [];
          return (
            <>
              {classes.length === 0 ? (
                <Notice state="not-tested" title={texts.empty.title} text={texts.empty.text} />
              ) : (
                <>
                  <Compared pages={pages} />
                  <ShowMore query={visibility} of={texts.title} />
                  <ClassList
                    classes={classes}
                    onChange={mayChange ? setChanging : null}
                    onSaid={(text) => setSaid({ text })}
                  />
                </>
              )}
              {(mayDefine || changing !== null) && (
                <ClassForm
                  key={`${changing?.id} ${classes.length}`}
                  before={changing}
                  onDone={done}
                  onCancel={() => setChanging(null)}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Compared({ pages }: { pages: readonly VisibilityPage[] }) {
  const isWide = useIsWide();
  const viewers = pages.flatMap(({ items }) => items);
  const [first] = pages;
  if (first === undefined) return null;
  const { classes, totals } = first;
  const isTold = classes.every(({ gaps }) => gaps.length === 0);
  if (viewers.length === 0) {
    return (
      <>
        <ClassGaps classes={classes} />
        {isTold && <Notice state="pass" title={texts.nobody.title} text={texts.nobody.text} />}
      </>
    );
  }
  return (
    <>
      <PlainWords viewers={viewers} classes={classes} totals={totals} />
      <Section title={texts.grid.label}>
        <ClassGaps classes={classes} />
        <SightLegend />
        {isWide ? (
          <VisibilityMatrix viewers={viewers} classes={classes} />
        ) : (
          <VisibilityCards viewers={viewers} classes={classes} />
        )}
      </Section>
    </>
  );
}
