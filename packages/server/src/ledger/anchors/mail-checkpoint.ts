import { hash } from 'node:crypto';
import { MailFailed, mailNotConfigured, type Services } from '../../platform/index.ts';
import { AnchorProblem } from './anchor-problem.ts';
import type { AnchorTarget } from './anchor-targets.store.ts';
import type { CheckpointOfLog, Confirmation } from './confirmation.ts';

/** Mails the checkpoint, with the signed note as a file to keep. Throws `AnchorProblem` when no server took it. */
export async function mailCheckpoint(
  target: AnchorTarget,
  asked: CheckpointOfLog,
  { mailer, clock }: Pick<Services, 'mailer' | 'clock'>,
): Promise<Confirmation> {
  if (mailer === null) throw new AnchorProblem(mailNotConfigured);
  const { log, checkpoint } = asked;
  const filename = `checkpoint-${checkpoint.size}.txt`;
  try {
    const { messageId } = await mailer.send({
      to: target.address,
      subject: `Checkpoint of the log ${log.origin} at ${checkpoint.size} entries`,
      text: mailText(asked, filename, clock.now()),
      attachments: [{ filename, content: checkpoint.note, contentType: 'text/plain; charset=utf-8' }],
    });
    const receipt = Buffer.from(`${messageId}\nsha256 ${hash('sha256', checkpoint.note)}\n`);
    return { checkpoint, by: target.name, byInLedger: target.id, at: clock.now(), receipt };
  } catch (error) {
    if (error instanceof MailFailed) throw new AnchorProblem(error.message);
    throw error;
  }
}

function mailText({ log, checkpoint }: CheckpointOfLog, filename: string, now: string): string {
  return `Please keep this message. There is nothing else to do.

It holds the signed checkpoint of the Daybook log
  ${log.origin}
with ${checkpoint.size} entries, as of ${now}.

Everything recorded up to now is bound by the few lines below. If anyone, including
whoever runs the server, changes or removes any of it later, the log will no longer
fit the copy you hold, and anybody can see it:

  daybook verify PACKAGE.zip --checkpoint ${filename}

The same lines are attached as ${filename}.

${checkpoint.note}`;
}
