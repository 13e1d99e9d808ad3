import type { ComponentProps, MouseEvent } from 'react';
import { navigateTo } from '../app/navigate.ts';
import type { Crumb } from '../app/trail.ts';

type AnchorProps = Omit<ComponentProps<'a'>, 'href'> & {
  readonly href: string;
  /** The road so far, for the breadcrumbs of the page it leads to. */
  readonly trail?: readonly Crumb[] | undefined;
};

/** A link within the app: one page load for the first, none for the others. Outside addresses load as usual. */
export function Anchor({ href, trail, onClick, ...rest }: AnchorProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isOurs = href.startsWith('/') && !href.startsWith('/api');
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isOurs || !isPlain || rest.download !== undefined) return;
    event.preventDefault();
    navigateTo(href, { ...(trail && { trail }) });
  };
  return <a href={href} onClick={follow} {...rest} />;
}

/** A link in running text. */
export function TextLink(props: AnchorProps) {
  return (
    <Anchor
      {...props}
      className={`text-accent underline decoration-accent/40 underline-offset-[3px] hover:decoration-accent ${props.className ?? ''}`}
    />
  );
}
