import { getExternalWorkflowHandle, isCancellation } from '@temporalio/workflow';
import type { RunReport } from '@headwater/contracts';
import { runReportSignal } from './messages';

/** Tells the chain of this run; a chain that was removed meanwhile is nobody to tell. */
export async function reportTo(entity: string | undefined, report: RunReport): Promise<void> {
  if (entity === undefined) return;
  try {
    await getExternalWorkflowHandle(entity).signal(runReportSignal, report);
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
}
