/** The profile cannot be used: which field, why, and what to do. Thrown by `connect` before anything is sent. */
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

/** The certificate or the key cannot be used: why, and what to do. Thrown by `connect` before anything is sent. */
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
