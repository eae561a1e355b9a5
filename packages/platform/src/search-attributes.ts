import { setTimeout as sleep } from 'node:timers/promises';
import { HeadwaterError, SEARCH_ATTRIBUTES } from '@headwater/contracts';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const USABLE_MS = 30_000;

/** grpc.status of @grpc/grpc-js; the few that mean "not allowed here". */
const NOT_OURS_TO_ADD: number[] = [7 /* PERMISSION_DENIED */, 12 /* UNIMPLEMENTED */, 16 /* UNAUTHENTICATED */];
const ALREADY_EXISTS = 6;

type Types = Record<string, temporal.api.enums.v1.IndexedValueType>;

/**
 * Registers the custom search attributes of Headwater in the namespace and waits until they can be used. Does nothing
 * when they are there.
 *
 * @returns false, after a warning, when this cluster does not let us add them or has one with another type: workflows
 *   must then be started without search attributes
 * @throws HeadwaterError TEMPORAL_UNAVAILABLE when the cluster does not answer, or they do not become usable in 30 s
 */
export async function ensureSearchAttributes(
  connection: Connection,
  namespace: string,
  warn: (message: string) => void = (message) => process.emitWarning(message),
): Promise<boolean> {
  const wanted = wantedTypes();
  const names = Object.keys(wanted);
  const present = await presentTypes(connection, namespace);
  if (present === undefined) {
    warn(
      `The search attributes of namespace ${namespace} cannot be listed; runs are not tagged with ${names.join(', ')}`,
    );
    return false;
  }
  const other = names.filter((name) => name in present && present[name] !== wanted[name]);
  if (other.length > 0) {
    warn(
      `Namespace ${namespace} has search attributes of another type than Headwater needs: ${other.join(', ')}; runs are not tagged`,
    );
    return false;
  }
  const missing = names.filter((name) => !(name in present));
  if (missing.length === 0) return true;
  if (!(await add(connection, namespace, pick(wanted, missing)))) {
    warn(
      `Search attributes are missing in namespace ${namespace} and may not be added; runs are not tagged. Ask its owner for: ` +
        missing.map((name) => `${name} (${SEARCH_ATTRIBUTES[name as keyof typeof SEARCH_ATTRIBUTES]})`).join(', '),
    );
    return false;
  }
  await waitUntilUsable(connection, namespace, names);
  return true;
}

function wantedTypes(): Types {
  const codes = temporal.api.enums.v1.IndexedValueType;
  const byName = { KEYWORD: codes.INDEXED_VALUE_TYPE_KEYWORD, INT: codes.INDEXED_VALUE_TYPE_INT };
  return Object.fromEntries(Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, byName[type]]));
}

/** Undefined when this cluster does not let us look. */
async function presentTypes(connection: Connection, namespace: string): Promise<Types | undefined> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return customAttributes;
  } catch (error) {
    if (isGrpcServiceError(error) && NOT_OURS_TO_ADD.includes(error.code)) return undefined;
    throw refused(namespace, error);
  }
}

async function add(connection: Connection, namespace: string, searchAttributes: Types): Promise<boolean> {
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    return true;
  } catch (error) {
    if (!isGrpcServiceError(error)) throw error;
    // Another command added them at the same time.
    if ((error.code as number) === ALREADY_EXISTS) return true;
    if (NOT_OURS_TO_ADD.includes(error.code)) return false;
    throw refused(namespace, error);
  }
}

/** The front end learns of new attributes with some delay and refuses queries that name them until then. */
async function waitUntilUsable(connection: Connection, namespace: string, names: string[]): Promise<void> {
  const query = names.map((name) => `${name} IS NULL`).join(' AND ');
  const deadline = performance.now() + USABLE_MS;
  for (;;) {
    try {
      await connection.workflowService.countWorkflowExecutions({ namespace, query });
      return;
    } catch (error) {
      if (!isGrpcServiceError(error) || performance.now() > deadline) throw refused(namespace, error);
      await sleep(50);
    }
  }
}

function refused(namespace: string, cause: unknown): HeadwaterError {
  return new HeadwaterError(
    'TEMPORAL_UNAVAILABLE',
    `Search attributes of namespace ${namespace}: ${(cause as Error).message}`,
    {
      hint: 'Try again; if it stays, look at the log of the Temporal server.',
      cause,
    },
  );
}

function pick(types: Types, names: string[]): Types {
  return Object.fromEntries(Object.entries(types).filter(([name]) => names.includes(name)));
}
