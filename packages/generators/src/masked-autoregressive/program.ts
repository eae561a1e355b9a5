import {
  adam,
  buildTrainingLoop,
  dynamicSlice,
  mul,
  type ParameterSpec,
  type TrainingProgram,
  type Value,
} from '@headwater/onnx-graph';
import type { Layout } from './layout';
import { trainingLoss } from './likelihood';
import type { TrainingPlan } from './plan';

/** The training loop of one run: each step takes its batch from the chunk's rows and masks. */
export function program(plan: TrainingPlan, layout: Layout, specs: readonly ParameterSpec[]): TrainingProgram {
  return buildTrainingLoop({
    parameters: specs,
    optimiser: adam({ weightDecay: plan.weightDecay }),
    averageDecay: plan.averageDecay,
    data: [
      { name: 'codes', type: 'int32', shape: ['chunk', layout.columns] },
      { name: 'observed', type: 'float32', shape: ['chunk', layout.columns] },
      { name: 'weighting', type: 'float32', shape: ['chunk', layout.columns] },
    ],
    step: (g, { parameters, data, iteration }) => {
      const start = mul(iteration, plan.batch);
      const [codes, observed, weighting] = ['codes', 'observed', 'weighting'].map((name) =>
        dynamicSlice(data[name] as Value, start, plan.batch),
      ) as [Value, Value, Value];
      const batch = { rows: plan.batch, codes, observed, weighting };
      return { loss: trainingLoss(g, layout, plan, batch, parameters) };
    },
  });
}
