import { defineLife } from '../kit/life';

/** What a part goes through, and who may bring it there. */
export const partStatuses = [
  'uncommissioned',
  'active',
  'in_transit',
  'packed',
  'fitted',
  'removed',
  'consumed',
  'decommissioned',
  'destroyed',
  'withdrawn',
] as const;
export type PartStatus = (typeof partStatuses)[number];

export const partLife = defineLife('part', partStatuses, ['active', 'uncommissioned'], {
  commission: { by: 'maker', from: ['uncommissioned', 'withdrawn'], to: 'active' },
  ship: { by: 'custodian', from: ['uncommissioned', 'active', 'removed'], to: 'in_transit' },
  unship: { by: 'custodian', from: ['in_transit'], to: 'active' },
  receive: { by: 'receiver', from: ['in_transit', 'uncommissioned', 'active', 'removed'], to: 'active' },
  pack: { by: 'custodian', from: ['uncommissioned', 'active', 'removed', 'packed'], to: 'packed' },
  unpack: { by: 'custodian', from: ['packed'], to: 'active' },
  fit: { by: 'fitter', from: ['uncommissioned', 'active', 'in_transit', 'removed', 'packed', 'fitted'], to: 'fitted' },
  remove: { by: 'remover', from: ['fitted', 'uncommissioned', 'active'], to: 'removed' },
  consume: { by: 'custodian', from: ['uncommissioned', 'active', 'removed', 'packed'], to: 'consumed' },
  decommission: { by: 'custodian', from: ['uncommissioned', 'active', 'packed', 'fitted', 'removed'], to: 'decommissioned' },
  destroy: {
    by: 'custodian',
    from: ['uncommissioned', 'active', 'packed', 'fitted', 'removed', 'decommissioned'],
    to: 'destroyed',
  },
  withdraw: {
    by: 'capturer',
    from: ['uncommissioned', 'active', 'in_transit', 'packed', 'fitted', 'removed', 'consumed', 'decommissioned', 'destroyed'],
    to: 'withdrawn',
  },
});
export type PartStep = keyof typeof partLife.steps;

/** Statuses after which a part should never be seen again. */
export const ended: readonly PartStatus[] = ['consumed', 'decommissioned', 'destroyed'];

/** The notification of the Catena-X quality process, exactly as Trace-X runs it. */
export const notificationStatuses = [
  'CREATED',
  'SENT',
  'RECEIVED',
  'ACKNOWLEDGED',
  'ACCEPTED',
  'DECLINED',
  'CANCELED',
  'CLOSED',
] as const;

export const notificationLife = defineLife('notification', notificationStatuses, 'CREATED', {
  send: { by: 'sender', from: ['CREATED'], to: 'SENT' },
  cancel: { by: 'sender', from: ['CREATED'], to: 'CANCELED' },
  receive: { by: 'recipient', from: ['SENT'], to: 'RECEIVED' },
  acknowledge: { by: 'recipient', from: ['SENT', 'RECEIVED'], to: 'ACKNOWLEDGED' },
  accept: { by: 'recipient', from: ['ACKNOWLEDGED'], to: 'ACCEPTED' },
  decline: { by: 'recipient', from: ['ACKNOWLEDGED'], to: 'DECLINED' },
  close: { by: 'sender', from: ['SENT', 'RECEIVED', 'ACKNOWLEDGED', 'ACCEPTED', 'DECLINED'], to: 'CLOSED' },
});

/** A battery passport; that it is expired follows from its date. */
export const passportLife = defineLife('battery passport', ['draft', 'approved', 'invalid'], 'draft', {
  approve: { by: 'issuer', from: ['draft'], to: 'approved' },
  invalidate: { by: 'issuer', from: ['draft', 'approved'], to: 'invalid' },
});
