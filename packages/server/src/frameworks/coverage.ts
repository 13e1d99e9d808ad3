import type { Catalog } from '@daybook/catalog';
import {
  type Framework,
  type FrameworkRequirement,
  type Mapping,
  type RequirementState,
  requirementState,
  requirementStates,
  type Verdict,
} from '@daybook/kit';
import type { ControlStatus } from '../controls/index.ts';

export type MappedControl = {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly covers: Mapping['covers'];
  /** Our words for the part of the requirement that the control answers. */
  readonly part: string;
};

export type RequirementCoverage = FrameworkRequirement & {
  /** Null for headings and withdrawn requirements, which nobody is assessed on. */
  readonly state: RequirementState | null;
  readonly controls: readonly MappedControl[];
};

/** Every requirement of a framework in its own order, with the controls that answer it and what follows from them. */
export function coverage(
  framework: Framework,
  mappings: Catalog['mappings'],
  statuses: ReadonlyMap<string, ControlStatus>,
): readonly RequirementCoverage[] {
  const byRequirement = new Map<string, MappedControl[]>();
  for (const mapping of mappings) {
    const status = statuses.get(mapping.control);
    if (mapping.framework !== framework.id || status === undefined) continue;
    const mapped = byRequirement.get(mapping.requirement) ?? [];
    byRequirement.set(mapping.requirement, [...mapped, mappedControl(mapping, status)]);
  }
  return framework.structure.map((requirement) => {
    const controls = byRequirement.get(requirement.id) ?? [];
    return { ...requirement, state: requirement.assessable ? requirementState(controls) : null, controls };
  });
}

export type StateCounts = Readonly<Record<RequirementState, number>>;

/** How many assessable requirements are in each state. */
export function countStates(requirements: readonly RequirementCoverage[]): StateCounts {
  const counts = new Map<RequirementState, number>(requirementStates.map((state) => [state, 0]));
  for (const { state } of requirements) if (state !== null) counts.set(state, (counts.get(state) ?? 0) + 1);
  // Every state was put in above.
  return Object.fromEntries(counts) as StateCounts;
}

function mappedControl({ covers, part }: Mapping, { control, judgement }: ControlStatus): MappedControl {
  return { id: control.id, title: control.title, verdict: judgement.verdict, covers, part };
}
