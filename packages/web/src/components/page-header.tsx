import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { type Crumb, useTrail } from '../app/trail.ts';
import { shared } from '../messages/shared.ts';
import { Anchor } from './anchor.tsx';
import { MaskedText } from './masked-text.tsx';

type PageHeaderProps = {
  readonly title: string;
  /** Where the page belongs, for those who came to it directly. */
  readonly home?: readonly Crumb[];
  /** The id or kind, second and smaller. */
  readonly note?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
};

const nowhere: readonly Crumb[] = [];

export function PageHeader({ title, home = nowhere, note, lead, actions }: PageHeaderProps) {
  const trail = useTrail(home);
  return (
    <header className="mb-6">
      {trail.length > 0 && <Breadcrumbs trail={trail} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-xl break-words md:text-2xl">
            <MaskedText text={title} />
          </h1>
          {note !== undefined && (
            <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-note">{note}</div>
          )}
        </div>
        {actions !== undefined && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {lead !== undefined && <p className="prose-line mt-2 text-soft">{lead}</p>}
    </header>
  );
}

function Breadcrumbs({ trail }: { trail: readonly Crumb[] }) {
  return (
    <nav aria-label={shared.navigation.trail} className="no-print mb-1.5">
      <ol className="flex flex-wrap items-center gap-1 text-sm text-note">
        {trail.map((crumb, index) => (
          <Fragment key={crumb.href}>
            <li className="max-w-[22ch] truncate">
              <Anchor
                href={crumb.href}
                trail={trail.slice(0, index)}
                className="inline-block rounded-sm py-1 text-soft no-underline hover:text-accent hover:underline"
              >
                {crumb.label}
              </Anchor>
            </li>
            <li aria-hidden="true">
              <ChevronRight size={14} />
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

/** A titled part of a page. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="mt-8 first:mt-0">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg">{title}</h2>
        {note !== undefined && <div className="text-sm text-note">{note}</div>}
      </div>
      {children}
    </section>
  );
}
