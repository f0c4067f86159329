import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { describe, it } from 'node:test';
import { checkPort } from './port.mjs';

async function listening() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, settings: { HOST: '127.0.0.1', PORT: String(server.address().port) } };
}

describe('a port', () => {
  it('that another start only looks at is free', async () => {
    const { server, settings } = await listening();
    setTimeout(() => server.close(), 150);
    await checkPort(settings, 'no-such-script.js', 0);
  });

  it('that somebody keeps is refused, with who it is', async () => {
    const { server, settings } = await listening();
    await assert.rejects(checkPort(settings, 'no-such-script.js', 0), {
      message: new RegExp(`Port ${settings.PORT} is taken by process ${process.pid}`),
    });
    server.close();
  });
});
