import { METER_CHANNEL, METER_FILE_PATH, type MeterAnswer, type MeterOrder } from '@shared/sound-meter';
import { measureSound } from './measure-sound';

/**
 * The page without a window in which files are decoded and measured. On its own thread, for nobody looks at it; files come
 * one after the other.
 */

async function measure({ id, sampleRate }: MeterOrder): Promise<MeterAnswer> {
  let file: ArrayBuffer;
  try {
    // eslint-disable-next-line no-restricted-globals -- the file at hand, which only the browser can decode
    const response = await fetch(`${METER_FILE_PATH}${id}`);
    if (!response.ok) return { kind: 'unavailable', id };
    file = await response.arrayBuffer();
  } catch {
    return { kind: 'unavailable', id };
  }
  try {
    const decoder = new OfflineAudioContext(1, 1, sampleRate);
    const sound = await decoder.decodeAudioData(file);
    const channels = Array.from({ length: sound.numberOfChannels }, (_, index) =>
      sound.getChannelData(index),
    );
    return { kind: 'heard', id, ...measureSound(channels, sampleRate) };
  } catch {
    return { kind: 'unreadable', id };
  }
}

window.addEventListener('message', ({ data, origin, ports: [port] }) => {
  if (data !== METER_CHANNEL || origin !== window.origin || !port) return;
  const answer = (message: MeterAnswer) => port.postMessage(message);
  port.addEventListener('message', ({ data: order }) => {
    void measure(order as MeterOrder).then(answer);
  });
  port.start();
  answer({ kind: 'ready' });
});
