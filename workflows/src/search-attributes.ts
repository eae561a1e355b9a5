import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import type { StageName, Verdict } from '@headwater/contracts';

const STAGE = defineSearchAttributeKey('HeadwaterStage', SearchAttributeType.KEYWORD);
const VERDICT = defineSearchAttributeKey('HeadwaterVerdict', SearchAttributeType.KEYWORD);
const DATASET_VERSION = defineSearchAttributeKey('HeadwaterDatasetVersion', SearchAttributeType.KEYWORD);
const ROWS = defineSearchAttributeKey('HeadwaterRows', SearchAttributeType.INT);

/** Writes a run's searchable facts; does nothing on a cluster where the attributes could not be registered. */
export class SearchFacts {
  constructor(private readonly registered: boolean) {}

  stage(stage: StageName): void {
    if (this.registered) upsertSearchAttributes([{ key: STAGE, value: stage }]);
  }

  verdict(verdict: Verdict): void {
    if (this.registered) upsertSearchAttributes([{ key: VERDICT, value: verdict }]);
  }

  published(version: string, rows: number): void {
    if (!this.registered) return;
    upsertSearchAttributes([
      { key: DATASET_VERSION, value: version },
      { key: ROWS, value: rows },
    ]);
  }
}
