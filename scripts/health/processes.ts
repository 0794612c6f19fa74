import { type Finding, type Look, well } from './finding';
import { type Home, isFounded } from '../home';
import { agendaState, agendaId, keepers } from '../node/agenda';
import { complaint, running } from '../node/processes';
import { pulseOf, type Pulse, type Target, targetsOf } from './pulse';
import { WATCH } from '../node/watch';

/** What is wrong with the processes, each named by its id; every one is asked at once, and in three seconds. */
export const processesLook: Look = async (home) => {
  if (!isFounded(home)) return [well('processes', 'there is no network yet: scripts/start')];
  const targets = targetsOf(home);
  const pulses = await Promise.all(
    targets.map(async (target) => ({ target, pulse: await pulseOf(home, target) })),
  );
  if (pulses.every(({ pulse }) => pulse === 'stopped'))
    return [well('processes', 'the network is stopped: scripts/up goes on from the ledger')];
  const bad = pulses.flatMap(({ target, pulse }) =>
    pulse === 'well' ? [] : [findingOf(home, target, pulse)],
  );
  const found = [...bad, ...deafAgendas(home), ...unwatched(home)];
  return bad.length > 0 ? found : [well('processes', `all ${targets.length} run and are healthy`), ...found];
};

function findingOf(home: Home, { id }: Target, pulse: Exclude<Pulse, 'well'>): Finding {
  const about = { about: 'processes', state: 'fault', process: id } as const;
  const watched = running(home, WATCH) !== undefined;
  const again = watched
    ? 'the watcher starts it again; or scripts/up does'
    : 'scripts/up ends it and starts it again';
  const stopped = {
    ...about,
    what: `${id} does not run; its last words:\n    ${complaint(home, id)}`,
    cure: watched ? again : 'scripts/up brings it back',
  };
  const silent = {
    ...about,
    what: `${id} hangs: process ${running(home, id)?.pid} does not answer`,
    cure: again,
  };
  const ill = {
    ...about,
    what: `${id} runs but is not healthy`,
    cure: `scripts/logs ${id}; then scripts/stop and scripts/up`,
  };
  return { stopped, silent, ill }[pulse];
}

/** An agenda that lives and cannot read the ledger. */
const deafAgendas = (home: Home): Finding[] =>
  keepers(home).flatMap((org) => {
    const { trouble } = running(home, agendaId(org)) ? agendaState(home, org) : {};
    const about = { about: 'agenda', state: 'warning', process: agendaId(org) } as const;
    return trouble === undefined
      ? []
      : [
          {
            ...about,
            what: `${agendaId(org)} cannot read the ledger: ${trouble}`,
            cure: 'it goes on by itself when the peers answer',
          },
        ];
  });

const unwatched = (home: Home): Finding[] =>
  home.topology.watch && !running(home, WATCH)
    ? [
        {
          ...{ about: 'watch', state: 'warning', process: WATCH },
          what: `${WATCH} does not run: nothing that dies is started again`,
          cure: 'scripts/up',
        },
      ]
    : [];
