import { everyApi, pathsOf } from '@roadbook/chaincode/api';

const paths = everyApi.flatMap((api) =>
  pathsOf(api).map((path) => [`${api.room} ${path.kind}`, path] as const),
);
const wayOf = (name: string) =>
  paths.find(([known]) => known === name)?.[1].statuses.map(({ status }) => status);

test.each(paths)(
  'F7, a life that goes well: of %s each status is led to by a step from the one before',
  (_, path) => {
    for (const [at, { steps }] of path.statuses.entries()) {
      const next = path.statuses[at + 1]?.status;
      if (next !== undefined) expect(steps.flatMap(({ to }) => to)).toContain(next);
    }
  },
);

test.each([
  ['loan loan', ['accepted', 'active', 'settled']],
  ['claim claim', ['submitted', 'confirmed', 'closed']],
  ['policy policy', ['quoted', 'bound', 'closed']],
  ['sale trade', ['offered', 'agreed', 'funded', 'inspecting', 'accepted', 'settled']],
  ['service booking', ['requested', 'confirmed', 'checkedIn', 'inProgress', 'completed', 'settled']],
  ['part notification', ['CREATED', 'SENT', 'RECEIVED', 'ACKNOWLEDGED', 'ACCEPTED', 'CLOSED']],
])('F7, the normal order of a %s', (name, way) => expect(wayOf(name)).toEqual(way));
