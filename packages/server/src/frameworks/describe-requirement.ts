import type { z } from 'zod';
import type { RequirementCoverage } from './coverage.ts';
import type { FrameworkCoverage } from './coverage-at.ts';
import type { requirementDetailShape } from './requirement-detail-shape.ts';
import { requirementAnswer } from './requirement-shapes.ts';

/** One requirement with the status of each control that answers it. */
export function describeRequirement(
  requirement: RequirementCoverage,
  { framework, asOf, statuses }: FrameworkCoverage,
): Omit<z.input<typeof requirementDetailShape>, 'note'> {
  const controls = requirement.controls.flatMap((mapped) => {
    const status = statuses.get(mapped.id);
    if (status === undefined) return [];
    const { counts, items, reason, next } = status.judgement;
    const { evaluatedAt, position } = status;
    return [
      { ...mapped, statement: status.control.statement, counts, items, reason, next, evaluatedAt, position },
    ];
  });
  return {
    ...requirementAnswer(requirement),
    framework: framework.id,
    frameworkName: framework.name,
    asOf,
    controls,
  };
}
