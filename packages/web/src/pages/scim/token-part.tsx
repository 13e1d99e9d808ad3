import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { CommandBlock } from '../../components/command-block.tsx';
import { Details, detail } from '../../components/details.tsx';
import { Remark } from '../../components/notice.tsx';
import { Section } from '../../components/page-header.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { Provenance } from '../../components/provenance.tsx';
import { type Outcome, Said } from '../../components/said.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import type { State } from '../../components/state-shape.tsx';
import { Exactly, When } from '../../components/when.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { EndTokens } from './end-tokens.tsx';
import { MakeToken } from './make-token.tsx';
import type { Scim } from './scim-queries.ts';
import { type NewToken, ShownOnce } from './shown-once.tsx';

const texts = textsOf({ en }).token;

const looks: Readonly<Record<Scim['tokenState'], State>> = {
  none: 'not-tested',
  'in-force': 'operating',
  'ends-soon': 'unknown',
  ended: 'cancelled',
  expired: 'failing',
};

/** Where the provider calls and by what it is known; the token itself is seen once. */
export function TokenPart({ scim }: { scim: Scim }) {
  const mayMake = useMay('scim.create');
  const mayEnd = useMay('scim.remove');
  const [made, setMade] = useState<NewToken | null>(null);
  const [said, setSaid] = useState<Outcome | null>(null);
  const address = addressOf(scim.endpoint);
  const isOpen = scim.tokenState === 'in-force' || scim.tokenState === 'ends-soon';
  if (made !== null) return <ShownOnce made={made} address={address} onDone={() => setMade(null)} />;
  return (
    <Section title={texts.title}>
      <p className="prose-line mb-4 text-soft">{texts.lead}</p>
      <Said outcome={said} />
      <div className="space-y-4">
        <div>
          <p className="mb-1 font-medium">{texts.endpoint}</p>
          {address === null ? (
            <p className="text-note">{texts.noEndpoint}</p>
          ) : (
            <CommandBlock text={address} name={texts.endpoint} />
          )}
        </div>
        <TokenDetails scim={scim} />
        {scim.formerTokens > 0 && <Remark state="pending">{texts.former(scim.formerTokens)}</Remark>}
        {mayMake ? (
          <MakeToken isRenewal={isOpen} onMade={setMade} />
        ) : (
          <p className="text-note">{texts.notAllowed}</p>
        )}
        {mayEnd && isOpen && <EndTokens onSaid={setSaid} />}
      </div>
    </Section>
  );
}

function TokenDetails({ scim: { token, tokenState } }: { scim: Scim }) {
  const state = detail(texts.state, <StateMark state={looks[tokenState]} label={texts.states[tokenState]} />);
  if (token === null) return <Details items={[state]} />;
  return (
    <Details
      items={[
        state,
        ...(tokenState === 'ended' ? [] : [detail(texts.ends, <Exactly at={token.expiresAt} />)]),
        detail(texts.lastUsed, <When at={token.lastUsedAt} />),
        detail(
          texts.madeBy,
          <>
            <PersonName subject={token.madeBy} />, <When at={token.madeAt} />{' '}
            <Provenance position={token.position} />
          </>,
        ),
      ]}
    />
  );
}

/** Without an address the server was told of, the one this screen came from. */
function addressOf(endpoint: string | null): string | null {
  return endpoint?.startsWith('/') === true ? `${window.location.origin}${endpoint}` : endpoint;
}
