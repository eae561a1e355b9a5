// The network as the family really trains it, from the generators package's own files. Two of them are not exported by
// its index: what is timed here must be the real thing.
import { adam, buildTrainingLoop, dynamicSlice, mul } from '@headwater/onnx-graph';
import { generatorsInternal } from '../support/headwater.mjs';

const { layoutOf } = generatorsInternal('masked-autoregressive/layout.js');
const { trainedSpecs } = generatorsInternal('masked-autoregressive/network.js');
const { trainingLoss } = generatorsInternal('masked-autoregressive/likelihood.js');

/** Codes a column of a table like Adult: 15 columns, 600 codes. None has an order, so that no weights are shared. */
const WIDTHS = [2, 5, 6, 7, 9, 14, 15, 16, 42, 74, 74, 84, 84, 84, 84];
const BLOCKS = 2;

export const layout = layoutOf(WIDTHS);

/** Parameters in the order that both programs read them in. */
export function specsOf(hidden) {
  return trainedSpecs(layout, { hidden, blocks: BLOCKS });
}

/** The training program: Adam, no averaged weights, no weight decay, so that PyTorch's step is the same. */
export function programOf(hidden, batch) {
  return buildTrainingLoop({
    parameters: specsOf(hidden),
    optimiser: adam(),
    data: [
      { name: 'codes', type: 'int32', shape: ['chunk', layout.columns] },
      { name: 'observed', type: 'float32', shape: ['chunk', layout.columns] },
      { name: 'weighting', type: 'float32', shape: ['chunk', layout.columns] },
    ],
    step: (g, { parameters, data, iteration }) => {
      const start = mul(iteration, batch);
      const part = { rows: batch };
      for (const name of Object.keys(data)) part[name] = dynamicSlice(data[name], start, batch);
      return { loss: trainingLoss(g, layout, { hidden, blocks: BLOCKS }, part, parameters) };
    },
  });
}
