import { isRefusedAs } from '@daybook/client';
import { SecondFactorStep } from './second-factor-step.tsx';
import { StateShape } from './state-shape.tsx';
import { sentenceOf } from './trouble-sentence.ts';

/** Why a form was not accepted and how to mend it; spoken when it appears. Nothing typed is lost. */
export function FormProblem({ error }: { error: unknown }) {
  if (isRefusedAs(error, 'second-factor-needed')) {
    return (
      <div role="alert" className="rounded-md border border-line bg-unsure-tint px-3 py-2 text-sm">
        <SecondFactorStep />
      </div>
    );
  }
  return (
    <div role="alert">
      {error !== null && error !== undefined && (
        <p className="flex items-start gap-2 rounded-md border border-fail/40 bg-fail-tint px-3 py-2 text-sm">
          <span className="pt-[3px]">
            <StateShape state="failing" />
          </span>
          {sentenceOf(error)}
        </p>
      )}
    </div>
  );
}
