import { isRefusedAs, read } from '@daybook/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../app/api.ts';
import { chooseWorkspace, useSession, useWorkspace } from '../app/session.ts';
import { formatNumber } from '../messages/shared.ts';
import { Button } from './button.tsx';
import { sampleTexts as texts } from './sample-texts.ts';
import { StateShape } from './state-shape.tsx';

const lookAgainMs = 2_000;

/** On every screen of a workspace of made-up data, on paper too: what it is, how far it is filled, the way out. */
export function SampleBanner() {
  const workspace = useWorkspace();
  return workspace.isSample ? <Banner slug={workspace.slug} /> : null;
}

function Banner({ slug }: { slug: string }) {
  const { data: session } = useSession();
  const own = session?.workspaces.find(({ isSample }) => !isSample);
  return (
    <section
      aria-label={texts.title}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b-2 border-unsure bg-unsure-tint px-4 py-2 md:px-8"
    >
      <StateShape state="not-applicable" size={18} />
      <p className="min-w-0 grow basis-72">
        <span className="font-semibold">{texts.title}.</span> {texts.madeUp} <FillingSentence slug={slug} />
      </p>
      <div className="no-print flex flex-wrap gap-2">
        {own && <Button onClick={() => chooseWorkspace(own.slug)}>{texts.back(own.name)}</Button>}
        <ThrowAway slug={slug} next={own?.slug ?? ''} />
      </div>
    </section>
  );
}

/** How far it is; asked again while it is being filled. */
function FillingSentence({ slug }: { slug: string }) {
  const path = { workspace: slug };
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['sample', slug],
    queryFn: ({ signal }) =>
      read(api.GET('/api/workspaces/{workspace}/sample', { params: { path }, signal })).catch(
        (error: unknown) => {
          if (isRefusedAs(error, 'not-found')) return null;
          throw error;
        },
      ),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? lookAgainMs : false),
  });
  const cancel = useMutation({
    mutationFn: () =>
      read(api.POST('/api/workspaces/{workspace}/sample/cancel', { params: { path }, body: {} })),
    onSettled: () => client.invalidateQueries({ queryKey: ['sample', slug] }),
  });
  if (!data || data.state === 'completed') return null;
  if (data.state !== 'running')
    return <span>{data.state === 'failed' ? texts.failed : texts.cancelled}</span>;
  return (
    <span role="status">
      {texts.filling(formatNumber(data.filesRead), formatNumber(data.filesTotal))}{' '}
      <Button className="no-print" look="quiet" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
        {texts.cancel}
      </Button>
    </span>
  );
}

/** Asked twice, for it does not come back. */
function ThrowAway({ slug, next }: { slug: string; next: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      read(api.DELETE('/api/workspaces/{workspace}/sample', { params: { path: { workspace: slug } } })),
    onSuccess: () => chooseWorkspace(next),
  });
  if (!isAsking) {
    return (
      <Button look="quiet" onClick={() => setIsAsking(true)}>
        {texts.remove}
      </Button>
    );
  }
  return (
    <>
      <p className="prose-line text-sm text-soft">{texts.removeNote}</p>
      <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
        {texts.removeSure}
      </Button>
      <Button look="quiet" onClick={() => setIsAsking(false)}>
        {texts.keep}
      </Button>
    </>
  );
}
