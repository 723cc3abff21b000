import { expect, test } from '@jest/globals';
import type { MediaViewer } from '@nightlatch/model';
import { MockMediaSource, TestClock, descriptionsOnly } from '@nightlatch/testing';
import type { Peer, PeerMessage } from './live-desk.ts';
import { LiveDesk, MAX_SESSIONS_PER_FABRIC } from './live-desk.ts';

const APP: Peer = { fabric: 1, node: 17n, endpoint: 2 };
const WAY = { candidate: 'candidate:1 1 udp 1 192.0.2.1 5000 typ host' };
const NOW = Promise.resolve();
/** Lets everything that waits for nothing but its turn happen. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function desk({ canReach = true, endsAtOnce = false } = {}) {
  const clock = new TestClock(1_000_000);
  const sent: [number, PeerMessage][] = [];
  const warnings: string[] = [];
  const viewers: MediaViewer[] = [];
  const camera = new MockMediaSource('cams/yard', {
    clock,
    capabilities: { sessions: 9 },
    live: (request, viewer, capabilities) => {
      viewers.push(viewer);
      if (endsAtOnce) viewer.ended('lost');
      return descriptionsOnly(request, viewer, capabilities);
    },
  });
  const live = new LiveDesk({
    name: 'Yard',
    media: () => camera,
    post: {
      send: async (_peer, session, message) => {
        if (!canReach) throw new Error('unreachable');
        sent.push([session, message]);
      },
    },
    clock,
    log: { error() {}, warn: (line) => void warnings.push(line), info() {}, debug() {} },
    changed() {},
  });
  const open = async (answered = NOW, peer = APP): Promise<number> => {
    const opened = await live.open({ peer, streamUsage: 3, video: [1], audio: [] }, {}, answered);
    if (!opened.ok) throw new Error(opened.problem);
    return opened.id;
  };
  return { clock, sent, warnings, viewers, camera, live, open };
}

test('an app is told nothing of a session before it knows its number; then the offer first, and all ways in one', async () => {
  const { sent, viewers, open } = desk();
  const answered = Promise.withResolvers<void>();
  const id = await open(answered.promise);
  viewers[0]?.candidate(WAY);
  viewers[0]?.candidate({ candidate: '' });
  await turn();
  expect(sent).toEqual([]);
  answered.resolve();
  await turn();
  expect(sent).toEqual([
    [id, { type: 'offer', sdp: expect.stringContaining('m=video') }],
    [id, { type: 'candidates', candidates: [WAY, { candidate: '' }] }],
  ]);
});

test('an offer that is not answered within 30 s is taken back, and one that is answered stays', async () => {
  const { clock, sent, camera, live, open } = desk();
  const answered = await open();
  const forgotten = await open();
  const sdp = camera.sessions[0]?.description.sdp ?? '';
  expect(await live.answer(APP, answered, sdp)).toEqual({ ok: true });
  clock.advance(29_999);
  await turn();
  expect(camera.sessions).toHaveLength(2);
  clock.advance(1);
  await turn();
  expect(live.looking.map(({ id }) => id)).toEqual([answered]);
  expect(camera.sessions).toHaveLength(1);
  expect(sent.at(-1)).toEqual([forgotten, { type: 'end', reason: 6 }]);
});

test('an app that cannot be reached has no session, and the camera is free for another', async () => {
  const { camera, live, open, warnings } = desk({ canReach: false });
  await open();
  await turn();
  expect(live.looking).toEqual([]);
  expect(camera.sessions).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining('cannot be reached')]);
});

test('the sessions of an ecosystem end when it leaves, and nobody else loses a picture', async () => {
  const { camera, live, open } = desk();
  for (let count = 0; count < MAX_SESSIONS_PER_FABRIC; count += 1) await open();
  const refused = await live.open({ peer: APP, streamUsage: 3, video: [1], audio: [] }, {}, NOW);
  expect(refused).toMatchObject({ ok: false, status: 'ResourceExhausted' });
  const other = await open(NOW, { fabric: 2, node: 17n, endpoint: 2 });
  await live.endFabric(1);
  expect(live.looking.map(({ id }) => id)).toEqual([other]);
  expect(camera.sessions).toHaveLength(1);
  await live.close();
  expect(camera.sessions).toEqual([]);
});

test('a camera that breaks its promise and throws takes no session with it', async () => {
  const { camera, live } = desk();
  camera.open = () => Promise.reject(new Error('broken'));
  const opened = await live.open({ peer: APP, streamUsage: 3, video: [1], audio: [] }, {}, NOW);
  expect(opened).toMatchObject({ ok: false, status: 'Failure' });
  expect(live.looking).toEqual([]);
});

test('a session that the camera ends while it is opened never was', async () => {
  const { live, sent } = desk({ endsAtOnce: true });
  const opened = await live.open({ peer: APP, streamUsage: 3, video: [1], audio: [] }, {}, NOW);
  await turn();
  expect(opened).toMatchObject({ ok: false, status: 'InvalidInState' });
  expect(live.looking).toEqual([]);
  expect(sent).toEqual([]);
});
