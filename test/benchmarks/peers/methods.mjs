import { fileURLToPath } from 'node:url';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const SDV = { distribution: 'sdv', python: 'sdv', script: here('fit_sdv.py') };

/**
 * What is compared. `variant(options)` is what a result depends on beside the table; it is part of the names of files, so
 * that a run of two epochs never passes for one of three hundred. `python` names the option with the interpreter.
 */
export const METHODS = {
  real: {
    label: () => 'half of the real rows, against the other half',
    variant: () => ({}),
    script: here('half-of-real.mjs'),
  },
  headwater: {
    label: ({ types }) => `Headwater masked-autoregressive${types === 'inferred' ? ', types inferred' : ''}`,
    variant: ({ types, quick }) => ({
      ...(types === 'inferred' ? { types } : {}),
      ...(quick ? { parameters: { epochs: 2 } } : {}),
    }),
    script: here('fit-headwater.mjs'),
  },
  mostly: {
    label: ({ minutes }) => `mostlyai-engine TabularARGN${minutes === null ? '' : `, at most ${minutes} min`}`,
    variant: ({ minutes, quick }) => ({ minutes: quick ? 0.2 : minutes }),
    distribution: 'mostlyai-engine',
    python: 'mostly',
    script: here('fit_mostly.py'),
  },
  ctgan: {
    label: ({ epochs }) => `SDV CTGAN, ${epochs} epochs`,
    variant: ({ epochs, quick }) => ({ model: 'ctgan', epochs: quick ? 2 : epochs }),
    ...SDV,
  },
  tvae: {
    label: ({ epochs }) => `SDV TVAE, ${epochs} epochs`,
    variant: ({ epochs, quick }) => ({ model: 'tvae', epochs: quick ? 2 : epochs }),
    ...SDV,
  },
};

/** "ctgan-300" and the like: the method and whatever of its variant is not the default. */
export function fileStem(name, variant) {
  const parts = Object.entries(variant).flatMap(([key, value]) => {
    if (value === null || key === 'model' || typeof value === 'object') return [];
    return [key === 'minutes' ? `${value}min` : String(value)];
  });
  return [name, ...parts].join('-');
}
