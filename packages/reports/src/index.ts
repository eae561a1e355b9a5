export { renderRunCard } from './render-run-card';
export { runCardSchema } from './schema/run-card-schema';
