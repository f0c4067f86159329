import { isRecentSignIn, SIGN_IN_METHODS, standingOf, type SessionFacts } from './session-standing.ts';

const learner: SessionFacts = {
  method: 'password',
  isSecondFactorGiven: false,
  hasAuthenticator: false,
  hasPasskey: false,
  isAcademyAdmin: false,
  isRequiredForAdmins: true,
  isDemo: false,
};
const admin: SessionFacts = { ...learner, isAcademyAdmin: true };

describe('the standing of a session', () => {
  it.each(SIGN_IN_METHODS.filter((m) => m !== 'demo'))(
    'never skips an authenticator app, whichever way it began: %s',
    (method) => {
      expect(standingOf({ ...learner, method, hasAuthenticator: true })).toBe('secondFactor');
      expect(standingOf({ ...admin, method, hasAuthenticator: true, isDemo: true })).toBe('secondFactor');
      expect(standingOf({ ...learner, method, hasAuthenticator: true, isSecondFactorGiven: true })).toBe('open');
    },
  );

  it('asks people without a second factor for nothing', () => {
    expect(standingOf(learner)).toBe('open');
    expect(standingOf({ ...learner, hasPasskey: true })).toBe('open');
  });

  it('leads an admin without a second factor to setting one up, unless the academy does without', () => {
    expect(standingOf(admin)).toBe('setUp');
    expect(standingOf({ ...admin, isRequiredForAdmins: false })).toBe('open');
  });

  it('asks an admin for the passkey they have, so that a password alone cannot set up another factor', () => {
    expect(standingOf({ ...admin, hasPasskey: true })).toBe('secondFactor');
  });

  it('lets the first admin finish setting up the academy before asking', () => {
    expect(standingOf({ ...admin, method: 'setUp' })).toBe('open');
  });

  it('keeps one-tap sessions to the demo', () => {
    expect(standingOf({ ...admin, method: 'demo', hasAuthenticator: true, isDemo: true })).toBe('open');
    expect(standingOf({ ...learner, method: 'demo', isSecondFactorGiven: true })).toBe('dead');
  });
});

describe('a recent sign-in', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 18, 10, minutes));
  it('is at most fifteen minutes old', () => {
    expect(isRecentSignIn(at(0), at(15))).toBe(true);
    expect(isRecentSignIn(at(0), new Date(at(15).getTime() + 1))).toBe(false);
  });

  it('is never assumed', () => {
    expect(isRecentSignIn(null, at(0))).toBe(false);
  });
});
