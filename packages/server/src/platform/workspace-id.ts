/** A workspace's UUID. Made by `createWorkspace`, read from the database, never from a request. */
export type WorkspaceId = string & { readonly brand?: 'workspace' };
