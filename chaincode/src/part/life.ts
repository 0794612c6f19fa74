import { notificationStatuses, notifications } from './records/notification';
import { passportStatus, passports } from './records/passport';
import { defineLife } from '../kit/life';
import { partStatuses, type PartStatus } from './records/part';

/**
 * What a part goes through, by the events that are captured; who may bring it there is said by its custody,
 * so these are no operations.
 */
export const partLife = defineLife('part', partStatuses, ['active', 'uncommissioned'], {
  commission: { by: 'maker', from: ['uncommissioned', 'withdrawn'], to: 'active' },
  ship: { by: 'custodian', from: ['uncommissioned', 'active', 'removed'], to: 'in_transit' },
  unship: { by: 'custodian', from: ['in_transit'], to: 'active' },
  receive: { by: 'receiver', from: ['in_transit', 'uncommissioned', 'active', 'removed'], to: 'active' },
  pack: { by: 'custodian', from: ['uncommissioned', 'active', 'removed', 'packed'], to: 'packed' },
  unpack: { by: 'custodian', from: ['packed'], to: 'active' },
  fit: {
    by: 'fitter',
    from: ['uncommissioned', 'active', 'in_transit', 'removed', 'packed', 'fitted'],
    to: 'fitted',
  },
  remove: { by: 'remover', from: ['fitted', 'uncommissioned', 'active'], to: 'removed' },
  consume: { by: 'custodian', from: ['uncommissioned', 'active', 'removed', 'packed'], to: 'consumed' },
  decommission: {
    by: 'custodian',
    from: ['uncommissioned', 'active', 'packed', 'fitted', 'removed'],
    to: 'decommissioned',
  },
  destroy: {
    by: 'custodian',
    from: ['uncommissioned', 'active', 'packed', 'fitted', 'removed', 'decommissioned'],
    to: 'destroyed',
  },
  withdraw: {
    by: 'capturer',
    from: partStatuses.filter((status) => status !== 'withdrawn'),
    to: 'withdrawn',
  },
});
export type PartStep = keyof typeof partLife.steps;

/** Statuses after which a part should never be seen again. */
export const ended: readonly PartStatus[] = ['consumed', 'decommissioned', 'destroyed'];

/** The notification of the Catena-X quality process, exactly as Trace-X runs it. */
export const notificationLife = defineLife(
  notifications,
  { field: 'status', statuses: notificationStatuses, initial: 'CREATED' },
  {
    send: { by: 'sender', from: ['CREATED'], to: 'SENT' },
    cancel: { by: 'sender', from: ['CREATED'], to: 'CANCELED' },
    receive: { by: 'recipient', from: ['SENT'], to: 'RECEIVED' },
    acknowledge: { by: 'recipient', from: ['SENT', 'RECEIVED'], to: 'ACKNOWLEDGED' },
    accept: { by: 'recipient', from: ['ACKNOWLEDGED'], to: 'ACCEPTED' },
    decline: { by: 'recipient', from: ['ACKNOWLEDGED'], to: 'DECLINED' },
    close: { by: 'sender', from: ['SENT', 'RECEIVED', 'ACKNOWLEDGED', 'ACCEPTED', 'DECLINED'], to: 'CLOSED' },
  },
);
export type NotificationStep = keyof typeof notificationLife.steps;

/** A battery passport; that it is expired follows from its date, and who holds the battery from its chain. */
export const passportLife = defineLife(
  passports,
  { status: ({ metadata }) => metadata.status, statuses: passportStatus.options, initial: 'draft' },
  {
    approvePassport: { by: 'issuer', from: ['draft'], to: 'approved' },
    invalidatePassport: { by: 'issuer', from: ['draft', 'approved'], to: 'invalid' },
    measureBattery: { by: 'anybody', from: ['approved'], to: '=' },
    declareWaste: { by: 'anybody', from: ['draft', 'approved', 'invalid'], to: '=' },
    succeedPassport: { by: 'anybody', from: ['draft', 'approved', 'invalid'], to: ['=', 'draft'] },
  },
);
export type PassportStep = keyof typeof passportLife.steps;
