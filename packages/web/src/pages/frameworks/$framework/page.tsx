import { type FrameworkDetail, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { api } from '../../../app/api.ts';
import type { Page } from '../../../app/page.ts';
import { useWorkspacePath } from '../../../app/queries.ts';
import { usePathParam, useQueryState } from '../../../app/query-state.ts';
import { Button } from '../../../components/button.tsx';
import { CoverageLegend, CoverageMap } from '../../../components/coverage-map.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PrintFooter } from '../../../components/print-footer.tsx';
import { Exactly } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: FrameworkPage, permission: 'framework.read' };

function FrameworkPage() {
  const path = { ...useWorkspacePath(), framework: usePathParam('framework') };
  const [asOf, setAsOf] = useQueryState('asOf');
  const framework = useQuery({
    queryKey: ['frameworks', path.workspace, path.framework, asOf],
    queryFn: ({ signal }) => {
      const query = asOf === '' ? {} : { asOf };
      return read(
        api.GET('/api/workspaces/{workspace}/frameworks/{framework}', { params: { path, query }, signal }),
      );
    },
  });
  return (
    <Loaded query={framework} title={texts.title} lines={12}>
      {(data) => <Coverage framework={data} asOf={asOf} onAsOf={setAsOf} />}
    </Loaded>
  );
}

type CoverageProps = {
  readonly framework: FrameworkDetail;
  readonly asOf: string;
  readonly onAsOf: (asOf: string) => void;
};

function Coverage({ framework, asOf, onAsOf }: CoverageProps) {
  const [state, setState] = useQueryState('state');
  const assessable = framework.requirements.filter(({ assessable: is }) => is);
  const home = [{ label: texts.frameworks, href: '/frameworks' }];
  const search = asOf === '' ? '' : `?asOf=${asOf}`;
  const trail = [...home, { label: framework.name, href: `/frameworks/${framework.id}${search}` }];
  const states = Object.fromEntries(
    Object.entries(Object.groupBy(assessable, ({ state: one }) => one ?? '')).map(([name, held]) => [
      name,
      held?.length ?? 0,
    ]),
  );
  return (
    <>
      <PageHeader
        title={framework.name}
        home={home}
        note={
          <>
            <span className="number">{texts.source(framework.version, assessable.length)}</span>
            <span>
              {texts.asOf} <Exactly at={framework.asOf} />
            </span>
          </>
        }
        lead={framework.title}
        actions={
          <>
            <label className="flex items-center gap-2 text-sm text-note" title={texts.asOfHelp}>
              {texts.asOf}
              <input
                type="date"
                value={asOf}
                max={new Date().toISOString().slice(0, 10)}
                onChange={(event) => onAsOf(event.target.value)}
                className="touch rounded-md border border-edge bg-raised px-2 py-1 text-ink"
              />
            </label>
            <Button onClick={() => window.print()}>
              <Printer size={15} aria-hidden="true" />
              {texts.print}
            </Button>
          </>
        }
      />
      <div className="mb-5">
        <CoverageLegend states={states} chosen={state} onChoose={setState} />
      </div>
      <CoverageMap framework={framework} trail={trail} highlight={state} />
      <div data-print-footer="">
        <PrintFooter items={assessable.length} at={framework.asOf} />
      </div>
    </>
  );
}
