import { read } from '@daybook/client';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { announce } from '../../app/announcer.tsx';
import { api, queryClient } from '../../app/api.ts';
import { renewSession } from '../../app/session.ts';
import { Button } from '../../components/button.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Section } from '../../components/page-header.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).sessions;

type OwnSession = Awaited<ReturnType<typeof readPage>>['items'][number];

function readPage(cursor: string | null, signal?: AbortSignal) {
  const query = cursor === null ? {} : { cursor };
  return read(api.GET('/api/account/sessions', { params: { query }, ...(signal && { signal }) }));
}

/** The devices one is signed in on, each with a way to end it. */
export function OwnSessions() {
  const sessions = useInfiniteQuery({
    queryKey: ['own-sessions'],
    queryFn: ({ pageParam, signal }) => readPage(pageParam, signal),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return (
    <Section title={texts.title}>
      <Loaded query={sessions} lines={3}>
        {({ pages }) => <SessionList sessions={pages.flatMap(({ items }) => items)} />}
      </Loaded>
      <ShowMore query={sessions} of={texts.title} />
    </Section>
  );
}

function SessionList({ sessions }: { sessions: readonly OwnSession[] }) {
  const others = useMutation({
    mutationFn: () => read(api.DELETE('/api/account/sessions', {})),
    onSuccess: async () => {
      announce(texts.endedOthers);
      await queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
    },
  });
  return (
    <div className="space-y-3">
      <ul className="divide-y divide-line rounded-md border border-line bg-raised">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      <FormProblem error={others.error} />
      {sessions.length > 1 ? (
        <Button look="danger" isBusy={others.isPending} onClick={() => others.mutate()}>
          {texts.endOthers}
        </Button>
      ) : (
        <p className="text-sm text-note">{texts.alone}</p>
      )}
    </div>
  );
}

function SessionRow({ session }: { session: OwnSession }) {
  const device = session.device ?? texts.unknownDevice;
  const end = useMutation({
    mutationFn: () =>
      read(api.DELETE('/api/account/sessions/{session}', { params: { path: { session: session.id } } })),
    onSuccess: async () => {
      announce(texts.ended);
      if (session.isCurrent) await renewSession();
      else await queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
    },
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0">
        <p className="font-medium">
          {device}
          {session.isCurrent && <span className="font-normal text-note"> ({texts.current})</span>}
        </p>
        <p className="text-sm text-note">
          {texts.methods[session.method]}
          {session.hasSecondFactor && `, ${texts.withFactor}`} · {texts.since} <When at={session.createdAt} />{' '}
          · {texts.seen} <When at={session.lastSeenAt} />
        </p>
        <FormProblem error={end.error} />
      </div>
      <Button look="quiet" isBusy={end.isPending} onClick={() => end.mutate()}>
        {texts.end} <span className="sr-only">{device}</span>
      </Button>
    </li>
  );
}
