/** What was handed over and not read yet, kept over a reload of the page: names and ids of uploads, never contents. */
export type HandedOver = { readonly name: string; readonly upload: string };

const key = (workspace: string, connector: string) => `daybook.folder.${workspace}.${connector}`;

export function readFolderDraft(workspace: string, connector: string): readonly HandedOver[] {
  const text = sessionStorage.getItem(key(workspace, connector));
  const parsed: unknown = text === null ? [] : JSON.parse(text);
  return Array.isArray(parsed) ? parsed.filter(isHandedOver) : [];
}

export function keepFolderDraft(workspace: string, connector: string, files: readonly HandedOver[]): void {
  if (files.length === 0) sessionStorage.removeItem(key(workspace, connector));
  else sessionStorage.setItem(key(workspace, connector), JSON.stringify(files));
}

function isHandedOver(one: unknown): one is HandedOver {
  return typeof one === 'object' && one !== null && 'name' in one && 'upload' in one;
}
