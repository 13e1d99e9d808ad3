import { findLines } from '../find-lines.ts';
import type { Problem, Rule } from '../problem.ts';
import { readTextFiles, type TextFile } from '../repository-files.ts';

/** Shapes that only credentials have. The cases of the secret detectors hold made-up ones by design. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN ([A-Z]+ )?PRIVATE KEY-----\s*$/, 'a private key'],
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{60,}\b/, 'a GitHub token'],
  [/\bglpat-[A-Za-z0-9_-]{20,}\b/, 'a GitLab token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{20,}\b/, 'a Slack token'],
  [/\bsk_live_[A-Za-z0-9]{20,}\b/, 'a Stripe key'],
  [/\bnpm_[A-Za-z0-9]{36}\b/, 'an npm token'],
  [/:\/\/[^/\s:@]+:(?!\$|\{|<)[^/\s:@]{8,}@(?!localhost|127\.|.*\.(example|test)\b)/, 'a password in a URL'],
];

export const rule: Rule = {
  name: 'secrets',
  async run() {
    return [...readTextFiles((path) => !path.startsWith('catalog/detectors/'))].flatMap(findSecrets);
  },
};

export function findSecrets(file: TextFile): readonly Problem[] {
  return shapes.flatMap(([shape, what]) => findLines(file, shape, `looks like ${what}`));
}
