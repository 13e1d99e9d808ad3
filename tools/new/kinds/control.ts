import { type Kind, requireShape, sentenceCase } from '../kind.ts';

export const kind: Kind = {
  name: 'control',
  idShape: '<id> [--answers <framework>:<requirement>]',
  plan(id, options) {
    requireShape(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'change-review');
    return {
      folder: `catalog/controls/${id}`,
      words: { id, title: sentenceCase(id), mapping: mappingOf(id, options.answers) },
      next: `say what the organisation does and which requirements that answers; test it: npm run new check ${id}`,
    };
  },
};

/** A control answers at least one requirement; which one, only who makes it can say. */
function mappingOf(control: string, answers: string | undefined): string {
  if (answers === undefined) return '';
  const [framework, requirement] = answers.split(':');
  const part = 'Say in our own words which part of the requirement it answers.';
  return JSON.stringify({ control, framework, requirement, covers: 'part', part });
}
