import type * as Engine from '../../src';
import type { OperatorCase, Recorded } from './index.cjs';

export interface Results {
  readonly output: number[];
  readonly loss: number;
  readonly secondLoss: number;
  readonly gradients: number[][];
  readonly second: number[][];
}

type Run = (values?: readonly (readonly number[])[]) => Promise<Results>;
type Tested = Pick<OperatorCase, 'build' | 'recorded' | 'type'>;
type Dims = readonly (readonly Engine.Dim[])[];

export function differentiatedBytes(
  engine: typeof Engine,
  tested: Tested,
  type: Engine.ElementType,
  dims?: Dims,
): Uint8Array;
export function differentiatedModel(
  engine: typeof Engine,
  tested: Tested,
  type?: Engine.ElementType,
  options?: { dims?: Dims; threads?: number },
): Promise<Run>;
export function centralDifferences(
  run: Run,
  tested: { recorded: { inputs: Recorded[] } },
  step: number,
): Promise<{ gradients: number[][]; second: number[][] }>;
export function stepOf(tested: OperatorCase): number | undefined;
export function largestError(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number;
