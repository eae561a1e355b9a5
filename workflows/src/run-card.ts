import type { ReportOutput } from '@headwater/contracts';
import { report } from './activity-options';
import { failureRecord } from './failure-record';
import type { Run } from './run';

/** The card as things stand: the run's last stage, and what a person looks at who decides the gate. */
export async function drawCard({ status, input }: Run): Promise<ReportOutput> {
  const lineage = input.generation?.lineage ?? undefined;
  const card = await report({ context: input.context, status, ...(lineage === undefined ? {} : { lineage }) });
  status.card = { html: card.html, json: card.json };
  return card;
}

/** A card that could not be drawn takes nothing away from what was published. */
export async function writeCard(run: Run): Promise<void> {
  const { record, status } = run;
  record.stage('report').state = 'pending';
  try {
    await record.during('report', () => drawCard(run));
  } catch (error) {
    status.error ??= { ...failureRecord(error), stage: 'report' };
  }
}
