export { MAX_SPEC_BYTES, NAME_PATTERN, SPEC_DEFAULTS } from './defaults';
export { loadSpec } from './load-spec';
export { parseSpec, type LoadedSpec, type ParseOptions, type SpecOptions } from './parse-spec';
export { renderSpec, type RenderInput } from './render-spec';
export type { JsonSchema } from './schema/json-schema';
export { specSchema } from './schema/spec-schema';
