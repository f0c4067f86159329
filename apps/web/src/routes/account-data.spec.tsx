import { screen } from '@testing-library/react';
import { privacyEndpoints as e, type ErasureView } from '@dryrun/contracts/privacy.contract';
import { accessibilityFaults } from '../../test/accessibility.ts';
import { meAs, openApp, serverFor } from '../../test/open-app.tsx';

const ERASURE: ErasureView = {
  confirmation: 'Asha Kulkarni',
  comingMocks: 1,
  owedScorecards: 0,
  isLastAcademyAdmin: false,
};

function open(erasure: ErasureView) {
  const server = serverFor(meAs({}));
  server.reply(e.myErasure, {}, () => erasure);
  return { server, ...openApp('/account/data') };
}

describe('my data', () => {
  it('erases only once the name is typed, and then shows the way in again', async () => {
    const { server, user } = open(ERASURE);
    server.reply(e.eraseMe, {}, () => undefined);
    expect(await screen.findByText(/One coming mock is cancelled/)).toBeVisible();
    expect(await accessibilityFaults()).toEqual([]);
    const button = screen.getByRole('button', { name: 'Erase my account for good' });
    expect(button).toBeDisabled();
    await user.type(screen.getByLabelText('Type your name to confirm'), 'Asha Kulkarni');
    await user.click(button);
    expect(await screen.findByRole('heading', { name: /Sign in/i })).toBeVisible();
    expect(server.seen(e.eraseMe).map((r) => r.body)).toEqual([{ confirmation: 'Asha Kulkarni' }]);
  });

  it('tells the only academy admin why not, and a mentor what they owe', async () => {
    open({ ...ERASURE, owedScorecards: 2, isLastAcademyAdmin: true });
    expect(await screen.findByText('You are the only academy admin')).toBeVisible();
    expect(screen.getByText('You owe 2 scorecards')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Erase/ })).toBeNull();
  });
});
