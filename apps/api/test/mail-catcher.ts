import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** A letter as a mail server got it. */
export interface CaughtLetter {
  from: string;
  to: string[];
  raw: string;
}

type Answer = 'take' | { refuse: number; text: string; at?: 'MAIL' | 'RCPT' | 'DATA' } | 'take and drop' | 'drop';

/** A real SMTP server on this machine that does what the next letters are told to meet; afterwards it takes everything. */
export interface MailCatcher {
  port: number;
  letters: CaughtLetter[];
  /** What the coming letters meet, in order. `drop` closes the connection after DATA, with or without taking the letter. */
  meet(...answers: Answer[]): void;
  close(): Promise<void>;
}

export async function startMailCatcher(options: { user?: string; password?: string } = {}): Promise<MailCatcher> {
  const letters: CaughtLetter[] = [];
  let script: Answer[] = [];
  const current = () => script[0] ?? 'take';
  const refusal = (at: 'MAIL' | 'RCPT' | 'DATA') => {
    const answer = current();
    if (typeof answer === 'string' || (answer.at ?? 'DATA') !== at) return null;
    script.shift();
    return Object.assign(new Error(answer.text), { responseCode: answer.refuse });
  };
  const server = new SMTPServer({
    authOptional: options.user === undefined,
    disabledCommands: options.user === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: (auth, _session, done) =>
      auth.username === options.user && auth.password === options.password
        ? done(null, { user: auth.username })
        : done(Object.assign(new Error('wrong password'), { responseCode: 535 })),
    onMailFrom: (_address, _session, done) => done(refusal('MAIL')),
    onRcptTo: (_address, _session, done) => done(refusal('RCPT')),
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refused = refusal('DATA');
        if (refused) return done(refused);
        const answer = script.shift() ?? 'take';
        if (answer !== 'drop')
          letters.push({
            from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
            to: session.envelope.rcptTo.map((r) => r.address),
            raw: Buffer.concat(chunks).toString('utf8'),
          });
        if (answer === 'take') return done(null);
        for (const connection of server.connections) connection.close();
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => listening.once('listening', () => resolve()));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    letters,
    meet: (...answers) => void (script = answers),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
