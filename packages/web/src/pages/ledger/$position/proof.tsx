import type { EntryDetail } from '@daybook/client';
import { base64Of, hexOf } from '@daybook/ledger';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CommandBlock } from '../../../components/command-block.tsx';
import { Details, detail } from '../../../components/details.tsx';
import { Digest } from '../../../components/digest.tsx';
import { Section } from '../../../components/page-header.tsx';
import { ProofPathPicture } from '../../../components/proof-path.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { formatNumber } from '../../../messages/shared.ts';
import { en } from './en.ts';
import { canCompute, computeProofPath, type ProofPath } from './proof-steps.ts';

const texts = textsOf({ en }).proof;

const shownHexDigits = 12;

/** The proof that an entry is in the signed log, computed again in this browser. */
export function Proof({ of }: { of: EntryDetail }) {
  const { proof } = of;
  const path = useQuery({
    queryKey: ['proof', of.text, proof.checkpoint],
    queryFn: () => computeProofPath(of),
    enabled: canCompute(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Section
      title={texts.title}
      note={
        <span className="number">{texts.index(formatNumber(proof.index), formatNumber(proof.size))}</span>
      }
    >
      <p className="prose-line mb-3 text-soft">{texts.lead}</p>
      <div role="status" className="mb-4">
        <Standing path={path.data} />
      </div>
      {path.data && <Picture of={of} path={path.data} />}
      <Details
        items={[
          detail(texts.root, <Digest value={proof.root} name={texts.root} isWhole />),
          detail(texts.anchor, <OutsideAnchor of={of} />),
        ]}
      />
      <details className="mt-3">
        <summary className="touch cursor-pointer py-1 text-soft">{texts.steps}</summary>
        {path.data && <Steps path={path.data} />}
      </details>
      <details>
        <summary className="touch cursor-pointer py-1 text-soft">{texts.note}</summary>
        <CommandBlock text={proof.checkpoint} name={texts.note} />
      </details>
    </Section>
  );
}

function OutsideAnchor({ of: { bracket } }: { of: EntryDetail }) {
  const before = bracket?.before ?? null;
  if (before === null) return <StateMark state="pending" label={texts.noAnchor} />;
  return <StateMark state="operating" label={texts.anchored(before.by, formatNumber(before.size))} />;
}

function Standing({ path }: { path: ProofPath | undefined }): ReactNode {
  if (!canCompute()) return <StateMark state="unknown" label={texts.cannot} />;
  if (path === undefined) return <StateMark state="running" label={texts.checking} />;
  return path.holds ? (
    <StateMark state="operating" label={texts.holds} />
  ) : (
    <StateMark state="failing" label={texts.breaks} />
  );
}

function Picture({ of, path }: { of: EntryDetail; path: ProofPath }) {
  const { proof, log } = of;
  const short = (bytes: Uint8Array) => hexOf(bytes).slice(0, shownHexDigits);
  return (
    <div className="mb-4 rounded-md border border-line bg-sunken p-3">
      <ProofPathPicture
        leaf={short(path.leaf)}
        nodes={path.steps.map(({ side, sibling, result }) => ({
          side,
          sibling: short(sibling),
          hash: short(result),
        }))}
        checkpoint={`${texts.checkpoint} ${texts.over(formatNumber(proof.size))}`}
        anchor={of.bracket?.before?.by ?? null}
        label={`${texts.picture(path.steps.length)}, ${texts.signedBy(log.origin)}`}
        holds={path.holds}
      />
    </div>
  );
}

function Steps({ path }: { path: ProofPath }) {
  return (
    <ol className="space-y-1 py-2 font-mono text-xs break-all">
      <li>
        {texts.leaf} {base64Of(path.leaf)}
      </li>
      {path.steps.map(({ side, sibling, result }) => (
        <li key={base64Of(result)}>
          {texts.sibling} ({side}) {base64Of(sibling)} → {base64Of(result)}
        </li>
      ))}
    </ol>
  );
}
