/* global Request, Response, Headers, TextEncoder, TextDecoder */
import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom plus the web platform parts that it lacks and every browser (and Node) has. */
export default class BrowserEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { Request, Response, Headers, TextEncoder, TextDecoder, structuredClone });
  }
}
