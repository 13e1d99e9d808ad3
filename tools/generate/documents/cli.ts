import { describeCommands } from '../../../packages/cli/src/reference.ts';
import type { DerivedDocument } from '../document.ts';

export const document: DerivedDocument = { path: 'docs/reference/cli.md', render: describeCommands };
