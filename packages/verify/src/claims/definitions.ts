import type { Catalog } from '@daybook/catalog';
import type { Check, Mapping } from '@daybook/kit';
import type { CheckClaim, Claims, FindingClaim } from '../format/claims.ts';
import { findingsPath } from '../format/package-paths.ts';

/** The part of the catalog that judging needs. */
export type JudgingCatalog = Pick<Catalog, 'checks' | 'controls' | 'frameworks' | 'mappings'>;

/** What is judged, and by which code: the part of the claims that comes from the catalog and not from the facts. */
export type Definitions = {
  readonly requirements: readonly RequirementDefinition[];
  readonly controls: readonly ControlDefinition[];
  readonly checks: readonly CheckDefinition[];
};

export type RequirementDefinition = {
  readonly id: string;
  readonly title: string;
  readonly parent: string | null;
  readonly isAssessable: boolean;
};

export type ControlDefinition = {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  readonly mappings: readonly Mapping[];
};

export type CheckDefinition = {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly control: string;
  readonly title: string;
  readonly population: string;
  readonly related: string | null;
  /** The code, or the packed result where this verifier does not ship that code. */
  readonly code:
    | { readonly state: 'known'; readonly check: Check }
    | { readonly state: 'unknown'; readonly claim: CheckClaim; readonly findings: readonly FindingClaim[] };
};

/** The catalog's view of one framework: its mapped controls and their current checks. */
export function definitionsOf(catalog: JudgingCatalog, framework: string): Definitions {
  const mappings = catalog.mappings.filter((row) => row.framework === framework);
  const mapped = new Set(mappings.map((row) => row.control));
  const checks = [...catalog.checks.values()].flatMap((versions) => versions.at(-1) ?? []);
  return {
    requirements: (catalog.frameworks.get(framework)?.structure ?? []).map((node) => ({
      id: node.id,
      title: node.title,
      parent: node.parent,
      isAssessable: node.assessable,
    })),
    controls: [...catalog.controls.values()]
      .filter((control) => mapped.has(control.id))
      .map(({ id, title, statement }) => ({ id, title, statement, mappings: rowsOf(mappings, id) })),
    checks: checks
      .filter(({ check }) => mapped.has(check.control))
      .map(({ check, digest }) => ({ ...describe(check), digest, code: { state: 'known', check } })),
  };
}

/** The definitions a package states, each check with our own release of the same id, version and digest. */
export function definitionsOfClaims(claims: Claims, catalog: JudgingCatalog): Definitions {
  return {
    requirements: claims.requirements.map(({ id, title, parent, state }) => ({
      id,
      title,
      parent,
      isAssessable: state !== null,
    })),
    controls: claims.controls.map(({ id, title, statement, mappings }) => ({
      id,
      title,
      statement,
      mappings,
    })),
    checks: claims.checks.map((claim) => {
      const { id, version, digest, control, title, population, related } = claim;
      const release = catalog.checks
        .get(id)
        ?.find((released) => released.check.version === version && released.digest === digest);
      const code = release
        ? ({ state: 'known', check: release.check } as const)
        : ({ state: 'unknown', claim, findings: claims.findings.get(findingsPath(claim)) ?? [] } as const);
      const own = release ? describe(release.check) : { control, population, related };
      return { id, version, digest, title, ...own, code };
    }),
  };
}

/** The kinds of facts these checks read. */
export function kindsOf(definitions: Definitions): ReadonlySet<string> {
  return new Set(
    definitions.checks.flatMap(({ population, related }) => [population, ...(related ? [related] : [])]),
  );
}

function describe(check: Check) {
  const { id, version, control, title, population } = check;
  return { id, version, control, title, population, related: check.related?.kind ?? null };
}

function rowsOf(mappings: readonly Mapping[], control: string): readonly Mapping[] {
  return mappings
    .filter((row) => row.control === control)
    .toSorted((a, b) => (a.requirement < b.requirement ? -1 : 1));
}
