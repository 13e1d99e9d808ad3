import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { api } from '../app/api.ts';
import { navigateTo } from '../app/navigate.ts';
import { navigation } from '../app/page.ts';
import { isAllowed, useWorkspace } from '../app/session.ts';
import { applyTheme, themes } from '../app/theme.ts';
import { textsOf } from '../messages/catalogue.ts';
import { shared } from '../messages/shared.ts';
import { Keys } from './kbd.tsx';
import { Layer } from './layer.tsx';
import { stateOf } from './state-mark.tsx';
import { StateShape } from './state-shape.tsx';

const en = {
  title: 'Go to or do',
  placeholder: 'A page, a control, a requirement, #entry…',
  pages: 'Pages',
  actions: 'Actions',
  controls: 'Controls',
  frameworks: 'Frameworks',
  entry: (position: string) => `Open entry #${position}`,
  connect: 'Connect a source',
  build: 'Build a package',
  keys: 'Show the keys',
  theme: (name: string) => `Colours: ${name.toLowerCase()}`,
  nothing: 'Nothing found.',
};
const texts = textsOf({ en });

type PaletteProps = { readonly isOpen: boolean; readonly onClose: () => void; readonly onKeys: () => void };

/** Every page, record and action one is allowed, by typing. */
export function CommandPalette({ isOpen, onClose, onKeys }: PaletteProps) {
  const go = (href: string) => {
    onClose();
    navigateTo(href);
  };
  return (
    <Layer isOpen={isOpen} onClose={onClose} title={texts.title} look="top" isTitleHidden>
      <Command label={texts.title} loop>
        <Command.Input
          placeholder={texts.placeholder}
          className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-note"
        />
        <Command.List className="max-h-[52vh] overflow-y-auto p-2">
          <Command.Empty className="px-3 py-6 text-note">{texts.nothing}</Command.Empty>
          <Records go={go} />
          <Places go={go} />
          <Actions go={go} onClose={onClose} onKeys={onKeys} />
        </Command.List>
      </Command>
    </Layer>
  );
}

type Go = { readonly go: (href: string) => void };

function Places({ go }: Go) {
  const workspace = useWorkspace();
  return (
    <Group title={texts.pages}>
      {navigation
        .filter(({ permission }) => isAllowed(workspace, permission))
        .map(({ path, title, nav }) => (
          <Entry key={path} onSelect={() => go(path)}>
            <nav.icon size={15} aria-hidden="true" />
            <span className="grow">{title}</span>
            <Keys keys={`g ${nav.key}`} />
          </Entry>
        ))}
    </Group>
  );
}

function Records({ go }: Go) {
  const { slug: workspace } = useWorkspace();
  const params = { path: { workspace } };
  const controls = useQuery({
    queryKey: ['controls', workspace],
    queryFn: () => read(api.GET('/api/workspaces/{workspace}/controls', { params })),
  });
  const frameworks = useQuery({
    queryKey: ['frameworks', workspace],
    queryFn: () => read(api.GET('/api/workspaces/{workspace}/frameworks', { params })),
  });
  return (
    <>
      <Group title={texts.controls}>
        {controls.data?.items.map(({ id, title, verdict }) => (
          <Entry key={id} onSelect={() => go(`/controls/${id}`)}>
            <StateShape state={stateOf(verdict)} />
            <span className="grow">{title}</span>
          </Entry>
        ))}
      </Group>
      <Group title={texts.frameworks}>
        {frameworks.data?.items.map(({ id, name }) => (
          <Entry key={id} onSelect={() => go(`/frameworks/${id}`)}>
            <span className="grow">{name}</span>
            <span className="font-mono text-xs text-note">{id}</span>
          </Entry>
        ))}
      </Group>
    </>
  );
}

function Actions({ go, onClose, onKeys }: Go & Omit<PaletteProps, 'isOpen'>) {
  const workspace = useWorkspace();
  return (
    <Group title={texts.actions}>
      {isAllowed(workspace, 'connection.create') && (
        <Entry onSelect={() => go('/sources/new')}>{texts.connect}</Entry>
      )}
      {isAllowed(workspace, 'package.create') && (
        <Entry onSelect={() => go('/packages')}>{texts.build}</Entry>
      )}
      <Entry
        onSelect={() => {
          onClose();
          onKeys();
        }}
      >
        {texts.keys}
      </Entry>
      {themes.map((theme) => (
        <Entry
          key={theme}
          onSelect={() => {
            applyTheme(theme);
            onClose();
          }}
        >
          {texts.theme(shared.navigation.theme[theme])}
        </Entry>
      ))}
    </Group>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={title}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-note"
    >
      {children}
    </Command.Group>
  );
}

function Entry({ children, onSelect }: { children: ReactNode; onSelect: () => void }) {
  return (
    <Command.Item
      onSelect={onSelect}
      className="touch flex cursor-pointer items-center gap-2.5 rounded-sm px-3 py-1.5 data-[selected=true]:bg-accent-tint"
    >
      {children}
    </Command.Item>
  );
}
