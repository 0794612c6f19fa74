/** One thing that was looked at. */
export interface Check {
  readonly name:
    | 'form'
    | 'channel'
    | 'configurations'
    | 'blocks'
    | 'transactions'
    | 'validity'
    | 'device'
    | 'anchor'
    | 'readings'
    | 'records'
    | 'access'
    | 'time';
  /** `undecided`: nothing speaks against it, and what is given does not prove it. */
  readonly outcome: 'holds' | 'fails' | 'undecided';
  /** What was found, or why it does not hold. */
  readonly says: string;
  /** What would decide it. */
  readonly cure?: string;
}

/** Raised within an examination and caught there: the first thing that does not hold. */
export class Broken extends Error {}
/** Raised likewise, where what is given neither proves nor refutes it. */
export class Undecided extends Error {
  readonly cure: string;

  constructor(why: string, cure: string) {
    super(why);
    this.cure = cure;
  }
}

export const must: (holds: boolean, why: string) => asserts holds = (holds, why) => {
  if (!holds) throw new Broken(why);
};

export type Look = <T>(name: Check['name'], found: () => [T, string]) => T | undefined;

/**
 * Looks at one thing after the other. What throws is written down and gives nothing to those that follow from
 * it.
 */
export function looking(): { readonly checks: Check[]; readonly look: Look } {
  const checks: Check[] = [];
  const look: Look = (name, found) => {
    try {
      const [value, says] = found();
      checks.push({ name, outcome: 'holds', says });
      return value;
    } catch (error) {
      if (error instanceof Undecided)
        checks.push({ name, outcome: 'undecided', says: error.message, cure: error.cure });
      else
        checks.push({
          name,
          outcome: 'fails',
          says: error instanceof Broken ? error.message : 'it cannot be read',
        });
      return undefined;
    }
  };
  return { checks, look };
}
