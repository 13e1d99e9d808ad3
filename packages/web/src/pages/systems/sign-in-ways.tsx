import type { ListedSystem } from '@daybook/client';
import { Anchor } from '../../components/anchor.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { formatNumber } from '../../messages/shared.ts';
import { en } from './en.ts';

const texts = textsOf({ en }).signIns;

type Ways = ListedSystem['signIns'];

/** How the accounts of people are entered, in numbers that add up to all of them; a share is never shown alone. */
export function SignInWays({ ways }: { ways: Ways }) {
  if (ways === null) return <span className="text-unsure">{texts.counting}</span>;
  const { providerOnly, besideLocal, localOnly, unknown, unknownByProvider } = ways;
  const all = providerOnly + besideLocal + localOnly + unknown;
  if (all === 0) return <span className="text-note">{texts.none}</span>;
  if (unknown === all && unknownByProvider === 0)
    return <span className="text-unsure">{texts.untold(formatNumber(all))}</span>;
  const isOpen = besideLocal + localOnly > 0;
  return (
    <span className="number">
      {texts.provider(formatNumber(providerOnly), formatNumber(all))}
      {isOpen && (
        <Anchor className="block text-xs" href="/controls/single-sign-on/sign-in-by-provider">
          {[
            ...(besideLocal > 0 ? [texts.beside(formatNumber(besideLocal))] : []),
            ...(localOnly > 0 ? [texts.local(formatNumber(localOnly))] : []),
          ].join(', ')}
        </Anchor>
      )}
      {unknown > 0 && (
        <span className="block text-xs text-unsure">
          {texts.unknown(formatNumber(unknown))}
          {unknownByProvider > 0 && `, ${texts.unknownByProvider(formatNumber(unknownByProvider))}`}
        </span>
      )}
    </span>
  );
}
