import { isRefusedAs, type Pull, read } from '@daybook/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { announce } from '../../../../app/announcer.tsx';
import { api, queryClient } from '../../../../app/api.ts';
import { useWorkspacePath } from '../../../../app/queries.ts';
import { sentenceOf, sentenceOfRefusal } from '../../../../components/trouble-sentence.ts';
import { textsOf } from '../../../../messages/catalogue.ts';
import { type Upload, uploadAndLook } from './bring-file.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).folder;
const pollMs = 500;

export type FolderFile = {
  readonly name: string;
  readonly state: keyof typeof texts.states;
  readonly upload: Upload | null;
  /** Why it cannot be read or failed. */
  readonly problem: string;
  readonly pull: string | null;
  readonly isChosen: boolean;
};

/** Files looked at one after another and then imported one after another; a failure is the file's own. */
export function useFolderImport(connector: string, files: readonly File[]) {
  const path = useWorkspacePath();
  const [items, setItems] = useState<readonly FolderFile[]>(() => files.map(fresh));
  const [isImporting, setIsImporting] = useState(false);
  const isGone = useRef(false);
  const set = useCallback((place: number, change: Partial<FolderFile>) => {
    setItems((before) => before.map((item, i) => (i === place ? { ...item, ...change } : item)));
  }, []);
  const { workspace } = path;
  useEffect(() => {
    let isOver = false;
    isGone.current = false;
    const lookAtAll = async () => {
      for (const [place, file] of files.entries()) {
        if (isOver) return;
        const change = await looked({ workspace }, connector, file);
        if (!isOver) set(place, change);
      }
    };
    void lookAtAll();
    return () => {
      isOver = true;
      isGone.current = true;
    };
  }, [connector, files, workspace, set]);
  const importAll = async () => {
    setIsImporting(true);
    const chosen = [...items.entries()].filter(([, item]) => item.isChosen && item.state === 'ready');
    for (const [place] of chosen) set(place, { state: 'waiting' });
    const ends: string[] = [];
    for (const [place, { upload }] of chosen) {
      if (upload === null || isGone.current) continue;
      set(place, { state: 'importing' });
      const end = await brought(path, connector, upload);
      ends.push(end.state ?? '');
      set(place, end);
    }
    const failed = ends.filter((state) => state === 'failed').length;
    announce(texts.done(ends.length - failed, failed));
    setIsImporting(false);
    void queryClient.invalidateQueries({ queryKey: ['connections'] });
  };
  return { items, set, importAll, isImporting };
}

function fresh({ name }: File): FolderFile {
  return { name, state: 'looking', upload: null, problem: '', pull: null, isChosen: false };
}

async function looked(
  path: { workspace: string },
  connector: string,
  file: File,
): Promise<Partial<FolderFile>> {
  try {
    const upload = await uploadAndLook(path, connector, file);
    const { recognised, saved, format } = upload.preview;
    const isKnown = recognised !== null || saved !== null || format === 'aws-credential-report';
    return { state: 'ready', upload, isChosen: isKnown };
  } catch (error) {
    return { state: 'unreadable', problem: sentenceOf(error) };
  }
}

async function brought(
  path: { workspace: string },
  connector: string,
  upload: Upload,
): Promise<Partial<FolderFile>> {
  try {
    const pull = await started(path, connector, upload);
    const ended = await followed(path, pull);
    if (ended.state === 'completed') {
      const isWhole = ended.populations.every(({ complete }) => complete);
      return { state: isWhole ? 'imported' : 'partly', pull };
    }
    return {
      state: 'failed',
      pull,
      problem: ended.error === null ? texts.lost : sentenceOfRefusal(ended.error),
    };
  } catch (error) {
    return { state: 'failed', problem: sentenceOf(error) };
  }
}

/** Waits where another import of the workspace runs: there is one at a time. */
async function started(
  path: { workspace: string },
  connector: string,
  { upload, preview }: Upload,
): Promise<string> {
  const { newerOf } = preview;
  const body = { connector, upload, settings: {}, ...(newerOf !== null && { connection: newerOf }) };
  for (;;) {
    try {
      return (await read(api.POST('/api/workspaces/{workspace}/imports', { params: { path }, body }))).pull;
    } catch (error) {
      if (!isRefusedAs(error, 'pull-running')) throw error;
      await pause();
    }
  }
}

async function followed(path: { workspace: string }, pull: string): Promise<Pull> {
  for (;;) {
    const params = { path: { ...path, pull } };
    const now = await read(api.GET('/api/workspaces/{workspace}/pulls/{pull}', { params }));
    if (now.state !== 'running') return now;
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pollMs));
}
