// Fabric in memory: what a test, or somebody who tries a rule, needs of it.
export { Chain } from './chain';
export { enrol, type Person } from './identity';
export {
  type Asked,
  type Committed,
  Ledger,
  type Options,
  ORGANISATIONS,
  Refused,
  type Simulated,
  type Verdict,
} from './ledger';
export { digestOf, replay } from './replay';
export { type Clients, clientsOf, founders, openWorld, type OpenWorld, type Someone } from './world';
