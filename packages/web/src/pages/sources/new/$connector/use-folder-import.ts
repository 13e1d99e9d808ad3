import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api, queryClient } from '../../../../app/api.ts';
import { navigateTo } from '../../../../app/navigate.ts';
import { useWorkspacePath } from '../../../../app/queries.ts';
import { sentenceOf } from '../../../../components/trouble-sentence.ts';
import { textsOf } from '../../../../messages/catalogue.ts';
import { lookAgain, type Upload, uploadAndLook } from './bring-file.ts';
import { en } from './en.ts';
import { type HandedOver, keepFolderDraft } from './folder-draft.ts';
import { sameListAs } from './folder-files.ts';

const texts = textsOf({ en }).folder;

export type FolderFile = {
  readonly name: string;
  readonly state: keyof typeof texts.states;
  readonly upload: Upload | null;
  /** Why it cannot be read. */
  readonly problem: string;
  /** The earlier file that seems to be the same list. */
  readonly sameAs: string | null;
  readonly isChosen: boolean;
};

/** A file of this computer, or one the server has already. */
export type FolderSource = File | HandedOver;

/**
 * Hands files over one after another and looks at each; a failure is the file's own. What was handed over survives a reload, and
 * once they are to be read the server goes on by itself.
 */
export function useFolderImport(connector: string, sources: readonly FolderSource[]) {
  const { workspace } = useWorkspacePath();
  const [items, setItems] = useState<readonly FolderFile[]>(() => sources.map(fresh));
  const set = useCallback((place: number, change: Partial<FolderFile>) => {
    setItems((before) =>
      judged(
        before.map((item, i) => (i === place ? { ...item, ...change } : item)),
        place,
        change,
      ),
    );
  }, []);
  useEffect(() => {
    let isOver = false;
    const lookAtAll = async () => {
      for (const [place, source] of sources.entries()) {
        if (isOver) return;
        const change = await looked({ workspace }, connector, source);
        if (!isOver) set(place, change);
      }
    };
    void lookAtAll();
    return () => {
      isOver = true;
    };
  }, [connector, sources, workspace, set]);
  useEffect(() => {
    const handedOver = items.flatMap(({ name, upload }) => (upload ? [{ name, upload: upload.upload }] : []));
    keepFolderDraft(workspace, connector, handedOver);
  }, [items, workspace, connector]);
  const isLooking = items.some(({ state }) => state === 'looking');
  useWarning(isLooking);
  const order = useOrder({ workspace }, connector, items);
  return { items, set, isLooking, order };
}

/** Until everything is handed over, leaving the page leaves files behind; the browser asks first. */
function useWarning(isLooking: boolean): void {
  useEffect(() => {
    if (!isLooking) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isLooking]);
}

function useOrder(path: { workspace: string }, connector: string, items: readonly FolderFile[]) {
  return useMutation({
    mutationFn: async () => {
      const files = items.flatMap(({ upload, isChosen, state }) =>
        upload !== null && isChosen && state === 'ready' ? [orderOf(upload)] : [],
      );
      const body = { connector, files };
      const { batch } = await read(
        api.POST('/api/workspaces/{workspace}/import-batches', { params: { path }, body }),
      );
      keepFolderDraft(path.workspace, connector, []);
      void queryClient.invalidateQueries({ queryKey: ['pulls'] });
      navigateTo(`/sources/imports/${batch}`, { replace: true });
    },
  });
}

function orderOf({ upload, preview: { newerOf } }: Upload) {
  return { upload, ...(newerOf !== null && { connection: newerOf }) };
}

function fresh({ name }: FolderSource): FolderFile {
  return { name, state: 'looking', upload: null, problem: '', sameAs: null, isChosen: false };
}

/** A file that is the same list as an earlier one is not chosen by itself: the later would count as its newer copy. */
function judged(
  items: readonly FolderFile[],
  place: number,
  change: Partial<FolderFile>,
): readonly FolderFile[] {
  if (change.upload == null) return items;
  const earlier = sameListAs(
    place,
    items.map(({ upload }) => upload?.preview ?? null),
  );
  if (earlier === null) return items;
  const sameAs = items[earlier]?.name ?? null;
  return items.map((item, i) => (i === place ? { ...item, sameAs, isChosen: false } : item));
}

async function looked(
  path: { workspace: string },
  connector: string,
  source: FolderSource,
): Promise<Partial<FolderFile>> {
  try {
    return seen(await uploadOf(path, connector, source));
  } catch (error) {
    return { state: 'unreadable', problem: sentenceOf(error) };
  }
}

async function uploadOf(
  path: { workspace: string },
  connector: string,
  source: FolderSource,
): Promise<Upload> {
  if (!('upload' in source)) return uploadAndLook(path, connector, source);
  const { name, upload } = source;
  return { name, upload, preview: await lookAgain(path, { connector, upload, settings: {} }) };
}

/** What is known by its columns is chosen by itself; a guess is for a person to look at first. */
export function seen(upload: Upload): Partial<FolderFile> {
  return { state: 'ready', upload, isChosen: isKnown(upload) };
}

export function isKnown({ preview: { recognised, saved, format } }: Upload): boolean {
  return recognised !== null || saved !== null || format === 'aws-credential-report';
}
