import { createHash } from 'node:crypto';
import type { ArtifactRef } from '@headwater/contracts';
import { openStore, stageKey, type ArtifactStore, type StageRecord } from '../../src';
import { flipFirstByte, keysOf, withCode, type Place } from './place';

const KEY = stageKey({ stage: 'train', codeVersion: '1', inputs: {}, parameters: {} });
const RECORD_PATH = `stages/${KEY.slice(0, 2)}/${KEY}.json`;

/** What named records must do wherever they live. */
export function recordsContract(freshPlace: () => Place): void {
  let place: Place;
  let store: ArtifactStore;
  const put = (text: string) => store.putBytes('evidence', 'text/plain', Buffer.from(text));
  const record = (artifacts: ArtifactRef[], outputs: object = {}): StageRecord => ({
    key: KEY,
    stage: 'train',
    outputs,
    artifacts,
    createdAt: '2026-01-01T00:00:00.000Z',
    seconds: 1.5,
    peakBytes: 1000,
  });

  beforeEach(async () => {
    place = freshPlace();
    store = await openStore(place.uri);
  });

  describe('stage records', () => {
    it('remember what a stage left', async () => {
      expect(await store.stages.get(KEY)).toBeNull();
      const written = record([await put('model')], { family: 'tabular-vae' });
      expect(await store.stages.put(KEY, written)).toEqual(written);
      expect(await store.stages.get(KEY)).toEqual(written);
      expect(await (await openStore(place.uri)).stages.get(KEY)).toEqual(written);
    });

    it('have one winner among twenty, and everyone is told which', async () => {
      const stores = await Promise.all(Array.from({ length: 20 }, () => openStore(place.uri)));
      const answers = await Promise.all(stores.map((one, n) => one.stages.put(KEY, record([], { writer: n }))));
      expect(new Set(answers.map(({ outputs }) => JSON.stringify(outputs))).size).toBe(1);
      expect(await store.stages.get(KEY)).toEqual(answers[0]);
    });

    it('count only while their artifacts are there with the right size', async () => {
      const [kept, lost] = [await put('kept'), await put('lost')];
      await store.stages.put(KEY, record([kept, lost]));
      await store.delete(lost);
      expect(await store.stages.get(KEY)).toBeNull();
      await put('lost');
      expect(await store.stages.get(KEY)).not.toBeNull();
      await place.raw.write(`objects/sha256/${lost.sha256.slice(0, 2)}/${lost.sha256.slice(2)}`, Buffer.from('los'));
      expect(await store.stages.get(KEY)).toBeNull();
    });

    it('no longer count after one of their artifacts was found damaged', async () => {
      const ref = await put('model');
      await store.stages.put(KEY, record([ref]));
      await flipFirstByte(place, `objects/sha256/${ref.sha256.slice(0, 2)}/${ref.sha256.slice(2)}`);
      await expect(store.getBytes(ref)).rejects.toEqual(withCode('ARTIFACT_DAMAGED'));
      expect(await store.stages.get(KEY)).toBeNull();
    });

    it('give way when what they name is gone', async () => {
      const old = await put('old');
      await store.stages.put(KEY, record([old], { which: 'old' }));
      await store.delete(old);
      const renewed = record([await put('new')], { which: 'new' });
      expect(await store.stages.put(KEY, renewed)).toEqual(renewed);
      expect(await store.stages.get(KEY)).toEqual(renewed);
    });

    it.each(['{', '{}', 'null', '{"document":{"key":"forged"},"sha256":"00"}'])(
      'damaged as %s count as absent',
      async (text) => {
        await store.stages.put(KEY, record([], { which: 'old' }));
        await place.raw.write(RECORD_PATH, Buffer.from(text));
        expect(await store.stages.get(KEY)).toBeNull();
        const renewed = record([], { which: 'new' });
        expect(await store.stages.put(KEY, renewed)).toEqual(renewed);
      },
    );

    it('with one changed digit count as absent', async () => {
      await store.stages.put(KEY, record([]));
      const text = (await place.raw.read(RECORD_PATH)).toString();
      await place.raw.write(RECORD_PATH, Buffer.from(text.replace('"seconds":1.5', '"seconds":1.4')));
      expect(await store.stages.get(KEY)).toBeNull();
    });

    it('cannot name what was not stored, nor sit under a key that is not theirs', async () => {
      const ref = await put('x');
      await store.delete(ref);
      await expect(store.stages.put(KEY, record([ref]))).rejects.toEqual(withCode('ARTIFACT_MISSING'));
      const other = 'f'.repeat(64);
      await expect(store.stages.put(other, record([]))).rejects.toEqual(withCode('STORE_KEY_INVALID'));
      await expect(store.stages.get('../../etc/passwd')).rejects.toEqual(withCode('STORE_KEY_INVALID'));
    });
  });

  describe('checkpoints', () => {
    const save = (sequence: number, text: string) => store.checkpoints.save(KEY, sequence, Buffer.from(text));
    const latest = async () => (await store.checkpoints.latest(KEY))?.bytes.toString();

    it('give the newest back and keep two', async () => {
      expect(await store.checkpoints.latest(KEY)).toBeNull();
      for (let n = 8; n <= 12; n++) await save(n, `state ${n}`);
      const newest = await store.checkpoints.latest(KEY);
      const hash = createHash('sha256').update('state 12').digest('hex');
      expect(newest).toMatchObject({ sequence: 12, label: `000000000012-${hash}` });
      expect(newest?.bytes.toString()).toBe('state 12');
      expect(await keysOf(place)).toHaveLength(2);
    });

    it('pass over a damaged one for the one before', async () => {
      await save(1, 'one');
      const label = await save(2, 'two');
      await flipFirstByte(place, `checkpoints/${KEY}/${label}`);
      expect(await latest()).toBe('one');
      // Work goes on from there; what is written anew counts again.
      await save(2, 'two');
      expect(await latest()).toBe('two');
    });

    it('keep a good one when newer ones are all damaged', async () => {
      for (const n of [7, 8]) {
        const label = await save(n, `state ${n}`);
        await flipFirstByte(place, `checkpoints/${KEY}/${label}`);
      }
      expect(await latest()).toBeUndefined();
      await save(1, 'from the start');
      expect(await latest()).toBe('from the start');
    });

    it('of an attempt that is behind do not remove those of one ahead', async () => {
      await save(5, 'ahead 5');
      await save(6, 'ahead 6');
      for (const n of [1, 2, 3]) await save(n, `behind ${n}`);
      expect(await latest()).toBe('ahead 6');
      expect((await keysOf(place)).length).toBeLessThanOrEqual(4);
    });

    it('of stages do not mix, and are cleared together', async () => {
      const other = 'a'.repeat(64);
      await save(1, 'mine');
      await store.checkpoints.save(other, 1, Buffer.from('theirs'));
      await store.checkpoints.clear(KEY);
      expect(await latest()).toBeUndefined();
      expect((await store.checkpoints.latest(other))?.bytes.toString()).toBe('theirs');
    });

    it('refuse sequences and keys that are none', async () => {
      await expect(save(-1, '')).rejects.toThrow(RangeError);
      await expect(save(1.5, '')).rejects.toThrow(RangeError);
      await expect(store.checkpoints.save('..', 1, Buffer.from(''))).rejects.toEqual(withCode('STORE_KEY_INVALID'));
    });
  });

  describe('run documents', () => {
    it('are found by id and listed latest first', async () => {
      expect(await store.runs.list()).toEqual([]);
      const ids = ['chain/Adult/2026-01-01T00:00:00Z', 'chain/adult/2026-01-01T00:00:00Z', 'chain/../../x'];
      for (const [n, id] of ids.entries()) {
        await store.runs.put(id, { n });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      expect(await Promise.all(ids.map((id) => store.runs.get(id)))).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
      expect((await store.runs.list()).map(({ runId, doc }) => [runId, doc])).toEqual([
        [ids[2], { n: 2 }],
        [ids[1], { n: 1 }],
        [ids[0], { n: 0 }],
      ]);
      expect(await store.runs.get('chain/none')).toBeNull();
    });

    it('are whole at every moment, and the last write wins', async () => {
      const id = 'chain/adult/p';
      await store.runs.put(id, { n: -1, pad: '' });
      const writes = (async () => {
        for (let n = 0; n < 30; n++) await store.runs.put(id, { n, pad: 'x'.repeat(n * 1000) });
      })();
      let seen = 0;
      for (let open = true; open;) {
        const doc = await store.runs.get<{ n: number; pad: string }>(id);
        expect(doc?.pad).toHaveLength(Math.max(0, (doc?.n ?? NaN) * 1000));
        seen = doc?.n ?? seen;
        open = seen < 29;
      }
      await writes;
      expect(await store.runs.get(id)).toMatchObject({ n: 29 });
    });

    it('need an id', async () => {
      await expect(store.runs.put('', {})).rejects.toEqual(withCode('STORE_KEY_INVALID'));
      await expect(store.runs.get('x'.repeat(1001))).rejects.toEqual(withCode('STORE_KEY_INVALID'));
    });
  });
}
