import { Inbox } from 'lucide-react';
import { useState } from 'react';
import type { Page } from '../../app/page.ts';
import { useQueryState } from '../../app/query-state.ts';
import { useMay } from '../../app/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { AskAccess } from './ask-access.tsx';
import { en } from './en.ts';
import { Exceptions } from './exceptions.tsx';
import { Moves } from './moves.tsx';
import { Requests } from './requests.tsx';
import { Roles } from './roles.tsx';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: AccessRequests,
  permission: 'access-request.list',
  nav: { group: 'people', order: 4, key: 'h', icon: Inbox },
};

const views = ['requests', 'exceptions', 'moves', 'roles'] as const;

function AccessRequests() {
  const [view, setView] = useQueryState('view', 'requests');
  const [said, setSaid] = useState<Outcome | null>(null);
  const mayAsk = useMay('access-request.create');
  const maySeeGains = useMay('access-request.read');
  const maySeeMoves = useMay('role-change.list');
  const shown = views.filter((one) => {
    if (one === 'exceptions') return maySeeGains;
    return one === 'requests' || maySeeMoves;
  });
  const onSaid = (text: string) => setSaid({ text });
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      {shown.length > 1 && (
        <Segmented
          label={texts.views.label}
          segments={shown.map((value) => ({ value, label: texts.views[value], name: texts.views[value] }))}
          value={view}
          onChange={(next) => {
            setSaid(null);
            setView(next);
          }}
        />
      )}
      <div className="mt-6">
        <Said outcome={said} />
        {view === 'exceptions' && <Exceptions onSaid={onSaid} />}
        {view === 'moves' && <Moves onSaid={onSaid} />}
        {view === 'roles' && <Roles onSaid={onSaid} />}
        {view === 'requests' && (
          <>
            <Requests onSaid={onSaid} />
            {mayAsk && <AskAccess onSaid={onSaid} />}
          </>
        )}
      </div>
    </>
  );
}
