import type { BrandAccount } from '@daybook/client';
import { KeyRound, Lock, Mail, Smartphone } from 'lucide-react';
import { Details, detail } from '../../../components/details.tsx';
import { Remark } from '../../../components/notice.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { KnownPerson, People } from '../known-person.tsx';
import { type Names, namesIn } from '../use-custody.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

const icons = {
  password: Lock,
  'second-factor': KeyRound,
  'recovery-mail': Mail,
  'recovery-phone': Smartphone,
} as const;
type Way = keyof typeof icons;

/** Four ways in, each with what it is and in whose hands; whoever left stands out. */
export function CustodyPicture({ one }: { one: BrandAccount }) {
  const { custody } = one;
  const names = namesIn(one);
  return (
    <div className="space-y-4">
      {one.standing === 'critical' && <Remark state="failing">{texts.critical}</Remark>}
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <WayIn
          {...{ one, names }}
          way="password"
          what={texts.kept[custody.secretKept]}
          holders={custody.secretCustodians}
        />
        <WayIn
          {...{ one, names }}
          way="second-factor"
          what={texts.factor[custody.mfaMethod]}
          holders={custody.mfaCustodians}
        />
        <WayIn
          {...{ one, names }}
          way="recovery-mail"
          what={texts.mail[custody.recoveryMail]}
          holders={listOf(custody.recoveryMailHolder)}
        />
        <WayIn
          {...{ one, names }}
          way="recovery-phone"
          what={null}
          holders={listOf(custody.recoveryPhoneHolder)}
        />
      </ul>
      <Details
        items={[
          detail(
            texts.owner,
            <People
              subjects={custody.owner === null ? [] : [custody.owner]}
              names={names}
              none={texts.nobody}
            />,
          ),
          detail(texts.administrators, <Told told={custody.administrators} names={names} />),
          detail(texts.delegates, <Told told={custody.delegates} names={names} />),
          detail(texts.portfolio, yesOrNo(custody.isOwnedByPortfolio)),
          detail(
            texts.tested,
            custody.recoveryTestedAt === 'unknown' ? texts.unknown : <When at={custody.recoveryTestedAt} />,
          ),
          detail(texts.confirmed, <When at={one.confirmedUntil} />),
        ]}
      />
    </div>
  );
}

function listOf(holder: string | null): readonly string[] | 'unknown' {
  if (holder === 'unknown') return holder;
  return holder === null ? [] : [holder];
}

type WayInProps = {
  readonly one: BrandAccount;
  readonly names: Names;
  readonly way: Way;
  readonly what: string | null;
  readonly holders: readonly string[] | 'unknown';
};

function WayIn({ one, names, way, what, holders }: WayInProps) {
  const Icon = icons[way];
  const left = new Set(one.heldByLeavers.filter((held) => held.way === way).map(({ subject }) => subject));
  const frame = left.size > 0 ? 'border-fail bg-fail-tint' : 'border-line bg-raised';
  return (
    <li className={`rounded-md border px-3 py-2.5 ${frame}`}>
      <p className="flex items-center gap-2 font-semibold">
        <Icon size={16} aria-hidden="true" />
        {texts.ways[way]}
      </p>
      {what !== null && <p className="text-sm text-soft">{what}</p>}
      {holders === 'unknown' ? (
        <StateMark state="unknown" label={texts.unknown} />
      ) : holders.length === 0 ? (
        <p className="text-note">{texts.nobody}</p>
      ) : (
        <ul>
          {holders.map((subject) => (
            <li key={subject} className="flex flex-wrap items-center gap-x-2">
              <KnownPerson subject={subject} names={names} />
              {left.has(subject) && <StateMark state="failing" label={texts.left} />}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Told({ told, names }: { told: readonly string[] | 'unknown'; names: Names }) {
  if (told === 'unknown') return <StateMark state="unknown" label={texts.unknown} />;
  return <People subjects={told} names={names} none={texts.nobody} />;
}

function yesOrNo(told: boolean | 'unknown'): string {
  if (told === 'unknown') return texts.unknown;
  return told ? texts.yes : texts.no;
}
