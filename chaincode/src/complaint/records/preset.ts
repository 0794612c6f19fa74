import type { ComplaintLaw } from './law';

/** Laws to start from; holidays are those of the place and are named by who publishes. */
export const marketComplaintLaws: Readonly<Record<'EU' | 'UK', ComplaintLaw>> = {
  // Payment services: 15 business days, 35 with a holding reply; a dispute body may refuse what is older than
  // one year and no less (Directive 2013/11/EU, Article 5(4)(c)).
  EU: {
    lawId: 'EU-PSD2-101',
    source: 'Directive (EU) 2015/2366, Article 101(2)',
    subjects: ['payment'],
    ...{ answerDays: 15, longestDays: 35, counts: 'businessDays', holidays: [], escalateMonths: 12 },
  },
  // A final response by the end of eight weeks; six months to the ombudsman (DISP 2.8.2R).
  UK: {
    lawId: 'UK-DISP-1.6.2',
    source: 'FCA Handbook, DISP 1.6.2R and 2.8.2R',
    subjects: ['payment', 'loan', 'insurance'],
    ...{ answerDays: 56, longestDays: 56, counts: 'days', holidays: [], escalateMonths: 6 },
  },
};
