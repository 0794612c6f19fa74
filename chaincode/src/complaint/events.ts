import { defineEvents } from '../kit/events';
import { Complaint } from './records/complaint';
import { ComplaintLaw } from './records/law';

export const complaintEvents = defineEvents({
  ComplaintLawPublished: ComplaintLaw.pick({ lawId: true }),
  ComplaintFiled: Complaint.pick({ complaintId: true, against: true, subject: true, dueOn: true }),
  ComplaintChanged: Complaint.pick({ complaintId: true, against: true, status: true, dueOn: true }),
});
