import { isRefusedAs } from '@daybook/client';
import { shared } from '../messages/shared.ts';
import { Notice } from './notice.tsx';
import { SecondFactorStep } from './second-factor-step.tsx';
import { sentenceOf } from './trouble-sentence.ts';

export type FailedQuery = { readonly error: unknown; readonly refetch: () => unknown };

export function NotFound() {
  const { title, text } = shared.trouble.notFound;
  const action = { label: shared.trouble.home, href: '/' };
  return <Notice state="not-applicable" title={title} text={text} action={action} isPage />;
}

export function NoPermission() {
  const { title, text } = shared.trouble.forbidden;
  return <Notice state="not-applicable" title={title} text={text} isPage />;
}

/** What could not be loaded, why, and what to do about it. `title` is the page's heading where this is the whole page. */
export function LoadTrouble({ query, title: heading }: { query: FailedQuery; title?: string | undefined }) {
  const { error } = query;
  if (isRefusedAs(error, 'not-found', 'framework-unknown', 'connector-unknown')) return <NotFound />;
  if (isRefusedAs(error, 'forbidden')) return <NoPermission />;
  if (isRefusedAs(error, 'second-factor-needed')) {
    return (
      <Notice state="pending" title={shared.trouble.secondFactor} isPage={heading !== undefined}>
        <SecondFactorStep onDone={() => void query.refetch()} />
      </Notice>
    );
  }
  const isSilent = isRefusedAs(error, 'unreachable');
  const { title, text } = shared.trouble.unreachable;
  return (
    <>
      {heading !== undefined && <h1 className="sr-only">{heading}</h1>}
      <Notice
        state={isSilent ? 'unknown' : 'failing'}
        title={isSilent ? title : shared.trouble.failed.title}
        text={isSilent ? text : sentenceOf(error)}
        action={{ label: shared.trouble.retry, onPress: () => void query.refetch() }}
      />
    </>
  );
}
