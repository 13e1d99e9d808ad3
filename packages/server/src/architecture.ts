/**
 * The server's features in their one order. A feature may import those before it through their `index.ts`, never those
 * after it. The import rules and the table in ARCHITECTURE.md are made from this array.
 */
export const features = [
  { name: 'platform', purpose: 'database, HTTP, clock, ids, keys, errors, workspaces' },
  { name: 'redaction', purpose: 'masks free text before anything is written' },
  { name: 'ledger', purpose: 'append-only log, payloads, checkpoints, proofs' },
  { name: 'access', purpose: 'sign-in, roles, permissions, the gate of every route' },
  { name: 'connections', purpose: 'configured links to outside systems' },
  { name: 'intake', purpose: 'pulls: read, count, tokenise, write down' },
  { name: 'facts', purpose: 'the latest and past values, each with its entry' },
  { name: 'workforce', purpose: 'people, accounts, grants, leavers, reviews' },
  { name: 'controls', purpose: 'checks over whole populations, verdicts' },
  { name: 'registers', purpose: 'risks, policies, assets, suppliers, incidents, training' },
  { name: 'frameworks', purpose: 'requirements, coverage, statement of applicability' },
  { name: 'desk', purpose: 'the operations desk' },
  { name: 'audits', purpose: 'windows, packages for auditors' },
  { name: 'assurance', purpose: 'claims, trust page, questionnaires' },
  { name: 'sample', purpose: 'a made-up company to look around in' },
] as const;

export type FeatureName = (typeof features)[number]['name'];
