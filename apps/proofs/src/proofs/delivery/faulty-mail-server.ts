import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Random } from '../../frame/random.ts';

/** A letter that the mail server took, whether or not its sender heard so. */
export interface TakenLetter {
  address: string;
  raw: Buffer;
  isAnswered: boolean;
}

/** What went wrong on purpose, and how often. */
export type Faults = Record<
  'turned away' | 'mailbox closed' | 'put off' | 'dropped before taking' | 'dropped after taking',
  number
>;

export interface FaultyMailServer {
  port: number;
  /** In the order in which they were taken. */
  taken: readonly TakenLetter[];
  faults: Readonly<Faults>;
  /** Refuses for good what goes to this address, as a full or unknown mailbox does, until it is opened. */
  closeMailbox(address: string): void;
  openMailboxes(): void;
  close(): Promise<void>;
}

const MOST_PER_LETTER = 2;
const MOST_TURNED_AWAY = 4;

/**
 * A real mail server on this machine in a bad week: it turns connections away, puts letters off, and breaks off before or after
 * taking one. No letter meets more of that than the product's tries allow.
 */
export async function startFaultyMailServer(random: Random): Promise<FaultyMailServer> {
  const taken: TakenLetter[] = [];
  const faults: Faults = {
    'turned away': 0,
    'mailbox closed': 0,
    'put off': 0,
    'dropped before taking': 0,
    'dropped after taking': 0,
  };
  const closed = new Set<string>();
  const met = new Map<string, number>();
  const isMet = (key: string, most: number, share: number) => {
    const before = met.get(key) ?? 0;
    if (before >= most || !random.chance(share)) return false;
    met.set(key, before + 1);
    return true;
  };
  const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1_000,
    onConnect(_session, done) {
      if (faults['turned away'] >= MOST_TURNED_AWAY || !random.chance(0.1)) return done();
      faults['turned away']++;
      done(refusal(421, 'too busy'));
    },
    onRcptTo({ address }, _session, done) {
      if (closed.has(address.toLowerCase())) {
        faults['mailbox closed']++;
        return done(refusal(550, 'mailbox unavailable'));
      }
      if (!isMet(address, 1, 0.2)) return done();
      faults['put off']++;
      done(refusal(450, 'mailbox busy'));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        const address = session.envelope.rcptTo[0]?.address.toLowerCase() ?? '';
        const fault = isMet(`${address} ${messageIdOf(raw)}`, MOST_PER_LETTER, 0.3)
          ? random.pick(['put off', 'dropped before taking', 'dropped after taking'] as const)
          : null;
        if (fault !== null) faults[fault]++;
        if (fault === 'put off') return done(refusal(451, 'try again later'));
        if (fault !== 'dropped before taking') taken.push({ address, raw, isAnswered: fault === null });
        if (fault === null) return done(null);
        breakOff(server, session);
      });
    },
  });
  // A peer that was killed in the middle of a letter is no fault of the server.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => listening.once('listening', () => resolve()));
  const place = listening.address();
  if (place === null || typeof place === 'string') throw new Error('no port');
  return {
    port: place.port,
    taken,
    faults,
    closeMailbox: (address) => void closed.add(address.toLowerCase()),
    openMailboxes: () => closed.clear(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function breakOff(server: SMTPServer, { id }: SMTPServerSession): void {
  for (const connection of server.connections as Set<{ id: string; close(): void }>)
    if (connection.id === id) connection.close();
}

/** Letters are told apart by their own bytes alone when they say no name. */
function messageIdOf(raw: Buffer): string {
  return /^message-id:\s*(\S+)/im.exec(raw.toString('latin1'))?.[1] ?? raw.toString('base64');
}
