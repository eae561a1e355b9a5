export { closedForms, type ClosedFormSize } from './closed-forms/closed-forms';
export { chainCard } from './curves/chain-card';
export { changesOf } from './curves/changes';
export { curvesOf } from './curves/curves';
export { followedMeasures } from './curves/followed-measures';
