/** Which Chromium the journeys and proofs start, and how: the system's, else the one that comes with the packages. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const onSystem = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
);

/** Our own arguments, whatever browser it is: no sandbox below root, no request but to the page under test. */
const ownArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function bundled() {
  const { default: packaged, setupLambdaEnvironment } = await import('@sparticuz/chromium');
  const executablePath = await packaged.executablePath();
  // Its NSS libraries unpack beside it; without them it does not start on a bare machine.
  const libraries = path.join(os.tmpdir(), 'al2023', 'lib');
  process.env.LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  setupLambdaEnvironment?.(libraries);
  return executablePath;
}

/**
 * Options for Playwright's `chromium.launch`, with a home folder of its own; `remove()` when the browser is closed.
 * @returns {Promise<{ executablePath: string, args: string[], env: Record<string, string>, remove(): void }>}
 */
export async function chromiumToLaunch() {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'dryrun-chromium-'));
  const system = process.env.CHROMIUM ?? onSystem.find((file) => fs.existsSync(file));
  return {
    executablePath: system ?? (await bundled()),
    args: system ? ownArguments : [...ownArguments, '--headless=shell'],
    env: { ...process.env, HOME: home },
    remove: () => fs.rmSync(home, { recursive: true, force: true }),
  };
}
