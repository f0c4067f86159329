import { z } from 'zod';
import { OPTIONAL_MESSAGES } from '@dryrun/domain/notifications/message-choices';
import { endpoint } from './endpoint.ts';

const Muted = z.array(z.enum(OPTIONAL_MESSAGES)).max(OPTIONAL_MESSAGES.length);

/** What I want to be told besides my bookings, moves and cancellations, and whether nights are quiet. */
export const MessageChoicesBody = z.strictObject({ muted: Muted, hasQuietHours: z.boolean() });
export const MessageChoicesView = z.object({ muted: Muted, hasQuietHours: z.boolean() });
export type MessageChoicesView = z.infer<typeof MessageChoicesView>;

export const messageChoiceEndpoints = {
  choices: endpoint({
    method: 'GET',
    path: '/api/my/message-choices',
    summary: 'Which messages I want, and when',
    access: 'signedIn',
    response: MessageChoicesView,
    refusals: [],
  }),
  choose: endpoint({
    method: 'PUT',
    path: '/api/my/message-choices',
    summary: 'Choose which messages I want, and when',
    access: 'signedIn',
    body: MessageChoicesBody,
    response: MessageChoicesView,
    refusals: [],
  }),
};
