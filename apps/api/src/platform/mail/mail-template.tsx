import type { ReactNode } from 'react';
import { Body, Container, Head, Heading, Html, Link, Preview, render, Section, Text } from 'react-email';
import { webAddress, type MailBlock, type MailBody } from './mail-content.ts';

const FONT = "Inter, 'Noto Sans', 'Noto Sans Devanagari', system-ui, -apple-system, 'Segoe UI', sans-serif";
const MONO = "'JetBrains Mono', ui-monospace, Menlo, Consolas, monospace";

/** Inline styles are the light colours, for clients that drop style sheets; dark clients that keep them get ours. */
const DARK = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page, .page > table > tbody > tr > td { background: #14171A !important; }
    .card { background: #1D2125 !important; border-color: #363C42 !important; }
    .text, .text td { color: #E8EAED !important; }
    .muted, .text td.label { color: #A3ABB5 !important; }
    .action { background: #5CC8BF !important; color: #0B1F1E !important; }
    .code { background: #14171A !important; color: #E8EAED !important; border-color: #6B737D !important; }
  }
`;

const text = {
  margin: '0 0 16px',
  fontSize: 16,
  lineHeight: '24px',
  color: '#16191D',
  overflowWrap: 'anywhere',
} as const;
const muted = {
  margin: '0 0 12px',
  fontSize: 14,
  lineHeight: '21px',
  color: '#565D66',
  overflowWrap: 'anywhere',
} as const;
const cell = { padding: '4px 12px 4px 0', verticalAlign: 'top', fontSize: 16, lineHeight: '24px' } as const;
const action = {
  display: 'inline-block',
  padding: '12px 20px',
  borderRadius: 8,
  background: '#0B6E69',
  color: '#FFFFFF',
  fontSize: 16,
  fontWeight: 600,
  lineHeight: '20px',
  textDecoration: 'none',
} as const;
const code = {
  margin: '0 0 16px',
  padding: '12px 16px',
  border: '1px solid #7C838C',
  borderRadius: 8,
  background: '#FBFAF7',
  color: '#16191D',
  fontFamily: MONO,
  fontSize: 28,
  lineHeight: '36px',
  letterSpacing: 4,
} as const;

function block(b: MailBlock, key: number): ReactNode {
  if ('p' in b)
    return (
      <Text key={key} className="text" style={text}>
        {b.p}
      </Text>
    );
  if ('small' in b)
    return (
      <Text key={key} className="muted" style={muted}>
        {b.small}
      </Text>
    );
  if ('code' in b)
    return (
      <Text key={key} className="code" style={code}>
        {b.code}
      </Text>
    );
  if ('action' in b)
    return (
      <Section key={key} style={{ margin: '0 0 20px' }}>
        <Link href={webAddress(b.action.url)} className="action" style={action}>
          {b.action.label}
        </Link>
      </Section>
    );
  return (
    <table
      key={key}
      className="text"
      role="presentation"
      cellPadding={0}
      cellSpacing={0}
      style={{ margin: '0 0 16px', color: '#16191D' }}
    >
      <tbody>
        {b.facts.map(([name, value], i) => (
          <tr key={i}>
            <td className="label" style={{ ...cell, color: '#565D66', whiteSpace: 'nowrap' }}>
              {name}
            </td>
            <td style={cell}>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The HTML of every mail. */
function letter(subject: string, body: MailBody, publicUrl: string): ReactNode {
  return (
    <Html lang="en">
      <Head>
        <title>{subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="viewport" content="width=device-width" />
        <style dangerouslySetInnerHTML={{ __html: DARK }} />
      </Head>
      <Body className="page" style={{ margin: 0, padding: '24px 12px', background: '#FBFAF7', fontFamily: FONT }}>
        <Preview>{body.preview}</Preview>
        <Container
          className="card"
          style={{ maxWidth: 560, padding: 24, background: '#FFFFFF', border: '1px solid #DDD9D0', borderRadius: 12 }}
        >
          <Heading as="h1" className="text" style={{ ...text, fontSize: 22, lineHeight: '28px', fontWeight: 600 }}>
            {subject}
          </Heading>
          {body.blocks.map((b, i) => block(b, i))}
          <Text className="muted" style={{ ...muted, margin: '24px 0 0', fontSize: 12, lineHeight: '18px' }}>
            Sent by Dryrun at {new URL(publicUrl).host}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

/** The same letter for those who read plain text. */
function plainText(body: MailBody, publicUrl: string): string {
  const lines = body.blocks.map((b) => {
    if ('p' in b) return b.p;
    if ('small' in b) return b.small;
    if ('code' in b) return `    ${b.code}`;
    if ('action' in b) return `${b.action.label}:\n${webAddress(b.action.url)}`;
    return b.facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  });
  return `${lines.join('\n\n')}\n\n-- \nSent by Dryrun at ${new URL(publicUrl).host}\n`;
}

/** A mail as text and as HTML, both from the same words. */
export async function renderMail(
  subject: string,
  body: MailBody,
  publicUrl: string,
): Promise<{ text: string; html: string }> {
  return { text: plainText(body, publicUrl), html: await render(letter(subject, body, publicUrl)) };
}
