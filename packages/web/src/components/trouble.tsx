import { ApiError, isRefusedAs } from '@daybook/client';
import { shared } from '../messages/shared.ts';
import { Notice } from './notice.tsx';

export type FailedQuery = { readonly error: unknown; readonly refetch: () => unknown };

export function NotFound() {
  const { title, text } = shared.trouble.notFound;
  return (
    <>
      <h1 className="sr-only">{title}</h1>
      <Notice
        state="not-applicable"
        title={title}
        text={text}
        action={{ label: shared.trouble.home, href: '/' }}
      />
    </>
  );
}

export function NoPermission() {
  const { title, text } = shared.trouble.forbidden;
  return (
    <>
      <h1 className="sr-only">{title}</h1>
      <Notice state="not-applicable" title={title} text={text} />
    </>
  );
}

/** What could not be loaded, why, and what to do about it. */
export function LoadTrouble({ query }: { query: FailedQuery }) {
  const { error } = query;
  if (isRefusedAs(error, 'not-found', 'framework-unknown', 'connector-unknown')) return <NotFound />;
  if (isRefusedAs(error, 'forbidden')) return <NoPermission />;
  const retry = { label: shared.trouble.retry, onPress: () => void query.refetch() };
  if (isRefusedAs(error, 'unreachable')) {
    const { title, text } = shared.trouble.unreachable;
    return <Notice state="unknown" title={title} text={text} action={retry} />;
  }
  return (
    <Notice state="failing" title={shared.trouble.failed.title} text={sentenceOf(error)} action={retry} />
  );
}

/** What was found and what to do, as one text. */
export function sentenceOf(error: unknown): string {
  return error instanceof ApiError ? sentenceOfRefusal(error) : shared.trouble.crashed.text;
}

export function sentenceOfRefusal({ message, hint }: { message: string; hint: string }): string {
  return hint === '' ? finish(message) : `${finish(message)} ${finish(hint)}`;
}

function finish(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
