/** A fact that an error may carry: an id, a count, a status, an amount on the wire. Never personal data. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [name: string]: Fact };
/** What a refusal is about, by name: ids and numbers, nothing personal. */
export type Facts = Readonly<Record<string, Fact>>;

/**
 * When a caller may send the same request again: never as it is, after something else changed, or at once.
 */
export type Retry = 'never' | 'later' | 'now';

/**
 * A rule that can be broken: the code, the sentence that names what is wrong, and the cure. `{name}` is
 * filled from the facts.
 */
export interface ErrorSpec {
  readonly code: string;
  readonly says: string;
  readonly cure: string;
  readonly retry: Retry;
}

type Described = { readonly says: string; readonly cure: string; readonly retry?: Retry };

/** The error codes of a room, in order of precedence. */
export function defineErrors<const T extends Record<string, Described>>(
  specs: T,
): { readonly [K in keyof T & string]: ErrorSpec & { readonly code: K } } {
  const entries = Object.entries(specs).map(([code, spec]) => [
    code,
    Object.freeze({ retry: 'never', ...spec, code }),
  ]);
  return Object.freeze(Object.fromEntries(entries)) as never;
}

/**
 * Longest message that travels; facts that would not fit are left out, the code and the sentence never are.
 */
const MAX_MESSAGE = 4_000;

/** A refusal by the contract. On the wire it is its message: `CODE: sentence cure {"facts"}`. */
export class ContractError extends Error {
  readonly code: string;
  readonly facts: Facts;
  readonly retry: Retry;
  readonly #spec: ErrorSpec;

  constructor(spec: ErrorSpec, facts: Facts = {}) {
    const head = `${spec.code}: ${fill(spec.says, facts)} ${fill(spec.cure, facts)}`.slice(
      0,
      MAX_MESSAGE / 2,
    );
    const tail = JSON.stringify({ ...facts, retry: spec.retry });
    super(
      tail.length + head.length < MAX_MESSAGE
        ? `${head} ${tail}`
        : `${head} ${JSON.stringify({ retry: spec.retry })}`,
    );
    this.name = 'ContractError';
    this.code = spec.code;
    this.facts = facts;
    this.retry = spec.retry;
    this.#spec = spec;
  }

  /** The same refusal with more facts. */
  with(more: Facts): ContractError {
    return new ContractError(this.#spec, { ...this.facts, ...more });
  }
}

/** Refuses: throws the coded error. */
export function refuse(spec: ErrorSpec, facts: Facts = {}): never {
  throw new ContractError(spec, facts);
}

/** Refuses unless the condition holds. */
export function demand(holds: boolean, spec: ErrorSpec, facts: Facts = {}): asserts holds {
  if (!holds) throw new ContractError(spec, facts);
}

/**
 * What a reader on the other side of the wire gets back from a message. `undefined` when the message is not
 * one of ours.
 */
export function parseError(
  message: string,
): { code: string; text: string; facts: Facts; retry: Retry } | undefined {
  const found = /(?:^|[\s,:])([A-Z][A-Z0-9_]{2,63}): (.+)$/s.exec(message);
  if (!found?.[1] || !found[2]) return undefined;
  for (let brace = found[2].indexOf(' {"'); brace >= 0; brace = found[2].indexOf(' {"', brace + 1)) {
    const facts = factsIn(found[2].slice(brace + 1));
    if (facts) return { code: found[1], text: found[2].slice(0, brace), ...facts };
  }
  return undefined;
}

/** The facts at the end of a message; the sentence before them may hold braces of its own. */
function factsIn(text: string): { facts: Facts; retry: Retry } | undefined {
  try {
    const { retry = 'never', ...facts } = JSON.parse(text) as Facts & { retry?: Retry };
    return { facts: facts as Facts, retry };
  } catch {
    return undefined;
  }
}

function fill(template: string, facts: Facts): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const fact = facts[name];
    return fact === undefined ? hole : typeof fact === 'string' ? fact : JSON.stringify(fact);
  });
}

