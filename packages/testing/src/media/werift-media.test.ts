import { expect, test } from '@jest/globals';
import type { MediaEnd, MediaViewer } from '@nightlatch/model';
import * as werift from 'werift';
import { MockMediaSource } from './mock-media-source.ts';
import { weriftMedia } from './werift-media.ts';

const LOOPBACK = { iceAdditionalHostAddresses: ['127.0.0.1'] };
const SEQUENCE = 7;

function viewer(): MediaViewer & { readonly ends: MediaEnd[] } {
  const ends: MediaEnd[] = [];
  return { ends, candidate() {}, ended: (reason) => void ends.push(reason) };
}

function looker(): werift.RTCPeerConnection {
  const parameters = 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f';
  const video = [new werift.RTCRtpCodecParameters({ mimeType: 'video/H264', clockRate: 90_000, parameters })];
  return new werift.RTCPeerConnection({ codecs: { video, audio: [] }, ...LOOPBACK });
}

/** Resolves with the payload that a picture's parameters come in. */
function firstParameters(peer: werift.RTCPeerConnection): Promise<Buffer> {
  return new Promise((resolve) => {
    peer.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe(({ payload }) => {
        if (((payload[0] ?? 0) & 0x1f) === SEQUENCE) resolve(payload);
      });
    });
  });
}

test.each(['the viewer', 'the camera'])('pictures flow when %s makes the offer', async (who) => {
  const camera = new MockMediaSource('mock/door', { live: weriftMedia(werift, { addresses: ['127.0.0.1'] }) });
  const peer = looker();
  const seen = firstParameters(peer);
  if (who === 'the viewer') {
    peer.addTransceiver('video', { direction: 'recvonly' });
    const { sdp: offer } = await peer.setLocalDescription(await peer.createOffer()).then(() => peer.localDescription!);
    const opened = await camera.open({ offer }, viewer());
    if (!opened.ok) throw new Error(opened.problem);
    await peer.setRemoteDescription(opened.session.description);
  } else {
    const opened = await camera.open({}, viewer());
    if (!opened.ok) throw new Error(opened.problem);
    await peer.setRemoteDescription(opened.session.description);
    await peer.setLocalDescription(await peer.createAnswer());
    expect(await opened.session.negotiate({ type: 'answer', sdp: peer.localDescription!.sdp })).toEqual({ ok: true });
  }
  // Constrained baseline, level 3.1, as the clip was recorded.
  expect((await seen).subarray(1, 4).toString('hex')).toBe('42c01f');
  await camera.sessions[0]?.end();
  expect(camera.sessions).toEqual([]);
  await peer.close();
});

test('an offer that WebRTC cannot read is refused', async () => {
  const camera = new MockMediaSource('mock/door', { live: weriftMedia(werift) });
  expect(await camera.open({ offer: 'v=0\r\nnonsense' }, viewer())).toMatchObject({ ok: false, reason: 'bad-request' });
  expect(camera.sessions).toEqual([]);
});

test('what the plain mock camera answers is taken by a real WebRTC peer', async () => {
  const peer = looker();
  peer.addTransceiver('video', { direction: 'recvonly' });
  await peer.setLocalDescription(await peer.createOffer());
  const opened = await new MockMediaSource('mock/door').open({ offer: peer.localDescription?.sdp ?? '' }, viewer());
  if (!opened.ok) throw new Error(opened.problem);
  await peer.setRemoteDescription(opened.session.description);
  expect(peer.signalingState).toBe('stable');
  expect(peer.getTransceivers()[0]?.currentDirection).toBe('recvonly');
  await peer.close();
});
