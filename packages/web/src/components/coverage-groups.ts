import type { Requirement } from '@daybook/client';

export type CoverageSection = {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly Requirement[];
};

export type CoverageGroup = {
  readonly id: string;
  readonly title: string;
  readonly sections: readonly CoverageSection[];
};

/**
 * A framework's own structure as two levels for the eye: its top nodes, and under each the nodes that directly hold
 * something assessable. Order is the framework's.
 */
export function groupRequirements(requirements: readonly Requirement[]): readonly CoverageGroup[] {
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const groups = new Map<string, Map<string, Requirement[]>>();
  for (const requirement of requirements) {
    if (!requirement.assessable) continue;
    const parent = (requirement.parent !== null && byId.get(requirement.parent)) || requirement;
    const sections = groupOf(groups, topOf(requirement, byId).id);
    const section = sections.get(parent.id) ?? [];
    section.push(requirement);
    sections.set(parent.id, section);
  }
  const titleOf = (id: string) => byId.get(id)?.title ?? id;
  return [...groups].map(([id, sections]) => ({
    id,
    title: titleOf(id),
    sections: [...sections].map(([section, held]) => ({
      id: section,
      title: titleOf(section),
      requirements: held,
    })),
  }));
}

function groupOf(groups: Map<string, Map<string, Requirement[]>>, id: string): Map<string, Requirement[]> {
  const found = groups.get(id) ?? new Map<string, Requirement[]>();
  groups.set(id, found);
  return found;
}

function topOf(requirement: Requirement, byId: ReadonlyMap<string, Requirement>): Requirement {
  let top = requirement;
  while (top.parent !== null) {
    const parent = byId.get(top.parent);
    if (parent === undefined) return top;
    top = parent;
  }
  return top;
}
