// What a command does when something is not yet installed, by a Node that may be older than what the packages need: look at the machine, then install and compile,
// and build Fabric meanwhile if the command needs it.
const { existsSync } = require('node:fs');
const { delimiter, join, resolve } = require('node:path');
const { addressTrouble, goTrouble, roomTrouble } = require('./door');
const { build, cached, releases } = require('./fabric');
const { install } = require('./install');

/** @typedef {import('./door').Trouble} Trouble */

const repository = resolve(__dirname, '..', '..');
const [command = '', ...rest] = process.argv.slice(2);
const tell = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

const needsFabric =
  ['start', 'up', 'test', 'bench'].includes(command) && !rest.includes('--fast') && !rest.includes('--help');

const onPath = (/** @type {string} */ program) =>
  (process.env['PATH'] ?? '').split(delimiter).some((entry) => entry && existsSync(join(entry, program)));

/** What is to be built. Programs that are given, or seem to be there already, are for the command to judge. */
function missing() {
  if (!needsFabric || process.env['ROADBOOK_FABRIC_BIN']) return [];
  return releases.filter((release) => !cached(release) && !release.programs.every(onPath));
}

/** @returns {Trouble | undefined} */
function atTheDoor() {
  const trouble = needsFabric ? addressTrouble() : undefined;
  return trouble ?? (missing().length > 0 ? (goTrouble(repository) ?? roomTrouble(repository)) : undefined);
}

/** The first trouble ends the rest. @returns {Promise<Trouble | undefined>} */
async function prepare() {
  const over = new AbortController();
  /** @type {Trouble | undefined} */
  let first;
  const note = (/** @type {Trouble | undefined} */ trouble) => {
    first ??= trouble;
    if (trouble) over.abort();
  };
  const building = async () => {
    for (const release of missing())
      if (!over.signal.aborted) {
        tell(`… building ${release.title} ${release.version} from source meanwhile, once for this user`);
        note(await build(release, repository, tell, over.signal));
      }
  };
  await Promise.all([install(repository, tell, over.signal).then(note), building()]);
  return first;
}

async function main() {
  const trouble = atTheDoor() ?? (await prepare());
  if (!trouble) return;
  const { what: message, cure } = trouble;
  const document = { ok: false, error: { code: 'FAULT', message, cure } };
  if (rest.includes('--json')) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  tell(`error: ${message}\n  cure: ${cure}`);
  process.exitCode = 1;
}

void main();
