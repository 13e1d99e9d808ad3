import { read } from '@daybook/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient } from '../../app/api.ts';
import { localAddress, passkeySupport } from '../../app/passkeys.ts';
import { TextLink } from '../../components/anchor.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Remark } from '../../components/notice.tsx';
import { Section } from '../../components/page-header.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { AddPasskey } from './add-passkey.tsx';
import { passkeyTexts as en } from './passkey-texts.ts';
import { RemovePasskey } from './remove-passkey.tsx';

const texts = textsOf({ en });

/** Part of the account page: one's own passkeys, adding and removing them. */
export function Passkeys() {
  const passkeys = useQuery({ queryKey: ['passkeys'], queryFn: ({ signal }) => readPasskeys(signal) });
  const [said, setSaid] = useState<Outcome | null>(null);
  const onDone = (text: string) => {
    setSaid({ text });
    void queryClient.invalidateQueries({ queryKey: ['passkeys'] });
    void queryClient.invalidateQueries({ queryKey: ['account'] });
    void queryClient.invalidateQueries({ queryKey: ['session'] });
  };
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-4 text-soft">{texts.lead}</p>
      <Said outcome={said} />
      <Loaded query={passkeys} lines={2}>
        {({ items, unavailable }) => (
          <>
            {items.length === 0 && unavailable === null && <p className="mb-4 text-note">{texts.none}</p>}
            <ul>
              {items.map((one) => (
                <PasskeyLine key={one.id} passkey={one} onDone={onDone} />
              ))}
            </ul>
            {unavailable !== null ? (
              <Unavailable reason={unavailable} />
            ) : passkeySupport() === 'yes' ? (
              <AddPasskey onDone={onDone} />
            ) : (
              <div className="mt-4">
                <Remark state="not-applicable">{texts.unsupported}</Remark>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

export type Passkey = Awaited<ReturnType<typeof readPasskeys>>['items'][number];

function readPasskeys(signal: AbortSignal) {
  return read(api.GET('/api/account/passkeys', { signal }));
}

function PasskeyLine({ passkey, onDone }: { passkey: Passkey; onDone: (said: string) => void }) {
  const { name, maker, isSynced, createdAt, lastUsedAt, state } = passkey;
  return (
    <li className="flex items-center justify-between gap-x-4 border-b border-line py-3">
      <div className="min-w-0">
        <p className="font-medium break-words">{name ?? maker ?? texts.unnamed}</p>
        {state === 'refused' && <StateMark state="failing" label={texts.refused} />}
        <p className="text-sm text-note">
          {texts.made} <When at={createdAt} />
          {', '}
          {lastUsedAt === null ? (
            texts.neverUsed
          ) : (
            <>
              {texts.used} <When at={lastUsedAt} />
            </>
          )}
          {', '}
          {isSynced ? texts.synced : texts.oneDevice}
          {maker !== null && name !== null && ` (${maker})`}
        </p>
      </div>
      <RemovePasskey passkey={passkey} onDone={onDone} />
    </li>
  );
}

function Unavailable({ reason }: { reason: keyof typeof en.unavailable }) {
  const local = localAddress();
  return (
    <div className="mt-4">
      <Remark state="not-applicable">
        {texts.unavailable[reason]}{' '}
        {local !== null && <TextLink href={`${local}/account`}>{texts.local}</TextLink>}
      </Remark>
    </div>
  );
}
