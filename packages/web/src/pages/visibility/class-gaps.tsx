import { Remark } from '../../components/notice.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { placeWords } from './sight-mark.tsx';
import type { ComparedClass } from './use-visibility.ts';

const { gaps: texts } = textsOf({ en });

/** Why of some classes nobody is known not to see them. */
export function ClassGaps({ classes }: { classes: readonly ComparedClass[] }) {
  const remarks = classes.flatMap(({ name, gaps }) => gaps.map((gap) => wordsOf(name, gap)));
  if (remarks.length === 0) return null;
  return (
    <ul aria-label={texts.title} className="mb-3 space-y-1.5">
      {[...new Set(remarks)].map((words) => (
        <li key={words}>
          <Remark state="unknown">{words}</Remark>
        </li>
      ))}
    </ul>
  );
}

function wordsOf(name: string, { why, system, within, reasons }: ComparedClass['gaps'][number]): string {
  if (system === null || why === 'no-place') return texts['no-place'](name);
  const place = placeWords(system, within);
  return why === 'not-whole' ? texts[why](name, place, reasons.join('; ')) : texts[why](name, place);
}
