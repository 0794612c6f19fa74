import type { How, WireCall } from '@roadbook/chaincode/api';
import { type Answer, connect, type ConnectOptions, type Outcome } from '@roadbook/gateway';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedAt, type Home, usersOf } from './home';

/** Who reads blocks and listens for the organisation: `<users>/service`. */
export const SERVICE = 'service';

/** What the server needs of the network as one user. A connection of the gateway is one. */
export interface Line {
  carry(call: WireCall, how?: How): Promise<Answer>;
  outcome(txId: string, wait?: number): Promise<Outcome | undefined>;
}

/** The lines of the users of one organisation. */
export interface Lines {
  readonly org: string;
  /** Users whose keys lie here. */
  users(): string[];
  /**
   * The role that the certificate of a user names; `undefined` when it names none or cannot be read. The
   * ledger has the last word.
   */
  roleOf(user: string): string | undefined;
  /** The line of a user; one for all its requests. */
  as(user: string): Promise<Line>;
  close(): Promise<void>;
}

/**
 * Lines through the gateway library; a certificate that was renewed on disk is used from the next request on.
 */
export function gatewayLines(home: Home): Lines {
  const open = new Map<string, { readonly at: number; readonly line: ReturnType<typeof connect> }>();
  const certified = (user: string) => changedAt(join(home.users, user, 'cert.pem'));
  async function lineOf(
    name: string,
    at: number,
    options: Pick<ConnectOptions, 'user' | 'service'>,
  ): Promise<Line> {
    const known = open.get(name);
    if (known?.at === at) return await known.line;
    const line = connect({ profile: home.profile, ...options });
    open.set(name, { at, line });
    return await line.catch((error: unknown) => {
      open.delete(name);
      throw error;
    });
  }
  const roles = new Map<string, { readonly at: number; readonly role: string | undefined }>();
  return {
    org: home.org,
    users: () => usersOf(home),
    roleOf(user) {
      const file = join(home.users, user, 'cert.pem');
      const at = changedAt(file);
      const known = roles.get(user);
      const role = known?.at === at ? known.role : roleIn(file);
      roles.set(user, { at, role });
      return role;
    },
    as: (user) => lineOf(user, certified(user), { user }),
    async close() {
      for (const { line } of open.values()) await (await line).close();
    },
  };
}

/** The JSON that fabric-ca writes into its own extension (1.2.3.4.5.6.7.8.1). */
const ATTRIBUTES = /\{"attrs":\{[^{}]*\}\}/;

function roleIn(file: string): string | undefined {
  try {
    const [text = '{}'] = ATTRIBUTES.exec(new X509Certificate(readFileSync(file)).raw.toString('utf8')) ?? [];
    return (JSON.parse(text) as { attrs?: Readonly<Record<string, string>> }).attrs?.['roadbook.role'];
  } catch {
    return undefined;
  }
}
