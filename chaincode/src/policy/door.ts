// What other rooms may do here.
export {
  claimConfirmed,
  claimEnded,
  claimOpened,
  claimPaid,
  claimReopened,
  exhausted,
  mustCover,
  mustGiveCover,
} from './rules/claim';
export { coverUntil, givesCover, standingAt, termsNoAt } from './rules/cover';
export { cancel } from './rules/policy';
