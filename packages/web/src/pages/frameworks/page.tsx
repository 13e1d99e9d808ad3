import type { FrameworkSummary } from '@daybook/client';
import { Grid3x3 } from 'lucide-react';
import type { Page } from '../../app/page.ts';
import { useFrameworks } from '../../app/queries.ts';
import { Anchor } from '../../components/anchor.tsx';
import { requirementStates } from '../../components/coverage-map.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { StateBar } from '../../components/state-bar.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = {
  title: texts.title,
  component: Frameworks,
  permission: 'framework.list',
  nav: { group: 'work', order: 4, key: 'f', icon: Grid3x3 },
};

function Frameworks() {
  const frameworks = useFrameworks();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Loaded query={frameworks}>
        {({ items }) => (
          <ul className="border-t border-line">
            {items.map((framework) => (
              <Row key={framework.id} framework={framework} />
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

function Row({
  framework: { id, name, title, version, requirements, states },
}: {
  framework: FrameworkSummary;
}) {
  return (
    <li className="grid gap-x-8 gap-y-3 border-b border-line py-4 md:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="min-w-0">
        <h2 className="text-lg">
          <Anchor
            href={`/frameworks/${id}`}
            className="touch inline-flex items-center text-ink no-underline hover:text-accent hover:underline"
          >
            {name}
          </Anchor>
        </h2>
        <p className="text-soft">{title}</p>
        <p className="number mt-1 text-sm text-note">
          {version} · {texts.requirements(requirements)}
        </p>
      </div>
      <StateBar counts={requirementStates.map((state) => [state, states[state] ?? 0])} />
    </li>
  );
}
