import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Remark } from '../../components/notice.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { type DeadlineName, type Deadlines, deadlineNames } from './use-deadlines.ts';

const texts = textsOf({ en });

type DeadlineFormProps = {
  readonly deadlines: Deadlines;
  readonly usual: Deadlines;
  readonly mayChange: boolean;
  readonly isBusy: boolean;
  readonly onChange: (deadlines: Deadlines) => void;
};

/** The four deadlines in plain words; what gives more time says so before it is sent. */
export function DeadlineForm({ deadlines, usual, mayChange, isBusy, onChange }: DeadlineFormProps) {
  const [values, setValues] = useState(() => textsFrom(deadlines));
  const [left, setLeft] = useState<ReadonlySet<DeadlineName>>(new Set());
  const numbers = numbersFrom(values);
  const isSame = deadlineNames.every((name) => numbers[name] === deadlines[name]);
  const isValid = deadlineNames.every((name) => isGood(name, numbers[name]));
  const isWeaker = deadlineNames.some((name) => numbers[name] > deadlines[name]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLeft(new Set(deadlineNames));
    if (isValid) onChange(numbers);
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-5">
      {deadlineNames.map((name) => (
        <TextField
          key={name}
          label={texts.fields[name].label}
          help={texts.fields[name].help}
          problem={
            left.has(name) && !isGood(name, numbers[name]) ? texts.problem(texts.max[name]) : undefined
          }
          type="number"
          inputMode="numeric"
          min={1}
          max={texts.max[name]}
          disabled={!mayChange}
          value={values[name]}
          onBlur={() => setLeft(new Set([...left, name]))}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      ))}
      {!mayChange && <p className="text-note">{texts.notAllowed}</p>}
      {mayChange && (
        <>
          <p className="prose-line text-sm text-note">{texts.from}</p>
          {isValid && isWeaker && <Remark state="pending">{texts.weaker}</Remark>}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="primary" isBusy={isBusy} disabled={isSame}>
              {texts.save}
            </Button>
            <Button onClick={() => setValues(textsFrom(usual))}>{texts.usual}</Button>
          </div>
        </>
      )}
    </form>
  );
}

type DeadlineTexts = Readonly<Record<DeadlineName, string>>;

function textsFrom(deadlines: Deadlines): DeadlineTexts {
  const { involuntaryHours, criticalHours, restBusinessDays, roleChangeBusinessDays } = deadlines;
  return {
    involuntaryHours: String(involuntaryHours),
    criticalHours: String(criticalHours),
    restBusinessDays: String(restBusinessDays),
    roleChangeBusinessDays: String(roleChangeBusinessDays),
  };
}

function numbersFrom(values: DeadlineTexts): Deadlines {
  const number = (name: DeadlineName) => (values[name].trim() === '' ? Number.NaN : Number(values[name]));
  return {
    involuntaryHours: number('involuntaryHours'),
    criticalHours: number('criticalHours'),
    restBusinessDays: number('restBusinessDays'),
    roleChangeBusinessDays: number('roleChangeBusinessDays'),
  };
}

function isGood(name: DeadlineName, value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= texts.max[name];
}
