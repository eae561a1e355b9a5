import { existsSync, readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { MAX_MESSAGE_BYTES, type LabCard } from '@headwater/contracts';
import { runCli, type CliExit } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { Workspace, adultRows } from '../harness/workspace';

const folder = new Workspace();
const table = folder.write('train.csv', adultRows(400));
const holdout = folder.write('holdout.csv', adultRows(150, 'holdout'));
const lab = (...more: string[]): Promise<CliExit> =>
  runCli(['lab', 'collapse', '--repetitions', '10', '--out', folder.path('card.html'), '--json', ...more]);

describe('a laboratory of two protocols', () => {
  const settings = [
    ...['--table', table, '--holdout', holdout, '--target', 'income'],
    ...['--protocols', 'replace,fresh-50', '--generations', '2', '--seeds', '1', '--rows', '120', '--epochs', '2'],
  ];
  let dev: DevServer;
  let first: CliExit;
  let card: LabCard;

  beforeAll(async () => {
    dev = await DevServer.start(folder.path('state'));
    first = await lab(...settings, '--state', dev.state, '--no-worker');
    card = JSON.parse(first.stdout) as LabCard;
  }, 240_000);
  afterAll(() => dev.stop(), 60_000);

  const generationsOf = (protocol: string) =>
    card.protocols.find((p) => p.protocol === protocol)?.chains[0]?.generations ?? [];

  it('follows every protocol through its generations', () => {
    expect(first.code).toBe(0);
    expect(card.table).toMatchObject({ rows: 120, realRows: 400, holdoutRows: 150, seeds: [1], target: 'income' });
    expect(generationsOf('replace').map((g) => [g.generation, g.syntheticShare])).toEqual([
      [0, 0],
      [1, 1],
      [2, 1],
    ]);
    expect(generationsOf('fresh-50').map((g) => g.syntheticShare)).toEqual([0, 0.5, 0.5]);
    expect(card.protocols.map(({ chains }) => chains[0]?.generations.map((g) => g.verdict)[1])).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  it('has one generation 0 for all protocols, and later ones that differ', () => {
    const [replaced, fresh] = ['replace', 'fresh-50'].map(generationsOf);
    expect(replaced?.[0]?.scores).toEqual(fresh?.[0]?.scores);
    expect(replaced?.[1]?.scores).not.toEqual(fresh?.[1]?.scores);
    expect(replaced?.[1]?.scores).not.toEqual(replaced?.[2]?.scores);
    expect(Object.keys(replaced?.[0]?.scores ?? {})).toEqual(
      expect.arrayContaining(['tail_coverage', 'recall', 'tstr_gap']),
    );
  });

  it('writes a card that can be read alone', () => {
    expect(readFileSync(folder.path('card.html'), 'utf8')).toContain('Collapse laboratory');
    expect(JSON.parse(readFileSync(folder.path('card.card.json'), 'utf8'))).toEqual(card);
  });

  it('is gone on with by the same command: nothing is made twice', async () => {
    const again = await lab(...settings, '--state', dev.state, '--no-worker');
    expect(JSON.parse(again.stdout)).toEqual(card);
    expect(again.stderr).not.toContain('generation 0');
  }, 60_000);

  it('carries no message of 16 KB or more', async () => {
    const connection = await Connection.connect({ address: dev.address });
    const { workflow } = new Client({ connection });
    const id = /laboratory (\S+)/.exec(first.stderr)?.[1] ?? '';
    for (const workflowId of [id, `${id}/replace/seed-1`]) {
      const { events = [] } = await workflow.getHandle(workflowId).fetchHistory();
      const sizes = (events ?? []).flatMap(payloadsIn).map((payload) => payload.length);
      expect(Math.max(...sizes)).toBeLessThan(MAX_MESSAGE_BYTES / 2);
    }
    await connection.close();
  });
});

it('simulates the closed forms alone where no table is given', async () => {
  const { code, stdout } = await lab('--state', folder.path('never'));
  const card = JSON.parse(stdout) as LabCard;
  expect([code, card.table, card.protocols]).toEqual([0, null, []]);
  expect(card.closedForms.length).toBeGreaterThan(20);
  expect(existsSync(folder.path('never'))).toBe(false);
});

it.each([
  ['an unknown protocol', ['--table', table, '--protocols', 'hope'], 'USAGE'],
  ['a protocol twice', ['--table', table, '--protocols', 'replace,replace'], 'USAGE'],
  ['a target without a table', ['--target', 'income'], 'USAGE'],
  ['more generations than one message holds', ['--table', table, '--generations', '50', '--seeds', '2'], 'USAGE'],
  ['a column that is not there', ['--table', table, '--rows', '60', '--target', 'wealth'], 'SPEC_COLUMN_UNKNOWN'],
  ['fewer rows than fresh ones are needed', ['--table', table, '--rows', '100'], 'SOURCE_TOO_FEW_ROWS'],
  ['a file that is not there', ['--table', folder.path('none.csv')], 'SOURCE_NOT_FOUND'],
])('refuses %s before anything is started', async (_, more, code) => {
  const state = folder.path('refused');
  const { json, code: exit } = await lab(...more, '--state', state);
  expect([json.error?.code, exit]).toEqual([code, 2]);
  expect(existsSync(state)).toBe(false);
});

afterAll(() => folder.remove());

/** Every payload's data anywhere in an event. */
function payloadsIn(value: unknown): Uint8Array[] {
  if (value === null || typeof value !== 'object') return [];
  if (value instanceof Uint8Array) return [value];
  return Object.values(value).flatMap(payloadsIn);
}
