/** Something that sound comes out of. */
export interface OutputDevice {
  /** Stays the same from one start to the next. */
  readonly id: string;
  readonly label: string;
}

/** The devices as the browser tells them: those that can be chosen, and what the system prefers. */
export interface OutputDevices {
  readonly devices: readonly OutputDevice[];
  /** What is known of the device that the system prefers; empty where it does not tell which one that is. */
  readonly preferred: string;
}

/** Ids that stand for whatever device the system prefers. */
const SYSTEM_IDS: ReadonlySet<string> = new Set(['', 'default', 'communications']);

export function outputDevicesOf(
  infos: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label' | 'groupId'>[],
): OutputDevices {
  const outputs = infos.filter(({ kind }) => kind === 'audiooutput');
  const devices = outputs.filter(({ deviceId }) => !SYSTEM_IDS.has(deviceId));
  const system = outputs.find(({ deviceId }) => deviceId === 'default');
  // Where the system tells which device it prefers, that one stands in the list too, in the same group.
  const preferred = devices.find(({ groupId }) => groupId !== '' && groupId === system?.groupId);
  return {
    devices: devices.map(({ deviceId, label }) => ({ id: deviceId, label })),
    preferred: preferred?.deviceId ?? '',
  };
}

/**
 * The device that was heard and is not there any more: that one, or, where it was the system's choice, the one that the
 * system preferred. Where the system does not tell which one that was, as on Linux, it may have been any that has gone.
 * Null where it is there still.
 *
 * @param heard null for the system's choice
 */
export function lostDevice(
  before: OutputDevices,
  after: OutputDevices,
  heard: OutputDevice | null,
): OutputDevice | null {
  const id = heard?.id ?? before.preferred;
  const gone = before.devices.filter((was) => !after.devices.some((each) => each.id === was.id));
  return gone.find((was) => id === '' || was.id === id) ?? null;
}

/** The chosen device among those that are there: by its id, or, where the system gave it another one, by its name. */
export function foundDevice({ devices }: OutputDevices, chosen: OutputDevice | null): OutputDevice | null {
  if (chosen === null) return null;
  return (
    devices.find(({ id }) => id === chosen.id) ?? devices.find(({ label }) => label === chosen.label) ?? null
  );
}
