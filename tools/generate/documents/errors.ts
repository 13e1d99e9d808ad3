import { refusals } from '../../../packages/server/src/platform/errors.ts';
import { type DerivedDocument, markdownTable } from '../document.ts';

const introduction = `# Errors

Made from \`packages/server/src/platform/errors.ts\`; \`npm run generate\` writes it again.

A refusal of the API is \`{"error":{"code","message","hint"}}\` with the status below. Anything else is a bug and answers
\`internal\`. The message may be more exact than here where the place that refused knows more.`;

export const document: DerivedDocument = {
  path: 'docs/reference/errors.md',
  async render() {
    const rows = Object.entries(refusals)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([code, [status, message, hint]]) => [`\`${code}\``, String(status), message, hint]);
    return `${introduction}\n\n${markdownTable(['code', 'status', 'what happened', 'what to do'], rows)}\n`;
  },
};
