/** Folders of the data folder that hold what no table holds: the packages as they were handed over. */
export const keptFolders = ['blobs', 'packages'] as const;
