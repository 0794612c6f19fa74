import { type Money, money } from '@roadbook/chaincode/api';
import { RoadbookError } from './family';

/**
 * The profile cannot be used: which field, why, and what to do. Thrown by `connect` before anything is sent.
 */
export class ProfileInvalid extends RoadbookError {
  readonly field: string;
  readonly why: string;

  constructor(where: string, field: string, why: string, cure: string) {
    const says = `The connection profile (${where}) cannot be used: ${field}: ${why}.`;
    super('PROFILE_INVALID', says, sentence(cure), { facts: { field, why } });
    this.field = field;
    this.why = why;
  }
}

/**
 * The certificate or the key cannot be used: why, and what to do. Thrown by `connect` before anything is
 * sent.
 */
export class IdentityInvalid extends RoadbookError {
  readonly user: string;
  readonly why: string;

  constructor(user: string, why: string, cure: string) {
    const says = `The identity ${user} cannot be used: ${why}.`;
    super('IDENTITY_INVALID', says, sentence(cure), { facts: { user, why } });
    this.user = user;
    this.why = why;
  }
}

/** The connection cannot do what was asked of it, for instance because it was closed. Nothing was sent. */
export class ConnectionUnusable extends RoadbookError {
  constructor(says: string, cure = 'Connect again.') {
    super('CONNECTION_UNUSABLE', says, cure);
  }
}

/**
 * Blocks and what is told in them are for services of an organisation and its administrators; the caller is
 * neither. Nothing was sent.
 */
export class ServicesOnly extends RoadbookError {
  constructor({ name, mspId }: { readonly name: string; readonly mspId: string }) {
    const says = `${name} may not read blocks or listen: that is for services of an organisation and its administrators.`;
    const cure = `Connect as ${mspId}/service (user: 'service'), or let it read for the user (service: 'service').`;
    super('SERVICES_ONLY', says, cure);
  }
}

/** The payer has not enough money of one sort for a payment. Nothing was sent. */
export class PurseTooSmall extends RoadbookError {
  /**
   * Who pays, the amount needed, and the most that lots of one lender and one purpose hold of it, in minor
   * units.
   */
  declare readonly facts: {
    readonly from: string;
    readonly needed: string;
    readonly held: string;
    readonly currency: string;
  };

  constructor(from: string, needed: Money, held: Money) {
    super(
      'NOT_ENOUGH_MONEY',
      `${from} can pay ${money.show(held)} of this with money of one sort; ${money.show(needed)} are needed.`,
      'Pay less, or get money first; money of several lenders or with several purposes is paid part by part.',
      { facts: { from, needed: `${needed.amount}`, held: `${held.amount}`, currency: needed.currency } },
    );
  }
}

/** A slip that is not signed, or not taken: by it nothing is owed. */
export class SlipUnusable extends RoadbookError {
  constructor(tabId: string, why: string) {
    super('SLIP_UNUSABLE', `No slip of the tab ${tabId}: ${why}.`, 'Read the tab (payment.readTab).', {
      facts: { tabId, why },
    });
  }
}

const sentence = (cure: string): string =>
  `${cure.charAt(0).toUpperCase()}${cure.slice(1)}${/[.)]$/.test(cure) ? '' : '.'}`;
