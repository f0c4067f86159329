/** Counts of passed and failed tests out of what the runners wrote down; a run that proves nothing counts as failed. */

/**
 * A crash after green tests, a run without a test and a skipped test all look harmless in a runner's counts; here each
 * makes the project red. `skipped` tests are defects in this house.
 */
function honest({ passed, failed, skipped, code }) {
  const remarks = [];
  let counted = failed + skipped;
  if (skipped > 0) remarks.push(`${skipped} skipped, counted as failed`);
  if (passed + counted === 0) {
    counted = 1;
    remarks.push('no test ran');
  } else if (code !== 0 && counted === 0) {
    counted = 1;
    remarks.push(`the runner ended with code ${code}`);
  }
  return { passed, failed: counted, remark: remarks.join('; ') };
}

const unreadable = (code) => ({ passed: 0, failed: 1, remark: `the runner left no results (code ${code})` });

/** From `jest --json --outputFile`: suites that could not even be loaded count as one failed test each. */
export function fromJest(text, code) {
  let results;
  try {
    results = JSON.parse(text);
  } catch {
    return unreadable(code);
  }
  return honest({
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
    code,
  });
}

/** From node's test runner: the closing `# pass 12` lines of its TAP output. */
export function fromTap(text, code) {
  const figure = (name) => {
    const all = [...text.matchAll(new RegExp(`^# ${name} (\\d+)$`, 'gm'))];
    return all.length === 0 ? undefined : Number(all.at(-1)[1]);
  };
  const [passed, failed] = [figure('pass'), figure('fail')];
  if (passed === undefined || failed === undefined) return unreadable(code);
  const skipped = (figure('skipped') ?? 0) + (figure('todo') ?? 0);
  return honest({ passed, failed: failed + (figure('cancelled') ?? 0), skipped, code });
}

/** The sums over all projects. */
export function totals(rows) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}
