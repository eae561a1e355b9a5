import { condition, getExternalWorkflowHandle, setHandler, workflowInfo } from '@temporalio/workflow';
import { chainEntityId, type Admission, type AdmissionRequest } from '@headwater/contracts';
import { codedFailure } from './coded-failure';
import { admissionSignal, admitSignal } from './messages';

/** A chain that was terminated before it answered never will: it is asked again. */
const ASK_AGAIN_AFTER = '10 minutes';

/** Where a workflow asks its chain whether a partition may run, and hears the answers. */
export class Admissions {
  private readonly answers = new Map<string, Admission>();

  constructor(private readonly chain: string) {
    setHandler(admissionSignal, (answer) => {
      // The first answer counts; the second is to a question that was asked again.
      if (!this.answers.has(answer.partition)) this.answers.set(answer.partition, answer);
    });
  }

  /** Fails with CHAIN_NOT_FOUND where the chain is not there to be asked. */
  async ask(request: Omit<AdmissionRequest, 'replyTo'>): Promise<Admission> {
    const { partition } = request;
    for (;;) {
      await this.send({ ...request, replyTo: workflowInfo().workflowId });
      await condition(() => this.answers.has(partition), ASK_AGAIN_AFTER);
      const answer = this.answers.get(partition);
      if (answer === undefined) continue;
      this.answers.delete(partition);
      return answer;
    }
  }

  private async send(request: AdmissionRequest): Promise<void> {
    try {
      await getExternalWorkflowHandle(chainEntityId(this.chain)).signal(admitSignal, request);
    } catch (error) {
      if (!(error instanceof Error) || !/not ?found/i.test(error.message)) throw error;
      throw codedFailure({ code: 'CHAIN_NOT_FOUND', message: `no chain ${this.chain} is applied` });
    }
  }
}
