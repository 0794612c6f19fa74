import type { Recall } from '../records/recall';

/** Ours in the words of NHTSA's recall API. */
export const toNhtsa = (recall: Recall, manufacturerName: string) => ({
  NHTSACampaignNumber: recall.campaign,
  Manufacturer: manufacturerName,
  ReportReceivedDate: recall.receivedOn.split('-').reverse().join('/'),
  Component: recall.component,
  Summary: recall.summary,
  Consequence: recall.consequence,
  Remedy: recall.remedy,
  Notes: recall.notes ?? '',
  ModelYear: recall.modelYear === undefined ? '' : String(recall.modelYear),
  Make: recall.make,
  Model: recall.model,
  parkIt: recall.parkIt,
  parkOutSide: recall.parkOutside,
  overTheAirUpdate: recall.overTheAir,
});

/** The words of NHTSA in ours: what a manufacturer sends to `vehicle.announceRecall`. */
export const fromNhtsa = (theirs: ReturnType<typeof toNhtsa>): Omit<Recall, 'manufacturer'> => ({
  campaign: theirs.NHTSACampaignNumber,
  receivedOn: theirs.ReportReceivedDate.split('/').reverse().join('-'),
  component: theirs.Component,
  summary: theirs.Summary,
  consequence: theirs.Consequence,
  remedy: theirs.Remedy,
  ...(theirs.Notes && { notes: theirs.Notes }),
  ...(theirs.ModelYear && { modelYear: Number(theirs.ModelYear) }),
  make: theirs.Make,
  model: theirs.Model,
  parkIt: theirs.parkIt,
  parkOutside: theirs.parkOutSide,
  overTheAir: theirs.overTheAirUpdate,
});
