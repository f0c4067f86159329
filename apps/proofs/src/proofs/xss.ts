import type { Proof, Run, Verdict } from '../frame/proof.ts';
import { openBrowser } from '../product/browser.ts';
import type { World } from '../product/world.ts';
import { readMails, startMailbox } from './xss/mails.ts';
import { poison } from './xss/payloads.ts';
import { walk, type Walk } from './xss/walk.ts';

/** Where each person starts; links lead to the rest. Pages that no link shows to them are named here. */
async function starts(world: World): Promise<[string | null, string[]][]> {
  const mock = async (person: 'learner_id' | 'mentor_id', key: string, states: string[], ends: string[]) => {
    const [row] = await world.query<{ id: string }>(
      `select i.id from interview i join person p on p.id = i.${person} where p.demo_key = $1 and i.state = any($2) order by i.starts_at desc limit 1`,
      [key, states],
    );
    return row ? ends.map((end) => `/interviews/${row.id}${end}`) : [];
  };
  const held = ['awaiting_feedback', 'feedback_released'];
  return [
    [null, ['/sign-in', '/today', '/', '/nothing-here']],
    [
      'asha',
      [
        '/today',
        '/book?format=system-design&track=kubernetes&level=mid',
        '/interviews?when=past',
        ...(await mock('learner_id', 'asha', held, ['', '/feedback'])),
      ],
    ],
    ['ravi', ['/today', ...(await mock('learner_id', 'ravi', ['awaiting_feedback'], ['/feedback']))]],
    ['neha', ['/today', ...(await mock('learner_id', 'neha', ['scheduled', 'running'], ['', '/stage']))]],
    [
      'dev',
      [
        '/today',
        ...(await mock('mentor_id', 'dev', ['scheduled', 'running'], ['', '/kit', '/run'])),
        ...(await mock('mentor_id', 'dev', ['awaiting_feedback'], ['/scorecard'])),
      ],
    ],
    ['meera', ['/today', '/interviews']],
    ['kavya', ['/today', '/interviews']],
    ['leela', ['/today']],
    ['arjun', ['/today', '/settings', '/outbox']],
  ];
}

/** The page's policy stops what is not ours, asked of the browser itself rather than read from a header. */
async function policyHolds(run: Run, url: string): Promise<string[]> {
  const { browser, close } = await openBrowser();
  run.onEnd(close);
  const page = await browser.newPage();
  await page.goto(`${url}/sign-in`, { waitUntil: 'domcontentloaded' });
  const ran = await page.evaluate(async () => {
    const marks: string[] = [];
    Object.assign(globalThis, { __ran: (what: string) => marks.push(what) });
    const script = document.createElement('script');
    script.textContent = '__ran("an inline script")';
    document.body.append(script);
    const image = document.createElement('img');
    image.setAttribute('onerror', '__ran("an inline handler")');
    image.src = '/nothing.png';
    document.body.append(image);
    const frame = document.createElement('a');
    frame.href = 'javascript:__ran("a javascript: link")';
    document.body.append(frame);
    frame.click();
    await new Promise((resolve) => setTimeout(resolve, 300));
    return marks;
  });
  await browser.close();
  return ran.map((what) => `${what} runs on our pages: the content security policy does not hold`);
}

/** Every line of the log is one JSON object, whatever people wrote. */
const brokenLines = (world: World) =>
  world.replicas.flatMap((replica) =>
    replica
      .log()
      .split('\n')
      .filter((line) => line !== '' && !isJson(line))
      .map((line) => `a log line that is no JSON: ${line.slice(0, 200)}`),
  );

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

async function prove(run: Run): Promise<Verdict> {
  const world = await run.world({ replicas: 0 });
  const texts = await poison(world);
  const mailbox = await startMailbox(run);
  const { url } = await world.replica({
    env: {
      LOG_LEVEL: 'info',
      SMTP_URL: `smtp://127.0.0.1:${mailbox.port}?security=none`,
      MAIL_FROM: 'Dryrun <dryrun@example.org>',
    },
  });
  const faults = await policyHolds(run, url);
  const { browser, close } = await openBrowser();
  run.onEnd(close);
  const result: Walk = { pages: 0, withTexts: 0, kinds: new Set(), faults: new Set() };
  for (const [key, paths] of await starts(world)) {
    if (run.mutant && faults.length + result.faults.size > 0) break;
    await walk(browser, url, key, paths, result);
  }
  faults.push(...result.faults);
  const read =
    run.mutant && faults.length > 0
      ? { mails: 0, withTexts: 0, faults: [] }
      : await readMails(world, browser, mailbox.mails);
  faults.push(...read.faults, ...brokenLines(world));
  const isMutantCaught = run.mutant !== null && faults.length > 0;
  if (!isMutantCaught && result.withTexts < result.pages / 2)
    faults.push(`only ${result.withTexts} of ${result.pages} pages showed a planted text: the walk has lost its way`);
  return {
    figures: {
      texts,
      pages: result.pages,
      kinds: result.kinds.size,
      withTexts: result.withTexts,
      mails: read.mails,
      mailsWithTexts: read.withTexts,
      found: faults.length,
    },
    faults,
  };
}

const MARKDOWN = 'apps/web/src/ui/markdown-text.tsx';

export const proof: Proof = {
  name: 'xss',
  claim: 'no text that a person wrote runs, loads or restyles anything in anybody’s browser',
  prove,
  mutants: [
    {
      name: 'Markdown becomes HTML as it is',
      patches: [
        {
          file: MARKDOWN,
          search: '    <div className={classes.markdown}>',
          replace: '    <div className={classes.markdown}><div dangerouslySetInnerHTML={{ __html: children }} />',
        },
      ],
      caughtBy: /has on|policy had to stop|there is a/,
    },
    {
      name: 'links of Markdown may be scripts',
      patches: [
        {
          file: MARKDOWN,
          search: 'rehypePlugins={[rehypeSanitize]}',
          replace: 'rehypePlugins={[]} urlTransform={(url: string) => url}',
        },
      ],
      caughtBy: /href=javascript/,
    },
    {
      name: 'a mail takes texts as HTML',
      patches: [
        {
          file: 'apps/api/src/platform/mail/mail-template.tsx',
          search: '        {b.p}\n',
          replace: '        <span dangerouslySetInnerHTML={{ __html: b.p }} />\n',
        },
      ],
      caughtBy: /a mail: /,
    },
    {
      name: 'pages have no content security policy',
      patches: [
        {
          file: 'apps/api/src/platform/http/server.ts',
          search: "  reply.header('content-security-policy', CSP);\n",
          replace: '',
        },
      ],
      caughtBy: /policy does not hold/,
    },
    {
      name: 'the policy allows inline scripts',
      patches: [
        {
          file: 'apps/api/src/platform/http/server.ts',
          search: "script-src 'self'; ",
          replace: "script-src 'self' 'unsafe-inline'; ",
        },
      ],
      caughtBy: /policy does not hold/,
    },
  ],
};
