import { Command } from 'cmdk';
import { useState } from 'react';
import { actions } from '../app/actions.ts';
import { navigateTo } from '../app/navigate.ts';
import { navigation } from '../app/page.ts';
import { useConnections, useControls, useFrameworks } from '../app/queries.ts';
import { isAllowed, useWorkspace } from '../app/session.ts';
import { applyTheme, themes } from '../app/theme.ts';
import { textsOf } from '../messages/catalogue.ts';
import { shared } from '../messages/shared.ts';
import { Keys } from './kbd.tsx';
import { Layer } from './layer.tsx';
import { Entry, Group } from './palette-parts.tsx';
import { Requirements } from './palette-requirements.tsx';
import { stateOf } from './state-mark.tsx';
import { StateShape } from './state-shape.tsx';

const en = {
  title: 'Go to or do',
  placeholder: 'A page, a control, a requirement, #entry…',
  pages: 'Pages',
  actions: 'Actions',
  controls: 'Controls',
  frameworks: 'Frameworks',
  sources: 'Sources',
  entry: (position: string) => `Open entry #${position}`,
  connect: 'Connect a source',
  build: 'Build a package',
  anchors: 'Anchors of the ledger',
  logs: 'Logs and keys of the ledger',
  holds: 'Legal holds',
  erase: 'Ask for an erasure',
  keys: 'Show the keys',
  theme: (name: string) => `Colours: ${name.toLowerCase()}`,
  nothing: 'Nothing found.',
};
const texts = textsOf({ en });

type PaletteProps = { readonly isOpen: boolean; readonly onClose: () => void; readonly onKeys: () => void };

/** Every page, record and action one is allowed, by typing. */
export function CommandPalette({ isOpen, onClose, onKeys }: PaletteProps) {
  const [search, setSearch] = useState('');
  const go = (href: string) => {
    onClose();
    setSearch('');
    navigateTo(href);
  };
  return (
    <Layer isOpen={isOpen} onClose={onClose} title={texts.title} look="top" isTitleHidden>
      <Command label={texts.title} loop>
        <Command.Input
          value={search}
          onValueChange={setSearch}
          placeholder={texts.placeholder}
          className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-note"
        />
        <Command.List className="max-h-[52vh] overflow-y-auto p-2">
          <Command.Empty className="px-3 py-6 text-note">{texts.nothing}</Command.Empty>
          <EntryByNumber search={search} go={go} />
          <Places go={go} />
          <Records go={go} />
          <Requirements search={search} go={go} />
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
      {innerPages
        .filter(({ action }) => isAllowed(workspace, action))
        .map(({ path, title }) => (
          <Entry key={path} onSelect={() => go(path)}>
            {title}
          </Entry>
        ))}
    </Group>
  );
}

/** Pages below one of the navigation. */
const innerPages = [
  { path: '/ledger/anchors', title: texts.anchors, action: actions.listAnchors },
  { path: '/ledger/logs', title: texts.logs, action: actions.listLogs },
  { path: '/erasures/holds', title: texts.holds, action: actions.listHolds },
] as const;

/** `#4711` or a bare number opens that line of the ledger. */
function EntryByNumber({ search, go }: Go & { search: string }) {
  const position = /^#?(\d+)$/.exec(search.trim())?.[1];
  if (position === undefined) return null;
  return (
    <Entry onSelect={() => go(`/ledger/${position}`)} value={search}>
      {texts.entry(position)}
    </Entry>
  );
}

function Records({ go }: Go) {
  const controls = useControls();
  const frameworks = useFrameworks();
  const connections = useConnections();
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
            <span className="min-w-0 grow truncate">{name}</span>
            <span className="shrink-0 font-mono text-xs text-note">{id}</span>
          </Entry>
        ))}
      </Group>
      <Group title={texts.sources}>
        {connections.data?.items.map(({ id, name }) => (
          <Entry key={id} onSelect={() => go(`/sources/${id}`)} value={`${name} ${id}`}>
            <span className="min-w-0 grow truncate">{name}</span>
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
      {isAllowed(workspace, actions.requestErasure) && (
        <Entry onSelect={() => go('/erasures/new')}>{texts.erase}</Entry>
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
