import type Mail from 'nodemailer/lib/mailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

export type Outcome = { sent: true } | { sent: false; mayHaveArrived: boolean; cause: unknown };

/** One step of the conversation; ends with the step's answer, or with the connection. */
function step<Answer>(connection: SMTPConnection, begin: (done: (error: unknown, answer?: Answer) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the mail server ended the connection')));
    begin((error) => (error ? reject(error as Error) : resolve()));
  });
}

async function reach(url: string): Promise<SMTPConnection> {
  const { auth, ...options } = parseConnectionUrl(url);
  const connection = new SMTPConnection({ ...options, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as SMTPConnection.Options);
  // A late error of a conversation that is over concerns nobody.
  connection.on('error', () => {});
  await step(connection, (done) => connection.connect(done));
  if (auth && connection.allowsAuth) await step(connection, (done) => connection.login(auth as SMTPConnection.AuthenticationType, done));
  return connection;
}

const saidNo = (error: unknown): boolean => error instanceof Error && 'responseCode' in error && error.responseCode !== undefined;

/** One connection, one mail: what fails before it is handed over surely did not arrive; afterwards only the server's no is sure. */
export async function sendOverSmtp(url: string, mail: Mail.Options): Promise<Outcome> {
  let connection: SMTPConnection;
  let message: Buffer;
  const composed = new MailComposer(mail).compile();
  try {
    message = await composed.build();
    connection = await reach(url);
  } catch (cause) {
    return { sent: false, mayHaveArrived: false, cause };
  }
  try {
    await step(connection, (done) => connection.send(composed.getEnvelope(), message, done));
    return { sent: true };
  } catch (cause) {
    return { sent: false, mayHaveArrived: !saidNo(cause), cause };
  } finally {
    connection.quit();
  }
}
