import { useLedger } from '../app/ledger-queries.ts';
import { useWorkspace } from '../app/session.ts';
import { textsOf } from '../messages/catalogue.ts';
import { formatNumber, shared } from '../messages/shared.ts';
import { QrCode } from './qr-code.tsx';
import { sampleTexts } from './sample-texts.ts';
import { exactTime } from './when.tsx';

const en = {
  source: (parts: { workspace: string; items: string; at: string }) =>
    `${parts.workspace} · ${parts.items}as of ${parts.at}`,
  n: (items: string) => `N = ${items} · `,
  ledger: (origin: string, size: string) => `Ledger ${origin}, checkpoint over ${size} entries`,
  signedAt: 'signed',
  root: 'Root',
  key: 'Key',
  unsigned: 'No checkpoint is signed yet; this page can be compared with nothing.',
  qr: 'The signed checkpoint',
  keep: 'Keep this page: the checkpoint on it, held outside, shows if the ledger is ever rewritten.',
};
const texts = textsOf({ en });

type PrintFooterProps = {
  /** N of what the page shows, where it shows one population. */
  readonly items?: number | undefined;
  /** The instant the page is of. */
  readonly at?: string | undefined;
};

/** On paper only: source, N, time, and the signed checkpoint as text and as a code, so that the page itself is an anchor. */
export function PrintFooter({ items, at }: PrintFooterProps) {
  const { name, isSample } = useWorkspace();
  const { data } = useLedger();
  const checkpoint = data?.checkpoint ?? null;
  const source = {
    workspace: name,
    items: items === undefined ? '' : texts.n(formatNumber(items)),
    at: exactTime(at ?? new Date().toISOString()),
  };
  return (
    <footer className="mt-6 hidden break-inside-avoid border-t border-line pt-2 text-xs text-note print:block">
      <div className="flex items-start gap-4">
        {checkpoint && (
          <div className="size-[26mm] shrink-0">
            <QrCode text={checkpoint.note} label={texts.qr} />
          </div>
        )}
        <div className="min-w-0 space-y-0.5">
          {isSample && <p className="font-semibold">{sampleTexts.print}</p>}
          <p>
            {shared.product} · {texts.source(source)}
          </p>
          {data && checkpoint ? (
            <>
              <p>
                {texts.ledger(data.log.origin, formatNumber(checkpoint.size))}, {texts.signedAt}{' '}
                {exactTime(checkpoint.signedAt)}
              </p>
              <p className="break-all">
                {texts.root} <code className="font-mono">{checkpoint.root}</code>
              </p>
              <p className="break-all">
                {texts.key} <code className="font-mono">{data.log.verifierKey}</code>
              </p>
              <p>{texts.keep}</p>
            </>
          ) : (
            <p>{texts.unsigned}</p>
          )}
        </div>
      </div>
    </footer>
  );
}
