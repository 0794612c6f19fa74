import type { Progress } from '../follow/follower';

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly value: (progress: Progress, now: number) => number;
}

const lag = ({ peerHeight, height }: Progress): number =>
  Number(peerHeight > height ? peerHeight - height : 0n);

/** Everything that the copy measures of itself. */
export const metrics: readonly Metric[] = [
  {
    ...{ name: 'roadbook_copy_height_blocks', type: 'gauge', help: 'Blocks in the copy.' },
    value: ({ height }) => Number(height),
  },
  {
    ...{ name: 'roadbook_copy_peer_height_blocks', type: 'gauge', help: 'Blocks that the peer has.' },
    value: ({ peerHeight }) => Number(peerHeight),
  },
  {
    ...{
      name: 'roadbook_copy_lag_blocks',
      type: 'gauge',
      help: 'Blocks of the peer that are not in the copy.',
    },
    value: lag,
  },
  {
    ...{ name: 'roadbook_copy_lag_seconds', type: 'gauge' },
    help: 'Seconds since the copy last had everything; 0 while it has.',
    value: (progress, now) =>
      progress.following && lag(progress) === 0 ? 0 : Math.max(0, now - progress.levelAt) / 1_000,
  },
  {
    ...{ name: 'roadbook_copy_following', type: 'gauge', help: '1 while the copy follows the ledger.' },
    value: ({ following }) => Number(following),
  },
  {
    ...{ name: 'roadbook_copy_blocks_total', type: 'counter', help: 'Blocks copied since the start.' },
    value: ({ blocks }) => blocks,
  },
  {
    ...{ name: 'roadbook_copy_keys_total', type: 'counter', help: 'Keys written since the start.' },
    value: ({ keys }) => keys,
  },
  {
    ...{ name: 'roadbook_copy_busy_seconds_total', type: 'counter' },
    help: 'Seconds spent reading and writing blocks since the start.',
    value: ({ busyMs }) => busyMs / 1_000,
  },
];

/** Prometheus text, version 0.0.4. */
export const metricsText = (progress: Progress, now: number): string =>
  metrics
    .flatMap(({ name, type, help, value }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      `${name} ${value(progress, now)}`,
    ])
    .concat('')
    .join('\n');
