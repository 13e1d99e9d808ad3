import { discoverRoutes } from '../../../packages/server/src/platform/discover-routes.ts';
import { type DerivedDocument, markdownTable } from '../document.ts';

const introduction = `# Routes

Made from the route definitions in \`packages/server/src/<feature>/routes\`; \`npm run generate\` writes it again. Shapes are in
[openapi.json](openapi.json).

\`public\`: anyone. \`signed-in\`: any session. \`workspace\`: decided by the policies for the role in the workspace of the path; what
one may not see answers \`not-found\`.`;

export const document: DerivedDocument = {
  path: 'docs/reference/routes.md',
  async render() {
    const rows = (await discoverRoutes()).map(({ method, path, permission, summary }) => [
      method,
      `\`${path}\``,
      permission.needs,
      `\`${permission.action}\``,
      summary,
    ]);
    return `${introduction}\n\n${markdownTable(['method', 'path', 'needs', 'action', 'what it does'], rows)}\n`;
  },
};
