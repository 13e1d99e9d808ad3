import { Bot, Building2, CircleHelp, User } from 'lucide-react';
import { MaskedText } from '../../components/masked-text.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import type { AccessPrincipal } from './use-access.ts';

const texts = textsOf({ en });

const icons = { person: User, agency: Building2, bot: Bot, unknown: CircleHelp } as const;

const stateLook = {
  active: 'complete',
  left: 'failing',
  ended: 'failing',
  unknown: 'unknown',
  gone: 'not-applicable',
} as const;

/** Unknown holders, and whoever should be gone: what they may do weighs most. */
export function isGrave({ kind, state }: { readonly kind: string; readonly state: string }): boolean {
  return kind === 'unknown' || state === 'left' || state === 'ended';
}

/** What sort of holder it is, as a shape and a word. */
export function KindMark({
  kind,
  isWordShown = true,
}: {
  kind: AccessPrincipal['kind'];
  isWordShown?: boolean;
}) {
  const Icon = icons[kind];
  return (
    <span className={`inline-flex items-center gap-1.5 ${kind === 'unknown' ? 'text-unsure' : 'text-note'}`}>
      <Icon size={15} aria-hidden="true" className="shrink-0" />
      <span className={isWordShown ? 'text-sm' : 'sr-only'}>{texts.kinds[kind]}</span>
    </span>
  );
}

/** Nothing where all is as it should be; a person who is here needs no word. */
export function PrincipalState({
  state,
  isAlways = false,
}: {
  state: keyof typeof stateLook;
  isAlways?: boolean;
}) {
  if (!isAlways && state === 'active') return null;
  return <StateMark state={stateLook[state]} label={texts.states[state]} />;
}

export function PrincipalName({ one }: { one: Pick<AccessPrincipal, 'name' | 'kind'> }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <KindMark kind={one.kind} isWordShown={false} />
      <span className="min-w-0 truncate">
        <MaskedText text={one.name} isPlain />
      </span>
    </span>
  );
}
