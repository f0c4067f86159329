/** A mark inside a secret text of the seeded world, and the only people who may ever see it on a screen. */
export interface DemoCanary {
  token: string;
  kind: string;
  readers: readonly string[];
}

/**
 * Where every secret text of the world passes through. In a demo texts stay as they are; for tests each gets a token of
 * its own, so that a crawler can tell who saw what.
 */
export class Canaries {
  readonly issued: DemoCanary[] = [];

  constructor(private readonly isMarking: boolean) {}

  /**
   * @param kind what sort of secret, e.g. `scorecard-draft`; lower-case and dashes
   * @param readers ids of the people who may read this text now
   */
  mark(kind: string, readers: readonly string[], text: string): string {
    return this.isMarking ? `${text} ${this.issue(kind, readers)}` : text;
  }

  /** The same inside an address, where it rides along as a query. */
  markUrl(kind: string, readers: readonly string[], url: string): string {
    return this.isMarking ? `${url}?as=${this.issue(kind, readers)}` : url;
  }

  /** A text that is unmistakable by itself, such as an e-mail address. */
  watch(kind: string, readers: readonly string[], token: string): void {
    if (this.isMarking) this.issued.push({ token, kind, readers: [...readers] });
  }

  private issue(kind: string, readers: readonly string[]): string {
    // The closing dot keeps canary-x-1 from being found inside canary-x-10.
    const token = `canary-${kind}-${this.issued.length + 1}.`;
    this.issued.push({ token, kind, readers: [...readers] });
    return token;
  }
}
