/** A JSON Schema (draft 2020-12) as plain data. */
export type Schema = Readonly<Record<string, unknown>>;

type OptionalKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];

/**
 * The schema of an interface: the compiler asks for every property of T, and for every optional one to be named as such,
 * so the schema cannot fall behind the type. Properties that a later version adds are let through.
 */
export function objectOf<T>(properties: Record<keyof T, Schema>, optional: Record<OptionalKeys<T>, true>): Schema {
  const required = Object.keys(properties).filter((key) => !(key in optional));
  return { type: 'object', properties, ...(required.length === 0 ? {} : { required }) };
}

export const text: Schema = { type: 'string' };
export const number: Schema = { type: 'number' };
export const wholeNumber: Schema = { type: 'integer', minimum: 0 };
export const flag: Schema = { type: 'boolean' };
export const scalar: Schema = { type: ['string', 'number', 'boolean'] };
export const time: Schema = { type: 'string', description: 'ISO 8601 in UTC.' };
export const sha256: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };

export const share: Schema = { type: 'number', minimum: 0, maximum: 1 };

export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** Two numbers, the lower one first. */
export function range(description: string): Schema {
  return { type: 'array', prefixItems: [number, number], minItems: 2, maxItems: 2, description };
}

/** An object whose keys are names. */
export function mapOf(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}

export function nullable(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function oneOfWords(words: readonly string[]): Schema {
  return { enum: [...words] };
}

export function definition(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}
