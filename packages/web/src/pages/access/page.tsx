import { Scale } from 'lucide-react';
import type { Page } from '../../app/page.ts';
import { useQueryState } from '../../app/query-state.ts';
import { Loaded } from '../../components/loaded.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { Matrix } from './matrix.tsx';
import { Policies } from './policies.tsx';
import { Roles } from './roles.tsx';
import { type Model, useModel } from './use-model.ts';
import { Who } from './who.tsx';
import { Why } from './why.tsx';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Access,
  permission: 'permission.read',
  nav: { group: 'settings', order: 2, key: 'a', icon: Scale },
};

const views = { why: Why, who: Who, roles: Roles, matrix: Matrix, policies: Policies } as const;
const names = ['why', 'who', 'roles', 'matrix', 'policies'] as const;

function Access() {
  const [chosen, setChosen] = useQueryState('view', 'why');
  const model = useModel();
  const name = names.find((one) => one === chosen) ?? 'why';
  const View = views[name];
  return (
    <>
      <PageHeader
        title={texts.title}
        lead={texts.lead}
        {...(model.data && { note: <Version model={model.data} /> })}
      />
      <div className="mb-6">
        <Segmented
          label={texts.views.label}
          segments={names.map((value) => ({ value, label: texts.views[value], name: texts.views[value] }))}
          value={name}
          onChange={setChosen}
        />
      </div>
      <Loaded query={model} lines={8}>
        {(data) => <View model={data} />}
      </Loaded>
    </>
  );
}

function Version({ model }: { model: Model }) {
  return (
    <span title={texts.modelLead}>
      {texts.model} <code className="font-mono text-xs">{model.version.slice(0, 12)}</code>{' '}
      {model.position === null ? texts.unwritten : <Provenance position={model.position} />}
    </span>
  );
}
