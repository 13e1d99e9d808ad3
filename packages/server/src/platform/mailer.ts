import { createTransport } from 'nodemailer';

export type Mail = {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly content: string | Buffer;
    readonly contentType: string;
  }[];
};

export interface Mailer {
  /** Resolves when the mail server has taken the message for its recipient. Throws `MailFailed` when it did not. */
  send(mail: Mail): Promise<{ readonly messageId: string }>;
}

/** The mail server did not take the message. The sentence may be shown; it holds nothing the server sent. */
export class MailFailed extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'MailFailed';
  }
}

/** What to say where there is no mailer. */
export const mailNotConfigured =
  'no mail server is set: start Daybook with DAYBOOK_SMTP_URL (`smtps://mail.company.example`, with user and password where it asks for them) and DAYBOOK_MAIL_FROM';

const timeoutMs = 20_000;

/** The mailer of `DAYBOOK_SMTP_URL` and `DAYBOOK_MAIL_FROM`; null unless both are set. Connects only to send. */
export function createMailer(env: Readonly<Record<string, string | undefined>>): Mailer | null {
  const { DAYBOOK_SMTP_URL: url, DAYBOOK_MAIL_FROM: from } = env;
  if (!url || !from) return null;
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const transport = createTransport({ url, ...limits, disableFileAccess: true, disableUrlAccess: true });
  return {
    send: async (mail) => {
      try {
        const sent = await transport.sendMail({
          from,
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          attachments: mail.attachments.map((attachment) => ({ ...attachment })),
        });
        return { messageId: sent.messageId };
      } catch (error) {
        throw new MailFailed(reasonOf(error), error);
      }
    },
  };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EAUTH') return 'the mail server refused the user or password of DAYBOOK_SMTP_URL';
  if (code === 'EENVELOPE') return 'the mail server refused the sender or the recipient';
  if (code === 'ETLS') return 'no safe connection to the mail server could be made';
  if (code === 'EMESSAGE') return 'the mail server refused the message';
  return 'the mail server of DAYBOOK_SMTP_URL could not be reached or did not take the message';
}
