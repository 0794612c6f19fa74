import type { Facts } from '@roadbook/chaincode/api';
import type { CallFailed, Roadbook } from '@roadbook/gateway';
import { type Exit, Fault } from './fault';
import { actorOf, profileFile, serviceOf, startCommand } from './home';
import type { Terminal } from './terminal/terminal';

/**
 * The gateway library; loaded only by a command that goes to the network, because it takes longer than all
 * the rest.
 */
export const library = () => import('@roadbook/gateway');
export type Gateway = Awaited<ReturnType<typeof library>>;

export interface Line {
  readonly roadbook: Roadbook;
  readonly gateway: Gateway;
  /** Who calls, `<organisation>/<user>`. */
  readonly as: string;
}

/** What reads blocks beside who calls: the service of the organisation, if its key is here. */
export interface Beside {
  readonly service: boolean;
}

/** Connects as somebody, does the work, hangs up. What goes wrong becomes a fault with a cure. */
export async function online<T>(
  terminal: Terminal,
  as: string | undefined,
  work: (line: Line) => Promise<T>,
  beside: Beside = { service: false },
): Promise<T> {
  const { home, org, user } = actorOf(terminal, as);
  const service = beside.service ? serviceOf(terminal, org) : undefined;
  const gateway = await library();
  try {
    await using roadbook = await gateway.connect({
      profile: profileFile(home, org),
      user,
      ...(service && { service }),
    });
    return await work({ roadbook, gateway, as: `${org}/${user}` });
  } catch (error) {
    if (error instanceof Error && error.name === 'ServicesOnly') throw servicesOnly(`${org}/${user}`, org);
    throw faultOf(error, startCommand(home, terminal.directory));
  }
}

const servicesOnly = (who: string, org: string): Fault =>
  new Fault('usage', {
    code: 'SERVICES_ONLY',
    message: `${who} may not read blocks or listen: that is for services of an organisation and its administrators.`,
    cure: `Read as its service: --as ${org}/service. What acts and listens at once (recall follow) needs the key of ${org}/service here.`,
    stage: 'input',
  });

const isCallFailed = (error: unknown): error is CallFailed =>
  error instanceof Error && 'stage' in error && 'safeToRetry' in error && 'says' in error;

/** How a failed call ends the program, by the name of its class. */
const EXIT_OF: Readonly<Record<string, Exit>> = { RefusedByContract: 'refused', OutcomeUnknown: 'unknown' };

/** The fault that tells what the gateway told. */
export function faultOf(error: unknown, start: string): unknown {
  if (error instanceof Fault) return error;
  if (isCallFailed(error)) {
    const { code, says, cure, facts, txId, stage, peers } = error;
    const down = code === 'UNAVAILABLE' ? `If the network does not run, start it: ${start}` : '';
    const trouble = { code, message: says, cure: [cure, down].filter(Boolean).join(' '), stage };
    const said =
      peers.length > 0 && !(error.name in EXIT_OF)
        ? { peers: peers.map(({ org, message }) => ({ org, message })) }
        : {};
    return new Fault(EXIT_OF[error.name] ?? 'network', {
      ...trouble,
      facts: { ...facts, ...said },
      ...(txId !== '' && { txId }),
    });
  }
  return error instanceof Error && 'cure' in error && error.name in BEFORE
    ? faultBefore(error, String(error.cure))
    : error;
}

/** Failures outside of a call: how they end the program, and their code where they have none of their own. */
const BEFORE: Readonly<Record<string, readonly [Exit, string]>> = {
  ProfileInvalid: ['usage', 'PROFILE_INVALID'],
  IdentityInvalid: ['usage', 'IDENTITY_INVALID'],
  EventsBroken: ['network', 'EVENTS_BROKEN'],
  PurseTooSmall: ['refused', 'NOT_ENOUGH_MONEY'],
};

function faultBefore(error: Error, cure: string): Fault {
  const [exit, name] = BEFORE[error.name] ?? ['broken', 'BROKEN'];
  return new Fault(exit, {
    code: 'code' in error ? String(error.code) : name,
    message: 'says' in error ? String(error.says) : error.message,
    cure,
    stage: exit === 'network' ? 'events' : 'input',
    ...('facts' in error && { facts: error.facts as Facts }),
  });
}
