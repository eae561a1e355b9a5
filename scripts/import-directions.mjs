const DOMAIN = ['tables', 'onnx-graph', 'generators', 'privacy', 'quality', 'reports', 'provenance'];

/** Which workspace packages each package may depend on. ARCHITECTURE.md draws it; this is what is enforced. */
export const ALLOWED = {
  contracts: [],
  policy: ['contracts'],
  random: ['contracts'],
  'chain-spec': ['contracts', 'policy'],
  store: ['contracts'],
  tables: ['contracts', 'random'],
  'onnx-graph': ['contracts', 'random'],
  generators: ['contracts', 'random', 'tables', 'onnx-graph'],
  privacy: ['contracts', 'random', 'tables', 'quality'],
  quality: ['contracts', 'random', 'tables', 'onnx-graph'],
  reports: ['contracts'],
  provenance: ['contracts'],
  'collapse-lab': ['contracts', 'quality', 'random'],
  stages: ['contracts', 'policy', 'random', 'chain-spec', 'store', ...DOMAIN],
  activities: ['contracts', 'stages'],
  platform: ['contracts'],
  workflows: ['contracts', 'policy'],
  infra: ['activities', 'contracts', 'platform', 'stages', 'store', 'workflows'],
  cli: [
    'chain-spec',
    'collapse-lab',
    'contracts',
    'generators',
    'infra',
    'platform',
    'policy',
    'provenance',
    'reports',
    'stages',
    'store',
    'tables',
  ],
};

/** Where only `import type` may reach: nothing of it is there when the code runs. */
export const TYPES_ONLY = { workflows: ['activities'] };

/** Everybody else knows nothing of Temporal. */
export const MAY_USE_TEMPORAL = ['activities', 'platform', 'workflows', 'infra', 'cli'];
