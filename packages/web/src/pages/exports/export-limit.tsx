import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { announce } from '../../app/announcer.tsx';
import { api } from '../../app/api.ts';
import { useWorkspacePath } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { FormProblem } from '../../components/form-problem.tsx';
import { Section } from '../../components/page-header.tsx';
import type { Outcome } from '../../components/said.tsx';
import { textsOf } from '../../messages/catalogue.ts';
import { en } from './en.ts';
import { readExportsAgain } from './use-exports.ts';

const texts = textsOf({ en }).limit;

type LimitProps = { readonly rowsAlone: number; readonly onSaid: (said: Outcome) => void };

/** From how many rows on a second person is needed. */
export function ExportLimit({ rowsAlone, onSaid }: LimitProps) {
  const path = useWorkspacePath();
  const [rows, setRows] = useState(String(rowsAlone));
  const change = useMutation({
    mutationFn: () =>
      read(
        api.PUT('/api/workspaces/{workspace}/exports/limit', {
          params: { path },
          body: { rowsAlone: Number(rows) },
        }),
      ),
    onSuccess: () => {
      announce(texts.done);
      onSaid({ text: texts.done });
      readExportsAgain();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Section title={texts.title}>
      <form onSubmit={submit} className="max-w-xl space-y-4">
        <TextField
          label={texts.rows}
          help={texts.help}
          type="number"
          min={0}
          max={100_000}
          required
          value={rows}
          onChange={(event) => setRows(event.target.value)}
        />
        <FormProblem error={change.error} />
        <Button type="submit" isBusy={change.isPending} disabled={rows === String(rowsAlone)}>
          {texts.submit}
        </Button>
      </form>
    </Section>
  );
}
