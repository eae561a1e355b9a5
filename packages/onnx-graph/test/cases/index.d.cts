import type * as Engine from '../../src';

export interface Recorded {
  readonly shape: number[];
  readonly data: number[];
}

export interface OperatorCase {
  readonly build: (...inputs: Engine.Value[]) => Engine.Value;
  readonly recorded: {
    readonly inputs: Recorded[];
    readonly output: Recorded;
    readonly gradients: Recorded[];
    readonly second: Recorded[];
  };
  /** The widest type ONNX Runtime computes it in. */
  readonly type: 'float32' | 'float64';
  /** Whether central differences say anything, or the step to take. */
  readonly differences: boolean | number;
  /** Of errors to PyTorch, where it is not 1e-12 in float64 and 2e-6 in float32. */
  readonly tolerance: number | undefined;
  /** The inputs' dimensions with those named that may be known at run time only; equal names are equal sizes. */
  readonly dynamic: Engine.Dim[][] | undefined;
}

export function operatorCases(engine: typeof Engine): Record<string, OperatorCase>;
