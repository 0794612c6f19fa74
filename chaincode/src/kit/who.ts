/** Who signed the transaction, as its certificate says. */
export interface Identity {
  /** MSP id of the organisation whose certificate authority enrolled it. */
  readonly org: string;
  /** Enrolment name; empty if the certificate has none. */
  readonly name: string;
  /** The role attribute; empty if the certificate has none. */
  readonly role: string;
  /**
   * An administrator of its organisation (organisational unit `admin`). Parsed when asked for; the shim's
   * text of the name can be forged.
   */
  readonly isAdmin: () => boolean;
  /** The public key of the certificate: SubjectPublicKeyInfo in DER. Parsed when asked for. */
  readonly key: () => Uint8Array;
}

/** Who calls, after the ledger agreed. */
export interface Caller {
  readonly org: string;
  readonly name: string;
  /** `org/name`. */
  readonly member: string;
  readonly role: string;
  /** Speaks for its organisation; otherwise only for itself. */
  readonly staff: boolean;
  /**
   * Its organisation is on the ledger since before it had a collection: private facts may lie in the former
   * one.
   */
  readonly former?: true;
}

/**
 * Decides who a caller is, from the certificate and from records on the ledger. Default deny: it refuses whom
 * it does not know.
 */
export interface Policy {
  /** Keys of the records it needs, read before anything of the request is. */
  readonly keys: (identity: Identity) => readonly string[];
  readonly admit: (
    identity: Identity,
    read: (key: string) => Promise<Uint8Array | undefined>,
    by: readonly string[],
  ) => Promise<Caller>;
}

/**
 * In `by`, and then the role of the caller: the administrator of an organisation that need not be on the
 * ledger yet. For the founding alone.
 */
export const ADMIN = 'admin';

/** As whom a caller acts: staff for their organisation, everybody else for themselves. */
export const selfOf = ({ staff, org, member }: Pick<Caller, 'staff' | 'org' | 'member'>): string =>
  staff ? org : member;
/**
 * The role of an agenda. It is in `by` of what falls due and of nothing else, no organisation confers it, and it
 * speaks for nobody: it writes down what is true already.
 */
export const TIMEKEEPER = 'timekeeper';
