import { defineErrors } from '../../kit/errors';

/** What draws under a standing order may answer with, wherever they are booked. */
export const drawErrors = defineErrors({
  STANDING_TERMS: { says: 'No standing order can be given like this: {why}.', cure: 'Correct the terms.' },
  DRAW_OTHER: {
    says: 'The standing order {standingOrderId} is for another {field}.',
    cure: 'Read what it is for (payment.readStandingOrder).',
  },
  DRAW_ELSEWHERE: {
    says: 'What the standing order {standingOrderId} pays is booked where it is drawn: in the room {room}.',
    cure: 'Draw there ({room}.draw).',
  },
  DRAW_OUTSIDE: {
    says: 'The standing order {standingOrderId} is drawn from {from} on and before {until}.',
    cure: 'Draw then, or ask the payer for another one.',
  },
  DRAW_EXCEEDS: {
    says: 'The standing order lets {most} {currency} be drawn a period, in minor units; {asked} was asked.',
    cure: 'Draw at most that; the rest is for the payer to pay.',
  },
  DRAWN_ALREADY: {
    says: 'Of the period from {period} it was drawn by the payment {paymentId}.',
    cure: 'Draw again from {next} on.',
    retry: 'later',
  },
  DRAW_WAITS: {
    says: 'The draw was refused {tries} times in the period from {period}.',
    cure: 'It comes back from {next} on.',
    retry: 'later',
  },
});
