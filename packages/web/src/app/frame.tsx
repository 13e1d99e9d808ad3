import { type ReactNode, useState } from 'react';
import { BottomBar } from '../components/bottom-bar.tsx';
import { CommandPalette } from '../components/command-palette.tsx';
import { ForkBanner } from '../components/fork-banner.tsx';
import { KeysHelp } from '../components/keys-help.tsx';
import { PrintFooter } from '../components/print-footer.tsx';
import { SampleBanner } from '../components/sample-banner.tsx';
import { Sidebar } from '../components/sidebar.tsx';
import { shared } from '../messages/shared.ts';
import { useKeys } from './keys.ts';
import { useLive } from './live.ts';
import { navigateTo } from './navigate.ts';
import { OfflineBar } from './offline-bar.tsx';
import { navigation } from './page.ts';
import { useWorkspace } from './session.ts';

/** Everything around a page: navigation, palette, keys, live updates. */
export function Frame({ children }: { children: ReactNode }) {
  const workspace = useWorkspace();
  const [layer, setLayer] = useState<'none' | 'palette' | 'keys'>('none');
  useLive(workspace.slug);
  useKeys({
    'mod+k': () => setLayer('palette'),
    '?': () => setLayer('keys'),
    ...Object.fromEntries(navigation.map(({ nav, path }) => [`g ${nav.key}`, () => navigateTo(path)])),
  });
  const close = () => setLayer('none');
  return (
    <>
      <a
        href="#content"
        className="sr-only rounded-sm bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {shared.navigation.skip}
      </a>
      <div className="md:grid md:min-h-dvh md:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
        <Sidebar onSearch={() => setLayer('palette')} onKeys={() => setLayer('keys')} />
        <div className="min-w-0 pb-20 md:pb-0 print:pb-0">
          <SampleBanner />
          <OfflineBar />
          <ForkBanner />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto max-w-[72rem] px-4 pt-5 pb-12 outline-none md:px-8 md:pt-7 print:p-0"
          >
            {children}
          </main>
          {/* A page that prints its own footer has no second one. */}
          <div className="[main:has([data-print-footer])~&]:hidden">
            <PrintFooter />
          </div>
        </div>
        <BottomBar onSearch={() => setLayer('palette')} />
      </div>
      <CommandPalette isOpen={layer === 'palette'} onClose={close} onKeys={() => setLayer('keys')} />
      <KeysHelp isOpen={layer === 'keys'} onClose={close} />
    </>
  );
}
