import { Button } from '../../../../components/button.tsx';
import { Remark } from '../../../../components/notice.tsx';
import { When } from '../../../../components/when.tsx';
import { textsOf } from '../../../../messages/catalogue.ts';
import { type FilePreview, hasFixedColumns } from './column-mapping.tsx';
import { en } from './en.ts';

const texts = textsOf({ en }).known;

type KnownNoteProps = {
  readonly preview: FilePreview;
  readonly isForgetting: boolean;
  readonly onForget: (fingerprint: string) => void;
};

/** Whence it is known what the columns are: somebody's word, a vendor's description, or nothing but a guess. */
export function KnownNote({ preview, isForgetting, onForget }: KnownNoteProps) {
  const { saved, recognised, fingerprint } = preview;
  if (hasFixedColumns(preview)) return null;
  if (saved !== null) {
    return (
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Remark state="attested">
          {texts.saved(saved.name)} <When at={saved.savedAt} />.
        </Remark>
        {fingerprint !== null && (
          <Button isBusy={isForgetting} onClick={() => onForget(fingerprint)}>
            {texts.forget}
          </Button>
        )}
      </div>
    );
  }
  if (recognised === null) return <Remark state="unknown">{texts.guessed}</Remark>;
  return (
    <Remark state="attested">
      {texts.recognised(recognised.name)}{' '}
      <a href={recognised.url} rel="noreferrer" target="_blank">
        {texts.source}: {recognised.title}
      </a>
    </Remark>
  );
}
