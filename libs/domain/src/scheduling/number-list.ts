/**
 * Numbers in a row that are filled again and again: memory stays, so whoever works through thousands of short lists leaves
 * nothing to collect. `values` beyond `length` are left over from before, and `values` is another array once a push made it
 * grow. Whoever keeps one between calls reads it before anybody fills it again.
 */
export class NumberList {
  values = new Float64Array(64);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length] = value;
    this.length += 1;
  }

  pushPair(first: number, second: number): void {
    this.push(first);
    this.push(second);
  }

  /** Puts a pair into a list of pairs that are sorted by their first, behind its equals; at once when they come in order. */
  insertPair(first: number, second: number): void {
    this.pushPair(first, second);
    const { values } = this;
    let at = this.length - 2;
    while (at > 0 && (values[at - 2] ?? NaN) > first) {
      values[at] = values[at - 2] ?? NaN;
      values[at + 1] = values[at - 1] ?? NaN;
      at -= 2;
    }
    values[at] = first;
    values[at + 1] = second;
  }

  private grow(): void {
    const larger = new Float64Array(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }
}
