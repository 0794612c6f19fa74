import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memberName, roleNames } from '@roadbook/chaincode/api';
import { enrolWithSecret } from '../enrolment/authority';
import { type Enrolment, enrolmentOf } from '../enrolment/certificate';
import type { Answer, Desk, Register } from '../command';
import { Fault, misused } from '../fault';
import { homeOf, portOffsetOf, type Profile, profileOf, repository, usersOf } from '../home';
import { readSource } from '../terminal/input';
import { didYouMean } from '../schema/nearest';
import type { Terminal } from '../terminal/terminal';

type Options = { readonly role?: string; readonly secret?: string };

export const register: Register = (program, desk) => {
  program
    .command('enrol')
    .summary('give a person or small business a key and a certificate')
    .description(
      'Enrol a user with an organisation. With --role by the registrar of the local network; with --secret at the certificate authority of the ' +
        'organisation, by somebody whom it registered and gave a secret.',
    )
    .argument('<member>', '<organisation>/<user>')
    .option('--role <role>', `the part that it will play: ${roleNames.join(', ')}`)
    .option('--secret <source>', 'the secret of the enrolment: @file, or - for the standard input')
    .action((member: string, options: Options) => desk.act(() => enrol(desk, member, options)));
};

async function enrol({ terminal }: Desk, member: string, options: Options): Promise<Answer> {
  const [org = '', user = '', ...rest] = member.split('/');
  if (!memberName.safeParse(user).success || rest.length > 0)
    throw misused(
      'NAME_UNUSABLE',
      `${member} is not <organisation>/<user>.`,
      'Use letters, digits and . _ -, a letter or digit first, as in lender/anna.',
    );
  const home = homeOf(terminal);
  const profile = profileOf(terminal, org);
  const users = profile.users ?? join(home, 'users', org);
  const fresh = !usersOf({ users }).includes(user);
  if (fresh && options.secret !== undefined) await bySecret(terminal, profile, users, user, options.secret);
  else if (fresh) await byRegistrar(home, member, roleOf(options.role));
  const enrolment = enrolmentOf(users, user);
  if (!enrolment)
    throw new Fault('broken', {
      code: 'NO_CERTIFICATE',
      message: `${member} has no readable certificate.`,
      cure: `Look into ${join(users, user)}.`,
    });
  if (options.role !== undefined && enrolment.role !== options.role)
    throw enrolledDifferently(member, enrolment, options.role);
  const value = { member, fresh, directory: join(users, user), ...enrolment };
  return {
    value,
    words: () =>
      `${member} ${fresh ? 'is enrolled' : 'was enrolled before'} as ${enrolment.role ?? 'administrator'}, until ${enrolment.goodUntil.slice(0, 10)}\n  ${value.directory}`,
  };
}

function roleOf(role: string | undefined): string {
  const choice = `The roles are ${roleNames.join(', ')}.`;
  if (role === undefined)
    throw misused('ROLE_MISSING', 'Say which part the user will play: --role <role>.', choice);
  if ((roleNames as readonly string[]).includes(role)) return role;
  throw misused('UNKNOWN_ROLE', `There is no role ${role}.`, `${didYouMean(role, roleNames)}${choice}`, {
    role,
  });
}

const enrolledDifferently = (member: string, { role = 'none' }: Enrolment, wanted: string): Fault =>
  misused(
    'ENROLLED_DIFFERENTLY',
    `${member} was enrolled before with the role ${role}, not ${wanted}.`,
    'Enrol another user for another role.',
    { member, role },
  );

async function bySecret(
  terminal: Terminal,
  profile: Profile,
  users: string,
  user: string,
  source: string,
): Promise<void> {
  if (source !== '-' && !source.startsWith('@'))
    throw misused(
      'SECRET_IN_THE_OPEN',
      'A secret on the command line can be read by others on this machine.',
      'Put it into a file: --secret @file, or pipe it: --secret -',
    );
  const secret = (await readSource(terminal, source.replace(/^@/, ''))).trim();
  const { key, cert } = await enrolWithSecret(profile, user, secret);
  const directory = join(users, user);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, 'key.pem'), key, { mode: 0o600, flush: true });
  writeFileSync(join(directory, 'cert.pem'), cert, { mode: 0o600, flush: true });
}

/** The network's own script knows the registrar of each organisation. */
async function byRegistrar(home: string, member: string, role: string): Promise<void> {
  const script = join(repository, 'dist', 'scripts', 'main.js');
  if (!existsSync(script))
    throw misused(
      'NO_REGISTRAR',
      'The registrar is not on this machine.',
      'Enrol with a secret from the organisation: --secret @file',
    );
  const args = [script, 'enrol', member, '--role', role, '--json'];
  const env = { ...process.env, ROADBOOK_HOME: home, ROADBOOK_PORT_OFFSET: String(portOffsetOf(home)) };
  const text = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { env }, (_, stdout) => resolve(stdout));
  });
  const { ok, error } = readAnswer(text);
  if (ok) return;
  const { code, message, cure } = error;
  if (code === 'USAGE')
    throw misused('NOT_ENROLLED', `${member} is not enrolled: ${message}.`, cure, { member });
  throw new Fault('network', {
    code: 'NOT_ENROLLED',
    message: `${member} was not enrolled: ${message}.`,
    cure,
    stage: 'enrol',
  });
}

interface Answered {
  readonly ok: boolean;
  readonly error: { readonly code?: string; readonly message: string; readonly cure: string };
}

function readAnswer(text: string): Answered {
  const error = {
    message: text.trim() || 'the script ended without an answer',
    cure: 'Run ./scripts/doctor.',
  };
  try {
    return { ok: false, error, ...(JSON.parse(text) as object) };
  } catch {
    return { ok: false, error };
  }
}
