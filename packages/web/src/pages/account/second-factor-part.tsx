import { useState } from 'react';
import { useSession } from '../../app/session.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Remark } from '../../components/notice.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { RecoveryCodes } from './second-factor/recovery-codes.tsx';
import { RemoveFactor, RenewCodes } from './second-factor-steps.tsx';

const texts = textsOf({ en }).factor;
const fewCodes = 3;
const address = '/account/second-factor';

type Account = {
  readonly isEnrolled: boolean;
  readonly recoveryCodesLeft: number | null;
  readonly methods: readonly string[];
};

export function SecondFactorPart({ account }: { account: Account }) {
  const { data } = useSession();
  const [open, setOpen] = useState<'none' | 'renew' | 'remove'>('none');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />;
  if (!account.isEnrolled) {
    const hasPasskey = account.methods.includes('passkey');
    return (
      <div className="space-y-3">
        {hasPasskey ? (
          <p className="prose-line">{texts.passkey}</p>
        ) : (
          <Remark state="pending">
            {texts.none} {texts.noneMeans}
          </Remark>
        )}
        <ButtonLink look={hasPasskey ? 'plain' : 'primary'} href={address}>
          {texts.enrol}
        </ButtonLink>
      </div>
    );
  }
  const close = () => setOpen('none');
  const isShown = data?.secondFactor.satisfied === true;
  return (
    <div className="space-y-3">
      <p>{texts.enrolled}</p>
      <CodesLeft left={account.recoveryCodesLeft} />
      {!isShown && <Remark state="pending">{texts.unshown}</Remark>}
      <div className="flex flex-wrap gap-2">
        {!isShown && (
          <ButtonLink look="primary" href={address}>
            {texts.show}
          </ButtonLink>
        )}
        <Button onClick={() => setOpen('renew')}>{texts.renew}</Button>
        <Button look="danger" onClick={() => setOpen('remove')}>
          {texts.remove}
        </Button>
      </div>
      {open === 'renew' && <RenewCodes onClose={close} onRenewed={setCodes} />}
      {open === 'remove' && <RemoveFactor onClose={close} />}
    </div>
  );
}

function CodesLeft({ left }: { left: number | null }) {
  if (left === null) return <Remark state="unknown">{texts.unreadable}</Remark>;
  if (left > fewCodes) return <p className="text-note">{texts.left(left)}</p>;
  return (
    <Remark state="failing">
      {texts.left(left)} {texts.few}
    </Remark>
  );
}
