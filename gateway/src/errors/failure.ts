import {
  type ErrorSpec,
  type Facts,
  kitErrors,
  operationNamed,
  TOGETHER,
  type WireCall,
} from '@roadbook/chaincode/api';
import { mistimedTold } from '../connection/clock';
import type { Diagnosis, Kind } from './diagnosis';
import { apiOf } from '../rooms/apis';
import {
  type CallFailed,
  EndorsementFailed,
  EvaluationFailed,
  OrderingFailed,
  RefusedByContract,
  type Stage,
  type Told,
} from './call';

/** What each kind of failure means to people, and what they can do. */
const WORDS: Readonly<
  Record<Exclude<Kind, 'refused' | 'mistimed'>, { says: string; cure: string; safe: boolean }>
> = {
  overloaded: {
    says: 'The peer has too many requests.',
    cure: 'Send it again later, and fewer at once.',
    safe: true,
  },
  unavailable: {
    says: 'No peer that may serve this call could do so.',
    cure: 'Nothing was recorded; send it again when the peers run (scripts/status shows them).',
    safe: true,
  },
  mismatch: {
    says: 'The organisations came to different results.',
    cure:
      'Mostly one was a block behind: send it again. If it persists, compare the chaincode versions of ' +
      'the organisations.',
    safe: true,
  },
  denied: {
    says: 'The network does not accept who signed.',
    cure: 'Use a certificate that an organisation of this channel enrolled and that has not expired.',
    safe: false,
  },
  large: {
    says: 'It is longer than the network takes.',
    cure: 'Nothing was recorded. Send it in parts: fewer things, or less text, in each.',
    safe: false,
  },
  failed: {
    says: 'The peer could not carry it out.',
    cure: 'Look at what the peers said, and at their logs.',
    safe: false,
  },
};

const CLASSES = {
  request: EvaluationFailed,
  evaluate: EvaluationFailed,
  endorse: EndorsementFailed,
  order: OrderingFailed,
  commit: OrderingFailed,
} as const;

/** The error to throw for a diagnosis. */
export function failureOf(
  diagnosis: Diagnosis,
  stage: Stage,
  call: WireCall,
  txId: string,
  cause: unknown,
): CallFailed {
  if (diagnosis.kind === 'refused') return refusalOf(diagnosis, stage, call, txId, cause);
  if (diagnosis.kind === 'mistimed')
    return new CLASSES[stage]({
      ...mistimedTold(diagnosis.mistimed),
      stage,
      txId,
      peers: diagnosis.peers,
      cause,
    });
  const { says, cure, safe } = WORDS[diagnosis.kind];
  const heard = diagnosis.peers[0]?.message ?? diagnosis.message;
  const told: Told = {
    stage,
    code: diagnosis.code,
    says: `${says} ${heard.replace(/^\d+ [A-Z_]+: /, '').replace(/[.\s]*$/, '.')}`,
    cure,
    txId,
    safeToRetry: safe,
    peers: diagnosis.peers,
    cause,
  };
  return new CLASSES[stage](told);
}

function refusalOf(
  diagnosis: Diagnosis & { kind: 'refused' },
  stage: Stage,
  call: WireCall,
  txId: string,
  cause: unknown,
): RefusedByContract {
  const { code, text, facts, retry } = diagnosis.refusal;
  const cure = filled(specOf(namedIn(call, facts), code)?.cure ?? '', facts);
  const says = cure && text.endsWith(cure) ? text.slice(0, -cure.length).trimEnd() : text;
  const told = {
    stage,
    code,
    says,
    cure: says === text ? '' : cure,
    txId,
    facts,
    retry,
    peers: diagnosis.peers,
    cause,
  };
  return new RefusedByContract({ ...told, safeToRetry: retry !== 'never' });
}

/** Of a list the call that was refused. */
function namedIn(call: WireCall, { operation }: Facts): Pick<WireCall, 'room' | 'name'> {
  const [room = '', name = ''] = typeof operation === 'string' ? operation.split('.') : [];
  return call.room === TOGETHER ? { room, name } : call;
}

/** The statement of a code: of the operation called, or of the kit. */
function specOf({ room, name }: Pick<WireCall, 'room' | 'name'>, code: string): ErrorSpec | undefined {
  const api = apiOf(room);
  const operation = api && operationNamed(api, name)?.operation;
  return [...(operation?.errors ?? []), ...Object.values<ErrorSpec>(kitErrors)].find(
    (spec) => spec.code === code,
  );
}

const filled = (template: string, facts: Facts): string =>
  template.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const fact = facts[name];
    return fact === undefined ? hole : typeof fact === 'string' ? fact : JSON.stringify(fact);
  });
