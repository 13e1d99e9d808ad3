import type { Page } from '../../../app/page.ts';
import { usePathParam } from '../../../app/query-state.ts';
import { TextLink } from '../../../components/anchor.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { PageHeader, Section } from '../../../components/page-header.tsx';
import { Provenance } from '../../../components/provenance.tsx';
import { dayText, When } from '../../../components/when.tsx';
import { textsOf } from '../../../messages/catalogue.ts';
import { en as listTexts } from '../en.ts';
import { KindMark, PrincipalState } from '../principal-mark.tsx';
import { useAccessPrincipal, useSystemName } from '../use-access.ts';
import { AccessOfSystem } from './access-of-system.tsx';
import { en } from './en.ts';
import { PrincipalHistory } from './principal-history.tsx';

const texts = textsOf({ en });
const list = textsOf({ en: listTexts });
const home = [{ label: texts.home, href: '/who' }];

export const page: Page = { title: texts.title, component: PrincipalPage, permission: 'access-list.read' };

export type PrincipalDetail = NonNullable<ReturnType<typeof useAccessPrincipal>['data']>;

function PrincipalPage() {
  const principal = useAccessPrincipal(usePathParam('principal'));
  const nameOf = useSystemName();
  const namesOf = (cells: readonly { readonly system: string }[]) =>
    [...new Set(cells.map(({ system }) => nameOf(system)))].join(', ');
  return (
    <Loaded query={principal} lines={10} title={texts.title}>
      {(one) => (
        <>
          <PageHeader
            title={one.name}
            home={home}
            note={
              <>
                <KindMark kind={one.kind} />
                {(one.kind === 'person' || one.kind === 'agency' || one.state === 'gone') && (
                  <PrincipalState state={one.state} isAlways />
                )}
                {one.endsOn !== null && (
                  <span>
                    {list.until} {dayText(one.endsOn)}
                  </span>
                )}
                <code className="font-mono text-xs break-all">{one.principal}</code>
              </>
            }
          />
          <Section title={texts.access}>
            {one.cells.length === 0 ? (
              <p className="prose-line text-note">{texts.noAccess}</p>
            ) : (
              one.cells.map((cell) => (
                <AccessOfSystem
                  key={`${cell.system} ${cell.holder}`}
                  one={one}
                  cell={cell}
                  name={nameOf(cell.system)}
                />
              ))
            )}
          </Section>
          <Held one={one} nameOf={nameOf} />
          {one.maybeCells.length > 0 && (
            <Section title={texts.maybe.title}>
              <p className="prose-line text-note">{texts.maybe.text}</p>
              <p>{namesOf(one.maybeCells)}</p>
              <p>
                <TextLink href="/account-owners">{texts.maybe.action}</TextLink>
              </p>
            </Section>
          )}
          {one.goneCells.length > 0 && (
            <Section title={texts.gone.title}>
              <p className="prose-line text-note">{texts.gone.text}</p>
              <p>{namesOf(one.goneCells)}</p>
            </Section>
          )}
          <PrincipalHistory history={one.history} nameOf={nameOf} />
        </>
      )}
    </Loaded>
  );
}

/** What somebody carries in their head or their pocket. */
function Held({
  one: { kind, secrets, devices },
  nameOf,
}: {
  one: PrincipalDetail;
  nameOf: (system: string) => string;
}) {
  if (kind !== 'person') return null;
  return (
    <div className="mt-8 grid gap-x-8 gap-y-8 md:grid-cols-2">
      <div>
        <Section title={texts.secrets.title}>
          {secrets.length === 0 && <p className="text-note">{texts.secrets.none}</p>}
          <ul>
            {secrets.map((secret) => (
              <li key={secret.id} className="flex flex-wrap items-center gap-x-3 py-1">
                {secret.name} <span className="text-sm text-note">{nameOf(secret.system)}</span>
                <span className="text-sm text-note">
                  {texts.secrets.rotated} <When at={secret.rotatedAt} />
                </span>
                <Provenance position={secret.position} />
              </li>
            ))}
          </ul>
        </Section>
      </div>
      <div>
        <Section title={texts.devices.title}>
          {devices.length === 0 && <p className="text-note">{texts.devices.none}</p>}
          <ul>
            {devices.map((device) => (
              <li key={device.id} className="flex flex-wrap items-center gap-x-3 py-1">
                {device.name} <span className="text-sm text-note">{device.model}</span>
                {device.signedInTo !== null && device.signedInTo.length > 0 && (
                  <span className="text-sm text-note">
                    {texts.devices.signedIn} {device.signedInTo.map(nameOf).join(', ')}
                  </span>
                )}
                <Provenance position={device.position} />
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </div>
  );
}
