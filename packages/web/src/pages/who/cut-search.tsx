import { Remark } from '../../components/notice.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';

const texts = textsOf({ en });

/** That a search found more names than it looked at, so that whoever is missing is not taken for absent. */
export function CutSearch({ isCut }: { isCut: boolean | undefined }) {
  if (isCut !== true) return null;
  return (
    <div className="mb-3" role="status">
      <Remark state="unknown">{texts.cutSearch}</Remark>
    </div>
  );
}
