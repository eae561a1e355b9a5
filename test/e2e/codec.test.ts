import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCli, startCli } from '../harness/cli';
import { until } from '../harness/processes';
import { Workspace } from '../harness/workspace';

/** Values that occur nowhere else, in the columns that synthetic rows would repeat and in those they would not. */
const CITY = 'Quxhaven-Zorbedonk';
const PERSON = (row: number): string => `Wibblethwaite${row}Q`;
const AMOUNT = 918_273_645;

function table(rows: number, from: number): string {
  const lines = ['person,city,amount,agrees'];
  for (let row = from; row < from + rows; row++)
    lines.push(`${PERSON(row)},${row % 3 === 0 ? CITY : 'Altdorf'},${AMOUNT + row},${row % 2 === 0 ? 'yes' : 'no'}`);
  return `${lines.join('\n')}\n`;
}

const CHAIN = `version: 1
name: planted
source: { path: train.csv }
split: { holdout: holdout.csv }
generator: { family: masked-autoregressive, parameters: { epochs: 1 }, seed: 7 }
output: { rows: 200, shardRows: 100 }
policy:
  name: marked-policy
  rules: { column_shapes: { atLeast: 0 } }
`;

describe('what is left of a run outside its store', () => {
  const folder = new Workspace();
  beforeAll(() => {
    folder.write('train.csv', table(300, 0));
    folder.write('holdout.csv', table(100, 300));
    folder.write('chain.yaml', CHAIN);
  });
  afterAll(() => folder.remove());

  /** Database, its write-ahead log, logs of server, keeper and worker, and what the command said, as bytes. */
  async function leavings(state: string, codec: string): Promise<Map<string, Buffer>> {
    const args = ['run', folder.path('chain.yaml'), '--state', folder.path(state), '--json'];
    const { json, stderr, stdout } = await runCli(args, { HEADWATER_CODEC: codec });
    if (json.status !== 'published') throw new Error(stderr + JSON.stringify(json.error));
    const server = folder.path(state, 'temporal');
    const files = new Map<string, Buffer>([['said', Buffer.from(stderr + stdout)]]);
    for (const name of readdirSync(server)) {
      if (!name.endsWith('.sock')) files.set(name, readFileSync(join(server, name)));
    }
    files.set('worker.log', readFileSync(folder.path(state, 'worker.log')));
    return files;
  }

  const holding = (files: Map<string, Buffer>, text: string): string[] =>
    [...files].filter(([, bytes]) => bytes.includes(text)).map(([name]) => name);

  it('with the codec on: no value of the source, and no plain message at all', async () => {
    const files = await leavings('on', 'strict');
    expect([...files.keys()]).toEqual(expect.arrayContaining(['temporal.db', 'temporal.db-wal', 'server.log']));
    expect(existsSync(folder.path('on', 'keys', 'codec.json'))).toBe(true);
    const sought = [CITY, 'Wibblethwaite', String(AMOUNT).slice(0, 7), 'marked-policy', '"sha256"'];
    const encodings = sought.flatMap((text) => [text, Buffer.from(text).toString('base64').replace(/=+$/, '')]);
    const inHistory = [...files].filter(([name]) => name !== 'said');
    for (const text of encodings) expect([text, holding(new Map(inHistory), text)]).toEqual([text, []]);
    // What the command prints for its user names the policy's rules and hashes, and no value.
    for (const text of encodings.slice(0, 6)) expect([text, holding(files, text)]).toEqual([text, []]);
    expect(holding(files, 'binary/encrypted')).not.toEqual([]);
  }, 240_000);

  it('with the codec off: the same search finds the messages, and still no value', async () => {
    const files = await leavings('off', 'off');
    expect(holding(files, 'marked-policy')).toEqual(expect.arrayContaining([expect.stringContaining('temporal.db')]));
    expect(holding(files, '"sha256"')).toEqual(expect.arrayContaining([expect.stringContaining('temporal.db')]));
    expect(holding(files, 'binary/encrypted')).toEqual([]);
    for (const text of [CITY, 'Wibblethwaite', String(AMOUNT).slice(0, 7)])
      expect([text, holding(files, text)]).toEqual([text, []]);
  }, 240_000);

  it('is decrypted for whoever has the token, also after the key was rotated', async () => {
    const state = ['--state', folder.path('on')];
    const rotated = await runCli(['codec', 'rotate', ...state, '--json']);
    const { before, active, keys } = rotated.json as unknown as { before: string; active: string; keys: string[] };
    expect([before === active, keys]).toEqual([false, [before, active]]);
    const again = await runCli(['run', folder.path('chain.yaml'), ...state, '--json', '--partition', 'again']);
    expect([again.json.status, again.json.reused.includes('train')]).toEqual(['published', true]);

    const server = startCli(['codec', 'serve', ...state]);
    const address = await until('the server', () => /codec server at (\S+),/.exec(server.stderr())?.[1], 60);
    const token = readFileSync(folder.path('on', 'keys', 'codec-token'), 'utf8').trim();
    const data = Buffer.from('"for people"').toString('base64');
    const encoding = Buffer.from('json/plain').toString('base64');
    const ask = (path: string, body: string, bearer: string): Promise<Response> =>
      fetch(address + path, { method: 'POST', body, headers: { authorization: `Bearer ${bearer}` } });
    const encoded = await (
      await ask('/encode', JSON.stringify({ payloads: [{ metadata: { encoding }, data }] }), token)
    ).text();
    expect(Buffer.from(encoded).includes(data)).toBe(false);
    expect((await ask('/decode', encoded, 'guessed')).status).toBe(401);
    expect(await (await ask('/decode', encoded, token)).json()).toEqual({
      payloads: [{ metadata: { encoding }, data }],
    });
    server.child.kill('SIGTERM');
    expect((await server.exit).code).toBe(0);
    expect(server.stderr()).not.toContain(token);
  }, 240_000);
});
