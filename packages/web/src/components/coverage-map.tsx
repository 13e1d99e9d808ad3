import type { FrameworkDetail, Requirement, RequirementState } from '@daybook/client';
import type { Crumb } from '../app/trail.ts';
import { shared } from '../messages/shared.ts';
import { Anchor } from './anchor.tsx';
import { groupRequirements } from './coverage-groups.ts';
import { StateShape } from './state-shape.tsx';

/** Dark cells are the work: what fails is darkest, what nobody answers is dark, what operates is quiet. */
const cellLooks: Readonly<Record<RequirementState, string>> = {
  failing: 'bg-fail-tint border-fail text-fail',
  unknown: 'hatched bg-unsure-tint border-unsure',
  'not-covered': 'bg-line border-line',
  'not-evidenced': 'bg-sunken border-edge border-dashed',
  'partly-covered': 'bg-raised border-ok/60',
  operating: 'bg-ok-tint border-ok/60',
};

export const requirementStates: readonly RequirementState[] = [
  'failing',
  'unknown',
  'not-covered',
  'not-evidenced',
  'partly-covered',
  'operating',
];

type MapProps = {
  readonly framework: Pick<FrameworkDetail, 'id' | 'requirements'>;
  readonly trail: readonly Crumb[];
  /** Only this state stands out; empty shows all alike. */
  readonly highlight?: string;
};

/** A framework in its own structure, each requirement a cell that shows its state and leads to why. */
export function CoverageMap({ framework, trail, highlight = '' }: MapProps) {
  return (
    <div className="space-y-5 print:space-y-1.5">
      {groupRequirements(framework.requirements).map(({ title, id, sections }) => (
        <section key={id} aria-label={title} className="break-inside-avoid-page">
          <h2 className="mb-1.5 flex items-baseline gap-2 text-base">
            {title}
            <span className="font-mono text-xs font-normal text-note">{id}</span>
          </h2>
          <div className="space-y-1.5 print:space-y-0.5">
            {sections.map((section) => (
              <div key={section.id} className="grid gap-x-4 gap-y-1 sm:grid-cols-[13rem_minmax(0,1fr)]">
                <p className="truncate pt-1 text-sm text-soft" title={section.title}>
                  {section.id !== id && (
                    <>
                      <span className="mr-2 font-mono text-xs text-note">{section.id}</span>
                      {section.title}
                    </>
                  )}
                </p>
                <ul className="flex flex-wrap gap-1 print:gap-0.5">
                  {section.requirements.map((requirement) => (
                    <Cell
                      key={requirement.id}
                      {...{ requirement, trail }}
                      framework={framework.id}
                      isFaint={highlight !== '' && requirement.state !== highlight}
                    />
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

function Cell({
  requirement,
  framework,
  trail,
  isFaint,
}: {
  requirement: Requirement;
  framework: string;
  trail: readonly Crumb[];
  isFaint: boolean;
}) {
  const { id, title, state } = requirement;
  if (state === null) return null;
  const words = `${id} ${title}: ${shared.states[state]}`;
  return (
    <li className={isFaint ? 'opacity-30' : ''}>
      <Anchor
        href={`/frameworks/${framework}/${encodeURIComponent(id)}`}
        trail={trail}
        aria-label={words}
        title={words}
        className={`flex h-8 min-w-[4.75rem] items-center gap-1.5 rounded-sm border px-1.5 no-underline hover:outline-2 hover:outline-ink max-md:h-11 print:h-5 print:min-w-[4.25rem] ${cellLooks[state]}`}
      >
        <StateShape state={state} size={12} />
        <span className="rounded-sm bg-raised/80 px-0.5 font-mono text-xs text-ink">{id}</span>
      </Anchor>
    </li>
  );
}

/** What each look means and how many there are. */
export function CoverageLegend({
  states,
  chosen,
  onChoose,
}: {
  states: Readonly<Record<string, number>>;
  chosen: string;
  onChoose: (state: string) => void;
}) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {requirementStates.map((state) => (
        <li key={state}>
          <button
            type="button"
            aria-pressed={chosen === state}
            onClick={() => onChoose(chosen === state ? '' : state)}
            className="touch number flex items-center gap-2 rounded-md border border-line px-2.5 py-1 text-sm text-soft hover:bg-sunken aria-pressed:border-ink aria-pressed:text-ink"
          >
            <StateShape state={state} size={12} />
            {shared.states[state]}
            <span className="font-medium text-ink">{states[state] ?? 0}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
