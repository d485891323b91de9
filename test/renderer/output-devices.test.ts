import { describe, expect, it } from 'vitest';
import { foundDevice, lostDevice, outputDevicesOf } from '../../src/renderer/player/output-devices';

const info = (
  deviceId: string,
  label: string,
  groupId = deviceId,
  kind: MediaDeviceKind = 'audiooutput',
) => ({
  deviceId,
  label,
  groupId,
  kind,
});
const SPEAKERS = info('s', 'Speakers');
const PHONES = info('p', 'Headphones');
const prefers = (groupId: string) => info('default', 'Default', groupId);

describe('the devices that sound comes out of', () => {
  it('are those that can be chosen, without what stands for the one that the system prefers', () => {
    const found = outputDevicesOf([
      prefers('p'),
      info('communications', 'Communications', 's'),
      SPEAKERS,
      PHONES,
      info('m', 'Microphone', 'm', 'audioinput'),
    ]);
    expect(found.devices.map(({ label }) => label)).toEqual(['Speakers', 'Headphones']);
    expect(found.preferred).toBe('p');
  });

  it('tell nothing of the preferred one where the system does not', () => {
    expect(outputDevicesOf([prefers('default'), SPEAKERS]).preferred).toBe('');
    expect(outputDevicesOf([])).toEqual({ devices: [], preferred: '' });
  });
});

describe('a device that goes', () => {
  const both = outputDevicesOf([prefers('p'), SPEAKERS, PHONES]);
  const speakersAlone = outputDevicesOf([prefers('s'), SPEAKERS]);
  const phones = { id: 'p', label: 'Headphones' };
  const speakers = { id: 's', label: 'Speakers' };

  it('is missed where it was the chosen one, or the one that the system preferred', () => {
    expect(lostDevice(both, speakersAlone, phones)).toEqual(phones);
    expect(lostDevice(both, speakersAlone, null)).toEqual(phones);
  });

  it('is missed where the system does not tell which one it prefers', () => {
    expect(lostDevice({ ...both, preferred: '' }, speakersAlone, null)).toEqual(phones);
    expect(lostDevice({ ...both, preferred: '' }, speakersAlone, speakers)).toBeNull();
    expect(lostDevice({ ...speakersAlone, preferred: '' }, both, null)).toBeNull();
  });

  it('is not missed where another one is heard', () => {
    expect(lostDevice(both, speakersAlone, speakers)).toBeNull();
    expect(lostDevice(speakersAlone, both, null)).toBeNull();
    expect(lostDevice(both, { ...both, preferred: 's' }, null)).toBeNull();
  });

  it('is found again by its name where the system has given it another id', () => {
    const back = outputDevicesOf([SPEAKERS, info('p2', 'Headphones')]);
    expect(foundDevice(back, phones)).toEqual({ id: 'p2', label: 'Headphones' });
    expect(foundDevice(speakersAlone, phones)).toBeNull();
    expect(foundDevice(back, null)).toBeNull();
  });
});
