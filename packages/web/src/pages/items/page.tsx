import { Rows3 } from 'lucide-react';
import { useAsKnown } from '../../app/as-known.ts';
import type { Page } from '../../app/page.ts';
import { usePopulations } from '../../app/queries.ts';
import { AsKnownControl } from '../../components/as-known-control.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PopulationRows } from '../../components/population-rows.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Populations,
  permission: 'population.list',
  nav: { group: 'work', order: 5, key: 'i', icon: Rows3 },
};

function Populations() {
  const { query, isPast } = useAsKnown();
  const populations = usePopulations(query);
  const { title, text, action } = texts.first;
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <AsKnownControl answer={populations.data} />
      <Loaded query={populations}>
        {({ items }) =>
          items.length === 0 && isPast ? (
            <Notice state="not-tested" title={texts.past.title} text={texts.past.text} />
          ) : items.length === 0 ? (
            <Notice
              state="not-tested"
              title={title}
              text={text}
              action={{ label: action, href: '/sources/new' }}
            />
          ) : (
            <PopulationRows populations={items} trail={[{ label: texts.title, href: '/items' }]} />
          )
        }
      </Loaded>
    </>
  );
}
