import { type Money, money } from '@roadbook/chaincode/api';

/**
 * The profile cannot be used: which field, why, and what to do. Thrown by `connect` before anything is sent.
 */
export class ProfileInvalid extends Error {
  override readonly name = 'ProfileInvalid';
  readonly field: string;
  readonly why: string;
  readonly cure: string;

  constructor(where: string, field: string, why: string, cure: string) {
    super(`The connection profile (${where}) cannot be used: ${field}: ${why}. Cure: ${cure}.`);
    this.field = field;
    this.why = why;
    this.cure = cure;
  }
}

/**
 * The certificate or the key cannot be used: why, and what to do. Thrown by `connect` before anything is
 * sent.
 */
export class IdentityInvalid extends Error {
  override readonly name = 'IdentityInvalid';
  readonly user: string;
  readonly why: string;
  readonly cure: string;

  constructor(user: string, why: string, cure: string) {
    super(`The identity ${user} cannot be used: ${why}. Cure: ${cure}.`);
    this.user = user;
    this.why = why;
    this.cure = cure;
  }
}

/** The connection cannot do what was asked of it, for instance because it was closed. Nothing was sent. */
export class ConnectionUnusable extends Error {
  override readonly name = 'ConnectionUnusable';
}

/**
 * Blocks and what is told in them are for services of an organisation and its administrators; the caller is
 * neither. Nothing was sent.
 */
export class ServicesOnly extends Error {
  override readonly name = 'ServicesOnly';
  readonly code = 'SERVICES_ONLY';
  readonly cure: string;

  constructor({ name, mspId }: { readonly name: string; readonly mspId: string }) {
    const says = `${name} may not read blocks or listen: that is for services of an organisation and its administrators.`;
    const cure = `Connect as ${mspId}/service (user: 'service'), or let it read for the user (service: 'service').`;
    super(`SERVICES_ONLY: ${says} ${cure}`);
    this.cure = cure;
  }
}

/** The payer has not enough money of one sort for a payment. Nothing was sent. */
export class PurseTooSmall extends Error {
  override readonly name = 'PurseTooSmall';
  readonly code = 'NOT_ENOUGH_MONEY';
  readonly cure =
    'Pay less, or get money first; money of several lenders or with several purposes is paid part by part.';
  /**
   * Who pays, the amount needed, and the most that lots of one lender and one purpose hold of it, in minor
   * units.
   */
  readonly facts: {
    readonly from: string;
    readonly needed: string;
    readonly held: string;
    readonly currency: string;
  };

  constructor(from: string, needed: Money, held: Money) {
    super(
      `${from} can pay ${money.show(held)} of this with money of one sort; ${money.show(needed)} are needed.`,
    );
    this.facts = { from, needed: `${needed.amount}`, held: `${held.amount}`, currency: needed.currency };
  }
}
