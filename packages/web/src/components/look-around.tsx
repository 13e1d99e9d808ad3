import { read } from '@daybook/client';
import { useMutation } from '@tanstack/react-query';
import { api } from '../app/api.ts';
import { chooseWorkspace, renewSession, useSession } from '../app/session.ts';
import { Button } from './button.tsx';
import { FormProblem } from './form-problem.tsx';
import { sampleTexts as texts } from './sample-texts.ts';

/** For newcomers: a made-up company in a workspace of its own; the one there is, or a new one. */
export function LookAround() {
  const { data: session } = useSession();
  const there = session?.workspaces.find(({ isSample }) => isSample);
  const make = useMutation({
    mutationFn: async () => {
      const { slug } = there ?? (await read(api.POST('/api/samples', { body: { seed: 1, months: 12 } })));
      await renewSession();
      chooseWorkspace(slug);
    },
  });
  return (
    <section className="mt-4 space-y-2 px-1">
      <p className="prose-line text-soft">{texts.lookAroundNote}</p>
      <Button isBusy={make.isPending} onClick={() => make.mutate()}>
        {texts.lookAround}
      </Button>
      <FormProblem error={make.error} />
    </section>
  );
}
