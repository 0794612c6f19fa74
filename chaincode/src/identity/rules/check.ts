/** What is looked at, in this order. */
export type CheckName =
  | 'shape'
  | 'context'
  | 'disclosures'
  | 'claims'
  | 'time'
  | 'snapshots'
  | 'key'
  | 'proof'
  | 'issuer'
  | 'status'
  | 'holder'
  | 'challenge'
  | 'binding'
  | 'credentials';

/** One thing that was looked at: whether it is right, and why. */
export interface Check {
  readonly name: CheckName;
  readonly passed: boolean;
  readonly why: string;
}

/** The answer of a verification: valid when every check passed. */
export interface Verdict {
  readonly valid: boolean;
  readonly form: 'credential' | 'presentation' | 'sd-jwt' | 'unknown';
  readonly type?: string;
  readonly issuer?: string;
  /** What it says of its subject; only when it is valid. */
  readonly claims?: unknown;
  readonly checks: readonly Check[];
  /** Of the credentials in a presentation. */
  readonly credentials?: readonly Verdict[];
}

/** A check that found nothing wrong. */
export const pass = (name: CheckName, why: string): Check => ({ name, passed: true, why });
/** A check that found something wrong, and what. */
export const fail = (name: CheckName, why: string): Check => ({ name, passed: false, why });

/** Passes when there is no fault. */
export const checked = (name: CheckName, fault: string | undefined, fine: string): Check =>
  fault === undefined ? pass(name, fine) : fail(name, fault);

/** Whether every check passed. */
export const isValid = (checks: readonly Check[]): boolean => checks.every(({ passed }) => passed);
