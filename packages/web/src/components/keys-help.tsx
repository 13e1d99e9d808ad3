import { navigation } from '../app/page.ts';
import { textsOf } from '../messages/catalogue.ts';
import { Keys } from './kbd.tsx';
import { Layer } from './layer.tsx';

const en = {
  title: 'Keys',
  everywhere: 'Everywhere',
  lists: 'In lists',
  palette: 'Go to or do anything',
  help: 'Show these keys',
  close: 'Close what is open',
  goTo: (title: string) => `Go to ${title}`,
  next: 'Next row',
  previous: 'Previous row',
  open: 'Open the row',
  filter: 'Filter by typing',
  entry: 'On an entry',
  newer: 'Next entry',
  older: 'Previous entry',
  line: 'On a time line',
  marks: 'Previous and next mark',
  zoom: 'Zoom in and out',
  shift: 'Earlier and later',
};
const texts = textsOf({ en });

export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Layer isOpen={isOpen} onClose={onClose} title={texts.title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the screen, it scrolls, and is reached by keyboard (WCAG 2.1.1) */}
      <section aria-label={texts.title} tabIndex={0} className="grid gap-6 p-4 sm:grid-cols-2">
        <KeyList
          title={texts.everywhere}
          rows={[
            ['mod+k', texts.palette],
            ['?', texts.help],
            ['Esc', texts.close],
            ...navigation.map(({ nav, title }) => [`g ${nav.key}`, texts.goTo(title)] as const),
          ]}
        />
        <KeyList
          title={texts.lists}
          rows={[
            ['j', texts.next],
            ['k', texts.previous],
            ['Enter', texts.open],
            ['/', texts.filter],
          ]}
        />
        <KeyList
          title={texts.entry}
          rows={[
            ['n', texts.newer],
            ['p', texts.older],
          ]}
        />
        <KeyList
          title={texts.line}
          rows={[
            ['← →', texts.marks],
            ['+ -', texts.zoom],
            ['PgUp PgDn', texts.shift],
          ]}
        />
      </section>
    </Layer>
  );
}

function KeyList({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3 className="mb-2 text-sm text-note">{title}</h3>
      <ul className="space-y-1.5">
        {rows.map(([keys, what]) => (
          <li key={keys} className="flex items-center justify-between gap-4">
            <span>{what}</span>
            <Keys keys={keys} />
          </li>
        ))}
      </ul>
    </section>
  );
}
