import type { ReactNode } from 'react';
import { shared } from '../messages/shared.ts';

/** A page that stands alone, before anyone is signed in. */
export function BareFrame({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <main id="content" className="mx-auto min-h-dvh max-w-[25rem] px-4 pt-[12vh] pb-12">
      <div className="mb-8 flex items-center gap-2.5">
        <img src="/icon.svg" alt="" width="26" height="26" />
        <span className="text-lg font-semibold">{shared.product}</span>
      </div>
      <h1 className="text-xl">{title}</h1>
      {lead !== undefined && <p className="mt-2 text-soft">{lead}</p>}
      <div className="mt-6">{children}</div>
    </main>
  );
}
