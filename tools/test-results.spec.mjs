import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromJest, fromTap, totals } from './test-results.mjs';

const jest = (figures) =>
  JSON.stringify({
    numPassedTests: 0,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    ...figures,
  });

describe('the count of a Jest run', () => {
  it('is what Jest counted', () => {
    assert.deepEqual(fromJest(jest({ numPassedTests: 7, numFailedTests: 2 }), 1), { passed: 7, failed: 2, remark: '' });
  });

  it('has a failed test for each suite that could not be loaded', () => {
    assert.equal(fromJest(jest({ numPassedTests: 7, numRuntimeErrorTestSuites: 3 }), 1).failed, 3);
  });

  it('takes a skipped test for a failed one', () => {
    const { failed, remark } = fromJest(jest({ numPassedTests: 7, numPendingTests: 1, numTodoTests: 1 }), 0);
    assert.deepEqual({ failed, remark }, { failed: 2, remark: '2 skipped, counted as failed' });
  });

  it('is a failure without a test, without results, and after a crash behind green tests', () => {
    assert.deepEqual(fromJest(jest({}), 0), { passed: 0, failed: 1, remark: 'no test ran' });
    assert.deepEqual(fromJest('', 137), { passed: 0, failed: 1, remark: 'the runner left no results (code 137)' });
    assert.deepEqual(fromJest(jest({ numPassedTests: 7 }), 1), {
      passed: 7,
      failed: 1,
      remark: 'the runner ended with code 1',
    });
  });
});

describe('the count of a run of node’s runner', () => {
  const tap = (figures) =>
    Object.entries(figures)
      .map(([name, figure]) => `# ${name} ${figure}\n`)
      .join('');

  it('is what its closing lines say', () => {
    assert.deepEqual(fromTap(tap({ tests: 9, pass: 7, fail: 1, cancelled: 1, skipped: 0, todo: 0 }), 1), {
      passed: 7,
      failed: 2,
      remark: '',
    });
  });

  it('is a failure when the run was cut off', () => {
    assert.equal(fromTap('TAP version 13\n', 137).failed, 1);
  });

  it('takes a skipped test for a failed one', () => {
    assert.equal(fromTap(tap({ pass: 7, fail: 0, cancelled: 0, skipped: 1, todo: 0 }), 0).failed, 1);
  });
});

describe('the closing line', () => {
  it('adds up all projects', () => {
    assert.deepEqual(
      totals([
        { passed: 3, failed: 0 },
        { passed: 4, failed: 2 },
      ]),
      { passed: 7, failed: 2 },
    );
  });
});
