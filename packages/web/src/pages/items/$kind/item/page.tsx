import { type ItemDetail, read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../app/api.ts';
import { useAsKnown, withMoment } from '../../../../app/as-known.ts';
import type { Page } from '../../../../app/page.ts';
import { useWorkspacePath } from '../../../../app/queries.ts';
import { usePathParam, useQueryState } from '../../../../app/query-state.ts';
import { type Crumb, useTrail } from '../../../../app/trail.ts';
import { AsKnownControl } from '../../../../components/as-known-control.tsx';
import { Digest } from '../../../../components/digest.tsx';
import { itemHref, populationHref } from '../../../../components/item-href.ts';
import { Loaded } from '../../../../components/loaded.tsx';
import { Remark } from '../../../../components/notice.tsx';
import { PageHeader, Section } from '../../../../components/page-header.tsx';
import { Provenance } from '../../../../components/provenance.tsx';
import { StateMark } from '../../../../components/state-mark.tsx';
import { ValueTree } from '../../../../components/value-cell.tsx';
import { When } from '../../../../components/when.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { kindWord, sentenceCase } from '../../../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

export const page: Page = { title: texts.title, component: ItemPage, permission: 'item.read' };

function ItemPage() {
  const path = useWorkspacePath();
  const kind = usePathParam('kind');
  const [scope] = useQueryState('scope');
  const [key] = useQueryState('key');
  const { query: moment, isPast } = useAsKnown();
  const item = useQuery({
    queryKey: ['item', path.workspace, kind, scope, key, moment],
    queryFn: ({ signal }) => {
      // The server refuses a kind it does not know.
      const query = { kind: kind as 'change', scope, key, ...moment };
      return read(api.GET('/api/workspaces/{workspace}/item', { params: { path, query }, signal }));
    },
  });
  return (
    <>
      {isPast && item.data === undefined && <AsKnownControl answer={undefined} />}
      <Loaded query={item} title={texts.title}>
        {(data) => <ItemView item={data} />}
      </Loaded>
    </>
  );
}

function ItemView({ item }: { item: ItemDetail }) {
  const { choice, isPast } = useAsKnown();
  const home = [
    { label: texts.items, href: '/items' },
    { label: sentenceCase(kindWord(item.kind)), href: withMoment(populationHref(item), choice) },
  ];
  const road = [...useTrail(home), { label: item.title, href: withMoment(itemHref(item), choice) }];
  return (
    <>
      <PageHeader
        title={item.title}
        home={home}
        note={
          <>
            <span>{sentenceCase(kindWord(item.kind, 1))}</span>
            <span className="font-mono text-xs break-all">{item.scope}</span>
            <Digest value={item.key} name={texts.key} />
          </>
        }
      />
      <AsKnownControl answer={item} />
      {item.isGone && (
        <div className="mb-4">
          <Remark state="not-applicable">{texts.gone}</Remark>
        </div>
      )}
      <Section
        title={isPast ? texts.before : texts.now}
        note={
          <span className="inline-flex items-center gap-2">
            {texts.facts} <Provenance position={item.position} trail={road} />
          </span>
        }
      >
        {item.isErased ? (
          <StateMark state="not-applicable" label={texts.erased} />
        ) : (
          <ValueTree value={item.value} />
        )}
      </Section>
      <Section title={texts.history} note={texts.historyNote}>
        <History item={item} road={road} />
      </Section>
    </>
  );
}

function History({ item, road }: { item: ItemDetail; road: readonly Crumb[] }) {
  return (
    <ol className="border-t border-line">
      {item.history.map((version) => (
        <li key={`${version.connection} ${version.position}`} className="border-b border-line py-2.5">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <Provenance position={version.position} trail={road} />
            <span>
              {version.isGone ? texts.wasGone : texts.observed} <When at={version.observedAt} />
            </span>
            <span className="inline-flex items-center gap-2 text-sm text-note">
              {version.supersededPosition === null ? (
                texts.current
              ) : (
                <>
                  {texts.superseded} <Provenance position={version.supersededPosition} trail={road} />
                </>
              )}
            </span>
          </div>
          <details>
            <summary className="touch cursor-pointer py-1 text-sm text-soft">{texts.value}</summary>
            <div className="pt-1 pb-2">
              {version.isErased ? (
                <StateMark state="not-applicable" label={texts.erased} />
              ) : (
                <ValueTree value={version.value} />
              )}
            </div>
          </details>
        </li>
      ))}
    </ol>
  );
}
