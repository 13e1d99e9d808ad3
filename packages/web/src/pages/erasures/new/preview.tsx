import type { ReactNode } from 'react';
import { type ErasureTarget, useErasurePreview } from '../../../app/erasure-queries.ts';
import { TextLink } from '../../../components/anchor.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Remark } from '../../../components/notice.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { AffectsList } from '../affects-list.tsx';
import { en } from './en.ts';

const texts = textsOf({ en });

type PreviewProps = {
  readonly target: ErasureTarget;
  /** What erasing means for this kind of target. */
  readonly means: string;
  readonly children?: ReactNode;
};

/** What the request would take away, computed before it is sent; and whether a hold would stop it. */
export function Preview({ target, means, children }: PreviewProps) {
  const preview = useErasurePreview(target);
  return (
    <section className="rounded-md border border-line bg-raised p-4">
      <h2 className="mb-1 text-base">{texts.affects}</h2>
      <p className="prose-line mb-3 text-soft">{means}</p>
      {children}
      <Loaded query={preview} lines={3}>
        {({ affects, hold }) => (
          <>
            <AffectsList affects={affects} />
            {hold !== null && (
              <div className="mt-3">
                <Remark state="failing">
                  {texts.held} <TextLink href="/erasures/holds">{texts.holds}</TextLink>
                </Remark>
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
