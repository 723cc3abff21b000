import { expect, test } from '@jest/globals';
import type { MediaChange, MediaEnd, MediaViewer } from '@nightlatch/model';
import { TestClock } from '../test-clock.ts';
import { MockMediaSource } from './mock-media-source.ts';
import { MockMedia } from './mock-media.ts';
import { boxesOf } from './recorded-picture.ts';

const OFFER = [
  'v=0',
  'o=- 1 1 IN IP4 0.0.0.0',
  's=-',
  't=0 0',
  'a=fingerprint:sha-256 AA',
  'm=video 9 UDP/TLS/RTP/SAVPF 97 98',
  'a=mid:v',
  'a=recvonly',
  'a=rtpmap:97 VP8/90000',
  'a=rtpmap:98 H264/90000',
  'a=fmtp:98 packetization-mode=1;profile-level-id=42e01f',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=mid:a',
  'a=sendrecv',
  'a=rtpmap:111 opus/48000/2',
  '',
].join('\r\n');

function viewer(): MediaViewer & { readonly ends: MediaEnd[] } {
  const ends: MediaEnd[] = [];
  return { ends, candidate() {}, ended: (reason) => void ends.push(reason) };
}

test('gives JPEGs that are no wider than asked for, in the size that it names', async () => {
  const camera = new MockMediaSource('mock/door', { clock: new TestClock(5000) });
  for (const [maxWidth, width] of [
    [undefined, 1280],
    [1279, 640],
    [320, 320],
  ] as const) {
    const taken = await camera.snapshot(maxWidth === undefined ? {} : { maxWidth });
    if (!taken.ok) throw new Error(taken.problem);
    expect(taken).toMatchObject({ width, at: 5000 });
    expect(sizeOfJpeg(taken.jpeg)).toEqual({ width: taken.width, height: taken.height });
  }
});

test('gives a clip of the seconds before and after, once these are past', async () => {
  const clock = new TestClock(100_000);
  const camera = new MockMediaSource('mock/door', { clock });
  let isThere = false;
  const asked = camera.clip({ beforeSeconds: 60, afterSeconds: 3 }).finally(() => (isThere = true));
  clock.advance(2999);
  await Promise.resolve();
  expect(isThere).toBe(false);
  clock.advance(1);
  const clip = await asked;
  if (!clip.ok) throw new Error(clip.problem);
  expect(clip).toMatchObject({ startedAt: 92_000, durationMs: 11_000, width: 640 });
  const types = boxesOf(clip.mp4).map(({ type }) => type);
  expect(types).toEqual(['ftyp', 'moov', ...Array.from({ length: 11 }, () => ['moof', 'mdat']).flat()]);
});

test('answers an offer with what it has and refuses the rest of it', async () => {
  const camera = new MockMediaSource('mock/door');
  const opened = await camera.open({ offer: OFFER, talkBack: true }, viewer());
  if (!opened.ok) throw new Error(opened.problem);
  const { type, sdp } = opened.session.description;
  expect(type).toBe('answer');
  expect(sdp).toMatch(/m=video 9 UDP\/TLS\/RTP\/SAVPF 98\r\n(.+\r\n)*a=mid:v\r\na=sendonly\r\n/);
  expect(sdp).toMatch(/m=audio 9 UDP\/TLS\/RTP\/SAVPF 111\r\n(.+\r\n)*a=mid:a\r\na=sendrecv\r\n/);
  expect(sdp).toContain('a=group:BUNDLE v a\r\n');
  const mute = await camera.open({ offer: OFFER, audio: false }, viewer());
  if (!mute.ok) throw new Error(mute.problem);
  expect(mute.session.description.sdp).toContain('m=audio 0 ');
});

test.each([
  ['no words of SDP'],
  [OFFER.replaceAll('H264', 'H263')],
  [OFFER.replace('a=fingerprint:sha-256 AA\r\n', '')],
])('refuses an offer that it can make nothing of: %j', async (offer) => {
  const opened = await new MockMediaSource('mock/door').open({ offer }, viewer());
  expect(opened).toMatchObject({ ok: false, reason: 'bad-request' });
});

test('makes an offer where the viewer made none, and takes the answer', async () => {
  const camera = new MockMediaSource('mock/door');
  const opened = await camera.open({}, viewer());
  if (!opened.ok) throw new Error(opened.problem);
  expect(opened.session.description.type).toBe('offer');
  const other = await camera.open({ offer: opened.session.description.sdp }, viewer());
  if (!other.ok) throw new Error(other.problem);
  expect(await opened.session.negotiate(other.session.description)).toEqual({ ok: true });
  expect(await opened.session.negotiate({ type: 'answer', sdp: 'no' })).toMatchObject({ reason: 'bad-request' });
  expect(await opened.session.candidate({ candidate: 'x' })).toMatchObject({ reason: 'bad-request' });
  expect(await camera.open({}, viewer())).toMatchObject({ ok: false, reason: 'busy' });
  await opened.session.end();
  expect(await opened.session.candidate({ candidate: '' })).toMatchObject({ reason: 'ended' });
  expect(camera.sessions).toHaveLength(1);
});

test('ends sessions and refuses everything while it is private or away', async () => {
  const camera = new MockMediaSource('mock/door');
  const directory = new MockMedia(camera);
  const changes: MediaChange[] = [];
  directory.changes.subscribe((change) => changes.push(change));
  const who = viewer();
  await camera.open({}, who);
  expect(await camera.setPrivate(true)).toEqual({ ok: true });
  expect(who.ends).toEqual(['private']);
  expect(camera.sessions).toEqual([]);
  expect(await camera.snapshot()).toMatchObject({ ok: false, reason: 'private' });
  camera.set({ available: false });
  expect(await camera.open({}, who)).toMatchObject({ ok: false, reason: 'unavailable' });
  directory.remove('mock/door');
  expect(changes.map(({ type }) => type)).toEqual(['changed', 'changed', 'removed']);
});

/** Reads the size that a JPEG itself tells, in its first frame header. @see ITU-T T.81, B.2.2 */
function sizeOfJpeg(jpeg: Uint8Array): object {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset);
  for (let at = 2; at < jpeg.length; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint16(at) === 0xffc0) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return {};
}
