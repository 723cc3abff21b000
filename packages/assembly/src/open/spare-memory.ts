import mqttPacket from 'mqtt-packet';

/**
 * Lets MQTT write its numbers as they come. By default the library makes a buffer for each of 65,536 with its first packet,
 * which is a seventh of all that an idle hub needs.
 *
 * @see mqtt-packet's README, `cacheNumbers`
 */
export function sparePacketNumbers(): void {
  mqttPacket.writeToStream.cacheNumbers = false;
}
