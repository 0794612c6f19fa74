import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { clockFindings, peerClocks } from './clocks';
import { deployments } from '../chaincode/deployed';
import { type Finding, type Look, well } from './finding';
import type { Home } from '../home';
import { daysLeft, renewalDays } from '../identity/files';
import { canEndorse, openLine } from '../chaincode/lifecycle';
import { nodesOf } from '../node/ports';
import { running } from '../node/processes';

/** What can be wrong with a network that exists. */
export const networkLooks: Readonly<Record<string, Look>> = {
  clock: async (home) => {
    const found = clockFindings(await peerClocks(home).catch(() => []));
    const newest = [
      ...certificates(home).map((file) => Date.parse(new X509Certificate(readFileSync(file)).validFrom)),
      ...nodesOf(home).map((node) => touched(join(home.node(node), 'data'))),
    ];
    const ahead = Math.max(0, ...newest) - Date.now();
    if (ahead < 60_000) return found;
    return [
      ...found.filter(({ state }) => state !== 'well'),
      {
        about: 'clock',
        state: 'fault',
        what: `it says ${new Date().toISOString()}, but this network has written ${Math.round(ahead / 60_000)} minutes later`,
        cure:
          'set the clock (timedatectl set-ntp true); peers refuse what is stamped more than 10 seconds ' +
          'off',
      },
    ];
  },
  certificates: (home) => {
    const all = certificates(home).map((file) => ({ file, days: daysLeft(file) }));
    const soon = all.filter(({ days }) => days < renewalDays);
    if (soon.length === 0)
      return [
        well(
          'certificates',
          all.length === 0
            ? 'none yet'
            : `${all.length}, the first expires in ${Math.min(...all.map(({ days }) => days))} days`,
        ),
      ];
    return soon.map(({ file, days }) => ({
      about: 'certificates',
      state: days < 0 ? ('fault' as const) : ('warning' as const),
      what: `${file} ${days < 0 ? 'has expired' : `expires in ${days} days`}`,
      cure: /orderer\d+/.test(file)
        ? 'an orderer’s certificate is on the ledger: change the consenter mapping of the channel (osnadmin, configtxlator)'
        : 'scripts/stop, then scripts/up: it renews what has less than 30 days left',
    }));
  },
  keys: (home) => {
    const open = filesIn(home.root).filter(
      (file) =>
        /(key\.pem|\.key|_sk|secrets\.json|connection\.json|config\.yaml)$/.test(file) &&
        (statSync(file).mode & 0o077) !== 0,
    );
    return open.length === 0
      ? [well('keys', 'readable by their owner only')]
      : open.map((file) => ({
          about: 'keys',
          state: 'fault' as const,
          what: `${file} can be read by others`,
          cure: `chmod 600 ${file}`,
        }));
  },
  endorsement: async (home) => {
    const up = home.here.filter((org) => org.peers[0] && running(home, org.peers[0].id));
    const names = up.length > 0 ? Object.keys(deployments(home)) : [];
    const found = await Promise.all(
      up.flatMap((org) =>
        names.map(async (name): Promise<Finding> => {
          const line = openLine(home, org);
          const able = await canEndorse(line, name).catch(() => false);
          line.close();
          const what = `the gateway of ${org.name} ${able ? 'finds' : 'does not find'} a majority for ${name}`;
          return able
            ? well('endorsement', what)
            : {
                about: 'endorsement',
                state: 'fault',
                what,
                cure: 'bring back what is stopped (scripts/up); just after a start, wait ten seconds',
              };
        }),
      ),
    );
    return found;
  },
};

const touched = (path: string) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? (entry.name === 'data' ? [] : filesIn(path)) : [path];
  });
}

/** Certificates that are in use; the copies of older chaincode versions are not. */
const certificates = (home: Home) =>
  [...filesIn(home.path('organisations')), ...filesIn(home.path('users'))].filter((file) => {
    const deployed = new Set(Object.values(deployments(home)).map(({ packed }) => packed.label));
    const version = /\/chaincode\/([^/]+)\//.exec(file)?.[1];
    return (
      ['cert.pem', 'server.crt', 'ca-cert.pem', 'tls-cert.pem'].includes(basename(file)) &&
      (!version || deployed.has(version))
    );
  });
