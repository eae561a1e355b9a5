import { familyNamed, type BundleFiles, type SampleRequest, type TrainRequest } from '../src';
import { frameSource, type Frame } from '@headwater/tables';
import { people } from './made-tables';

export const family = familyNamed('masked-autoregressive');

/** Small enough to train in a second, long enough to validate and checkpoint several times. */
export const QUICK = { hidden: 16, blocks: 1, batch: 64, epochs: 20, learningRate: 0.01 };

export function trainRequest({ frame, ...over }: Partial<TrainRequest> & { frame?: Frame } = {}): TrainRequest {
  return {
    rows: frameSource(frame ?? people(600)),
    parameters: QUICK,
    seed: 7,
    threads: 1,
    dataSha256: 'd'.repeat(64),
    codeVersion: '0.1.0',
    checkpoints: { load: () => Promise.resolve(null), save: () => Promise.resolve() },
    report: () => undefined,
    stopRequested: () => false,
    ...over,
  };
}

export function sampleRequest(over: Partial<SampleRequest> = {}): SampleRequest {
  return {
    rows: 500,
    seed: 3,
    index: 0,
    conditions: {},
    threads: 1,
    report: () => undefined,
    stopRequested: () => false,
    ...over,
  };
}

let trained: Promise<BundleFiles> | undefined;
/** The bundle of trainRequest(), trained once for a test file. */
export function quickBundle(): Promise<BundleFiles> {
  return (trained ??= family.train(trainRequest()));
}