/** The refusals that any operation may answer with, in order of precedence. */
export const kitErrors = defineErrors({
  UNREADABLE_REQUEST: {
    says: 'The request could not be read: {why}.',
    cure: 'Send one JSON object as a single string argument.',
  },
  INVALID_REQUEST: {
    says: 'The field {field} is not acceptable: {why}.',
    cure: 'Correct it; the schema of {operation} says what it may hold.',
  },
  UNKNOWN_OPERATION: {
    says: 'There is no operation {operation}.',
    cure: 'List the operations of the room in its api.',
  },
  STRANGER: {
    says: 'The organisation {org} is not a member of the consortium.',
    cure: 'Ask the registry to admit it (member.admit).',
  },
  SUSPENDED: {
    says: '{who} is suspended.',
    cure: 'Ask the organisation that suspended it to reinstate it.',
    retry: 'later',
  },
  NO_NAME: {
    says: 'The certificate of a member of {org} names no enrolment id.',
    cure: 'Enrol again with the certificate authority of the organisation.',
  },
  NO_ROLE: {
    says: 'The certificate of {who} names no role.',
    cure: 'Enrol again with the attribute roadbook.role.',
  },
  ROLE_NOT_CONFERRED: {
    says: 'The organisation {org} may not confer the role {role}.',
    cure: 'Enrol with an organisation whose record on the ledger confers that role.',
  },
  NOT_ALLOWED: { says: '{role} may not call {operation}.', cure: 'It is for: {by}.' },
  NOT_YOURS: { says: '{who} is not {as} here.', cure: 'Only {needed} may do this.' },
  NOT_FOUND: { says: 'There is no {kind} {id}.', cure: 'Check the id; it must be recorded first.' },
  EXISTS_DIFFERENTLY: {
    says: 'The {kind} {id} is recorded with other content.',
    cure:
      'Use a new id for a new fact, or repeat the first request exactly. If another took it first: one ' +
      'that nobody else can take (ownId).',
  },
  ID_KEPT: {
    says: 'The id {id} is kept for another.',
    cure: 'Ids that begin with own. are for whom they are made of; make your own (ownId), or use any other.',
  },
  WRONG_STATUS: {
    says: 'The {kind} is {status}; {step} needs it to be {from}.',
    cure: 'From {status} the next steps are: {next}.',
  },
  WRONG_SIDE: { says: '{step} is a step of the {by}.', cure: 'Let the {by} do it.' },
  CURRENCY_DIFFERS: { says: 'Amounts in {left} and {right} cannot be combined.', cure: 'Use one currency.' },
  AMOUNT_OUT_OF_RANGE: {
    says: 'The amount {amount} is outside the range of money.',
    cure: 'Use an amount of at most 18 digits.',
  },
  DATE_IMPOSSIBLE: {
    says: '{date} is not a day of the calendar.',
    cure: 'Write an existing day as YYYY-MM-DD.',
  },
  KEY_UNUSABLE: {
    says: 'The part {part} of a key is not usable: {why}.',
    cure: 'Use 1 to 512 printable characters.',
  },
  TOO_MANY: { says: 'There are {count} {what}; at most {max} fit.', cure: 'Split the request.' },
  PRIVATE_MISSING: {
    says: 'The private facts of {operation} are missing.',
    cure: 'Send them as the transient field "private".',
  },
  PRIVATE_ELSEWHERE: {
    says: 'The private facts of {org} are not kept on this peer.',
    cure: 'Send the request to a peer of {org}.',
  },
  NO_COLLECTION: {
    says: 'The definition of the chaincode has no collection {collection} yet.',
    cure: 'A majority of the organisations runs scripts/up, which adds it; then send this again.',
    retry: 'later',
  },
  PRIVATE_DIFFERS: {
    says: 'The private facts kept under {id} do not have the hash that was given.',
    cure: 'Keep the facts first and give the hash that was answered.',
  },
  BROKEN: {
    says: 'The contract failed on {operation}: {why}.',
    cure: 'Report it with the transaction id; nothing was written.',
  },
});
