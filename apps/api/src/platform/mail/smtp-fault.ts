/** Why a letter did not leave, in words for an admin. */
export interface SmtpFault {
  /** Trying again would end the same way. */
  isPermanent: boolean;
  /** It would have met any letter: the server, its address or the credentials are the trouble. */
  isServerWide: boolean;
  sentence: string;
}

interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

const MAX_ANSWER = 200;

/** Reads what nodemailer threw. Only what the server answered is quoted, never what was sent. */
export function smtpFault(error: unknown, { host, port }: { host: string; port: number }): SmtpFault {
  const { code, command, responseCode, response } = (error ?? {}) as SmtpError;
  const place = `${host}:${port}`;
  const answer = response ? ` It said: ${response.replace(/[\p{C}\s]+/gu, ' ').slice(0, MAX_ANSWER)}` : '';
  if (code === undefined)
    return { isPermanent: false, isServerWide: false, sentence: 'The message could not be made ready for sending.' };
  const serverWide = (sentence: string): SmtpFault => ({ isPermanent: false, isServerWide: true, sentence });

  if (code === 'EAUTH' || code === 'ENOAUTH')
    return serverWide(`The mail server ${place} did not accept the user name and password.${answer}`);
  if (code === 'EDNS' || code === 'ENOTFOUND')
    return serverWide(`There is no mail server called ${host}. Check the name.`);
  if (code === 'ETLS')
    return serverWide(
      `The mail server ${place} does not offer the encryption that is set. Try the other kind, with its port.${answer}`,
    );
  if (code === 'ETIMEDOUT')
    return serverWide(`The mail server ${place} did not answer in time. Check port and firewall.`);
  if (responseCode !== undefined && command !== 'CONN') {
    const isPermanent = responseCode >= 500;
    const isAboutLetter = command === 'RCPT TO' || command === 'DATA';
    return {
      isPermanent: isPermanent && isAboutLetter,
      isServerWide: !isAboutLetter,
      sentence: `The mail server ${isPermanent ? 'refused' : 'put off'} the message (${responseCode}).${answer}`,
    };
  }
  if (code === 'ESOCKET' || code === 'ECONNECTION' || code === 'ECONNREFUSED')
    return serverWide(
      `The mail server ${place} could not be reached, or the connection broke. Check name, port and encryption.${answer}`,
    );
  if (code === 'EENVELOPE' || code === 'EMESSAGE')
    return {
      isPermanent: true,
      isServerWide: false,
      sentence: 'The message could not be put into the form that mail servers take.',
    };
  return serverWide(`The message could not be handed to the mail server ${place}.${answer}`);
}
