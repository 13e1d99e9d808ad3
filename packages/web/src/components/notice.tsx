import type { ReactNode } from 'react';
import { Button, ButtonLink } from './button.tsx';
import { type State, StateShape } from './state-shape.tsx';

export type NoticeAction =
  | { readonly label: string; readonly href: string }
  | { readonly label: string; readonly onPress: () => void };

type NoticeProps = {
  readonly state: State;
  readonly title: string;
  readonly text?: string | undefined;
  readonly action?: NoticeAction | undefined;
  /** It is all the page has, so its title is the page's heading. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
};

/** A screen or a part of one that has nothing else to show: what is so, and what to do. */
export function Notice({ state, title, text, action, isPage = false, children }: NoticeProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <section className="appear rounded-md border border-line bg-raised px-5 py-6">
      <div className="flex gap-3">
        <span className="pt-[3px]">
          <StateShape state={state} size={18} />
        </span>
        <div className="min-w-0 space-y-2">
          <Title className="text-lg font-semibold">{title}</Title>
          {text !== undefined && <p className="prose-line text-soft">{text}</p>}
          {children}
          {action !== undefined && <div className="pt-2">{actionButton(action)}</div>}
        </div>
      </div>
    </section>
  );
}

function actionButton(action: NoticeAction): ReactNode {
  if ('href' in action) {
    return (
      <ButtonLink look="primary" href={action.href}>
        {action.label}
      </ButtonLink>
    );
  }
  return (
    <Button look="primary" onClick={action.onPress}>
      {action.label}
    </Button>
  );
}

/** One line in a page that is otherwise fine: part of it is not whole, with the reason. */
export function Remark({ state, children }: { state: State; children: ReactNode }) {
  return (
    <p className="flex items-start gap-2 rounded-md border border-line bg-unsure-tint px-3 py-2 text-sm">
      <span className="flex h-lh shrink-0 items-center">
        <StateShape state={state} />
      </span>
      <span className="min-w-0">{children}</span>
    </p>
  );
}
