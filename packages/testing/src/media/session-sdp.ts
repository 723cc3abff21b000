import { randomBytes, randomInt } from 'node:crypto';
import type { AudioCodec, MediaCapabilities } from '@nightlatch/model';

/** What each codec is called in SDP, and its payload type in an offer of ours. @see RFC 3551, RFC 6184, RFC 7587 */
const AUDIO: Record<AudioCodec, { readonly payload: number; readonly map: string }> = {
  opus: { payload: 111, map: 'opus/48000/2' },
  aac: { payload: 110, map: 'mpeg4-generic/16000/1' },
  pcmu: { payload: 0, map: 'PCMU/8000' },
  pcma: { payload: 8, map: 'PCMA/8000' },
};
const VIDEO = { payload: 96, map: 'H264/90000' };
const H264_BASELINE = 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f';

interface Section {
  readonly kind: string;
  readonly head: string;
  readonly lines: readonly string[];
}

/** What one side wants of a camera. */
export interface SdpWish {
  readonly audio: boolean;
  readonly talkBack: boolean;
}

/**
 * Writes a camera's answer to an offer: its H.264 and the best of its audio codecs, whatever else was offered refused.
 *
 * @returns Nothing when the offer is none, or has no place for a picture.
 * @see RFC 8829, 5.3
 */
export function answerTo(offer: string, capabilities: MediaCapabilities, wish: SdpWish): string | undefined {
  const sections = sectionsOf(offer);
  if (!sections?.some(({ kind }) => kind === 'video')) return undefined;
  const answers = sections.map((section) => answerSection(section, capabilities, wish));
  if (!answers.some((answer) => answer.startsWith('m=video 9 '))) return undefined;
  return whole(
    answers,
    sections.flatMap((section, index) => (isTaken(answers[index]) ? [mid(section)] : [])),
  );
}

/** Writes a camera's own offer. */
export function offerOf(capabilities: MediaCapabilities, wish: SdpWish): string {
  const [audio] = capabilities.audio;
  const sections = [section('video', '0', VIDEO.payload, VIDEO.map, 'sendonly', 'actpass')];
  if (wish.audio && audio) {
    const direction = wish.talkBack && capabilities.talkBack.includes(audio) ? 'sendrecv' : 'sendonly';
    sections.push(section('audio', '1', AUDIO[audio].payload, AUDIO[audio].map, direction, 'actpass'));
  }
  return whole(
    sections,
    sections.map((_, index) => String(index)),
  );
}

/** Tells whether a text is a description that a session can be made of. */
export function isDescription(sdp: string): boolean {
  return sectionsOf(sdp) !== undefined;
}

function sectionsOf(sdp: string): readonly Section[] | undefined {
  const lines = sdp.split(/\r?\n/).filter((line) => line !== '');
  if (lines[0] !== 'v=0') return undefined;
  const sections: { kind: string; head: string; lines: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith('m=')) sections.push({ kind: line.slice(2).split(' ')[0] ?? '', head: line, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  const isSecured = lines.some((line) => line.startsWith('a=fingerprint:'));
  return sections.length > 0 && isSecured ? sections : undefined;
}

function answerSection(offered: Section, capabilities: MediaCapabilities, wish: SdpWish): string {
  const maps = offered.kind === 'video' ? [VIDEO.map] : wish.audio ? audioMaps(capabilities) : [];
  const found = maps.flatMap((map) => payloadOf(offered, map) ?? []).at(0);
  if (!found) return `${offered.head.replace(/ \d+ /, ' 0 ')}\r\na=mid:${mid(offered)}\r\na=inactive\r\n`;
  const isHeard = offered.kind === 'audio' && wish.talkBack && capabilities.talkBack.length > 0;
  const direction = isHeard && offered.lines.includes('a=sendrecv') ? 'sendrecv' : 'sendonly';
  return section(offered.kind, mid(offered), found.payload, found.map, direction, 'active');
}

function audioMaps(capabilities: MediaCapabilities): readonly string[] {
  return capabilities.audio.map((codec) => AUDIO[codec].map);
}

/** The offer's own payload type for a codec; of H.264 one that is cut into packets, with a profile that we have. */
function payloadOf({ lines }: Section, map: string): { payload: number; map: string } | undefined {
  for (const line of lines) {
    const [, payload, coded] = /^a=rtpmap:(\d+) (.+)$/.exec(line) ?? [];
    if (payload === undefined || coded?.toLowerCase() !== map.toLowerCase()) continue;
    const format = lines.find((other) => other.startsWith(`a=fmtp:${payload} `));
    if (map === VIDEO.map && format && !/packetization-mode=1/.test(format)) continue;
    return { payload: Number(payload), map };
  }
  return undefined;
}

function mid({ lines }: Section): string {
  return lines.find((line) => line.startsWith('a=mid:'))?.slice('a=mid:'.length) ?? '0';
}

function isTaken(answer: string | undefined): boolean {
  return answer !== undefined && !/^m=\w+ 0 /.test(answer);
}

function section(kind: string, id: string, payload: number, map: string, direction: string, setup: string): string {
  return [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payload}`,
    'c=IN IP4 0.0.0.0',
    `a=mid:${id}`,
    `a=${direction}`,
    'a=rtcp-mux',
    `a=setup:${setup}`,
    `a=rtpmap:${payload} ${map}`,
    ...(kind === 'video' ? [`a=fmtp:${payload} ${H264_BASELINE}`] : []),
    // An address that nobody has, so that a test reaches nothing by mistake. @see RFC 5737
    `a=candidate:1 1 udp 2130706431 192.0.2.10 ${randomInt(49_152, 65_535)} typ host`,
    'a=end-of-candidates',
    '',
  ].join('\r\n');
}

function whole(sections: readonly string[], bundled: readonly string[]): string {
  const hash = [...randomBytes(32)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
  const head = [
    'v=0',
    `o=- ${randomInt(1, 2 ** 47)} 1 IN IP4 0.0.0.0`,
    's=-',
    't=0 0',
    `a=group:BUNDLE ${bundled.join(' ')}`,
    'a=msid-semantic:WMS *',
    `a=fingerprint:sha-256 ${hash}`,
    `a=ice-ufrag:${randomBytes(3).toString('hex')}`,
    `a=ice-pwd:${randomBytes(12).toString('hex')}`,
    '',
  ];
  return head.join('\r\n') + sections.join('');
}
