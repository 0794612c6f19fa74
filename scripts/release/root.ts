import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from '../home';
import { find, mustFind, says, settings, type Played, script, play } from './play';

/** Why a root of Debian's packages cannot be made here. */
export function hindrance(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'a root of its own takes Linux and root';
  for (const program of ['unshare', 'chroot', 'mount'])
    if (!find(program)) return `${program} is not on PATH`;
  if (!find('debootstrap') && !find('apt-get')) return 'neither debootstrap nor apt-get is on PATH';
  return undefined;
}

/** debootstrap, from its package if it is not installed; its files go with the place. */
function debootstrap(place: string): { command: string; env: Record<string, string> } {
  const installed = find('debootstrap');
  if (installed) return { command: installed, env: {} };
  execFileSync('apt-get', ['download', 'debootstrap'], {
    cwd: place,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  execFileSync('sh', ['-c', 'dpkg-deb -x debootstrap_*.deb debootstrap'], { cwd: place });
  return {
    command: join(place, 'debootstrap', 'usr', 'sbin', 'debootstrap'),
    env: { DEBOOTSTRAP_DIR: join(place, 'debootstrap', 'usr', 'share', 'debootstrap') },
  };
}

export const suite = () => {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return (/^ID=debian$/m.test(release) && /^VERSION_CODENAME=(\w+)$/m.exec(release)?.[1]) || 'trixie';
};

/**
 * The smallest Debian with git; Node, npm and Go are copied from this machine, for not every Debian has them
 * new enough.
 */
function makeRoot(place: string): string {
  const root = join(place, 'root');
  const { command, env } = debootstrap(place);
  const mirror = process.env['ROADBOOK_DEBIAN_MIRROR'] ?? 'http://deb.debian.org/debian';
  const args = ['--variant=minbase', '--include=git,ca-certificates,libstdc++6', suite(), root, mirror];
  execFileSync(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const local = join(root, 'usr', 'local');
  cpSync(says(mustFind('go'), 'env', 'GOROOT'), join(local, 'go'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  cpSync(realpathSync(mustFind('node')), join(local, 'bin', 'node'));
  cpSync(dirname(dirname(realpathSync(mustFind('npm')))), join(local, 'lib', 'node_modules', 'npm'), {
    recursive: true,
  });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin', 'npm'));
  for (const file of ['/etc/resolv.conf', '/etc/hosts', '/etc/ssl/certs/ca-certificates.crt'])
    if (existsSync(file)) cpSync(file, join(root, file), { dereference: true });
  execFileSync('chroot', [root, 'useradd', '--create-home', 'driver']);
  says('git', 'clone', '--quiet', '--no-local', repository, join(root, 'home', 'driver', 'tree'));
  execFileSync('chroot', [root, 'chown', '-R', 'driver:driver', '/home/driver']);
  return root;
}

/**
 * In namespaces of its own for mounts and processes: whatever is mounted or left running there goes with it.
 */
export async function inBareRoot(place: string): Promise<Played[]> {
  const root = makeRoot(place);
  const path = '/usr/local/go/bin:/usr/local/bin:/usr/bin:/bin';
  writeFileSync(join(root, 'home', 'driver', 'play.sh'), script('/home/driver/tree', true));
  const enter = `exec ${mustFind('chroot')} --userspec=driver:driver ${root} /usr/bin/env PATH=${path} sh /home/driver/play.sh`;
  const inside = `mount -t proc proc ${root}/proc && mount --rbind /dev ${root}/dev && ${enter}`;
  const own = { ...settings(), HOME: '/home/driver', PATH: process.env['PATH'] ?? '' };
  return await play(
    mustFind('unshare'),
    ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', inside],
    own,
    true,
  );
}
