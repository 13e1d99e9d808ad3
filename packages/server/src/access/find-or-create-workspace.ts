import { createWorkspace, findWorkspace, type Services, type Tx, type Workspace } from '../platform/index.ts';

/** The first workspace, shared by the web app and the command line. */
export const defaultSlug = 'default';

/** Hold the access lock before. `isNew` tells the caller to write `workspace.created` with its first member. */
export async function findOrCreateWorkspace(
  tx: Tx,
  input: { readonly slug: string; readonly name: string },
  services: Pick<Services, 'clock' | 'ids'>,
): Promise<{ readonly workspace: Workspace; readonly isNew: boolean }> {
  const existing = await findWorkspace(tx, input.slug);
  if (existing !== null) return { workspace: existing, isNew: false };
  return { workspace: await createWorkspace(tx, input, services), isNew: true };
}
