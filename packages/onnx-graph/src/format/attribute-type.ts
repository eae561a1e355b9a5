/** AttributeProto.AttributeType of the attributes that are written and read. */
export const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, graph: 5, ints: 7 } as const;
