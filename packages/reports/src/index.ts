export { renderLabCard } from './lab/render-lab-card';
export { renderRunCard } from './render-run-card';
export { labCardSchema } from './schema/lab-card-schema';
export { runCardSchema } from './schema/run-card-schema';
