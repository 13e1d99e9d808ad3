import type { LeaveReport } from '@daybook/client';
import type { ReactNode } from 'react';
import { MaskedText } from '../../../components/masked-text.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

type Candidate = LeaveReport['candidates'][number];

/** Whom the report names by its very address, and nobody else is like it: one press is enough. */
export function certainOne({ subject, candidates }: LeaveReport): Candidate | null {
  const [only, ...others] = candidates;
  return only !== undefined && others.length === 0 && only.subject === subject ? only : null;
}

/** Why somebody may be meant, and what is known to be theirs. */
export function Reasons({ candidate }: { candidate: Candidate }) {
  const { reasons, accounts, systems } = candidate;
  const held = accounts === 0 ? texts.noAccounts : texts.has(texts.accountsOf(accounts), systems.join(', '));
  return (
    <span className="block text-sm text-note">
      {reasons.map((reason) => texts.reasons[reason]).join('; ')}; {held}
    </span>
  );
}

/** In the list already, before anybody decides: who may be meant, or that nobody here is like it. */
export function WhoIsMeant({ report }: { report: LeaveReport }) {
  const { candidates, subject, state } = report;
  if (subject === null || state !== 'waiting') return null;
  if (candidates.length === 0) {
    return <span className="block text-sm text-unsure">{texts.nobodyAlike}</span>;
  }
  return candidates.map((candidate) => (
    <span key={candidate.subject} className="block">
      {candidate.subject !== subject && (
        <span className="text-sm">
          {texts.mayBe} <MaskedText text={candidate.name} />
        </span>
      )}
      <Reasons candidate={candidate} />
    </span>
  ));
}

type ChoiceProps = {
  readonly report: LeaveReport;
  /** The pseudonym of whom was chosen; empty while nobody was. */
  readonly chosen: string;
  readonly onChoose: (subject: string) => void;
};

/** The choice where it is not certain: each with its reasons, or nobody that is known here. */
export function WhoChoice({ report, chosen, onChoose }: ChoiceProps) {
  const named = report.subject ?? '';
  const isNamedAmong = report.candidates.some(({ subject }) => subject === named);
  return (
    <fieldset>
      <legend className="sr-only">{texts.choose.label}</legend>
      {report.candidates.map((candidate) => (
        <Choice
          key={candidate.subject}
          isChosen={candidate.subject === chosen}
          onChoose={() => onChoose(candidate.subject)}
        >
          <MaskedText text={candidate.name} isPlain />
          <Reasons candidate={candidate} />
        </Choice>
      ))}
      {!isNamedAmong && named !== '' && (
        <Choice isChosen={chosen === named} onChoose={() => onChoose(named)}>
          {texts.choose.unknown}
          <span className="block text-sm text-note">{texts.choose.unknownText}</span>
        </Choice>
      )}
    </fieldset>
  );
}

function Choice({
  isChosen,
  onChoose,
  children,
}: {
  isChosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}) {
  return (
    <label className="touch flex cursor-pointer items-start gap-3 border-b border-line py-2 hover:bg-sunken">
      <input
        type="radio"
        name="meant"
        required
        className="mt-1 size-4 shrink-0 accent-(--accent)"
        checked={isChosen}
        onChange={onChoose}
      />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </label>
  );
}
