import { useEffect, useState, useSyncExternalStore } from 'react';
import { invoke } from '../bridge';
import { useSnapshot } from '../query';
import { createDeviceWatch } from './device-watch';
import { outputDevicesOf, type OutputDevice, type OutputDevices } from './output-devices';
import { onStandIn, standIn } from './stand-in';
import { player, tell } from './use-player';

const NONE: OutputDevices = { devices: [], preferred: '' };

async function readDevices(): Promise<OutputDevices> {
  return outputDevicesOf(await navigator.mediaDevices.enumerateDevices());
}

function onDevices(listener: () => void): () => void {
  navigator.mediaDevices.addEventListener('devicechange', listener);
  return () => {
    navigator.mediaDevices.removeEventListener('devicechange', listener);
  };
}

/** Where the window's sound is heard. */
export const deviceWatch = createDeviceWatch({
  readDevices,
  onDevices,
  isHeard: () => player.getState().isPlaying || standIn()?.getState().isPlaying === true,
  onHeard(listener) {
    const endings = [player.subscribe(listener), onStandIn(listener)];
    return () => {
      for (const end of endings) end();
    };
  },
  pause() {
    player.pause();
    standIn()?.pause();
  },
  renew: () => invoke('player.renewSound', {}),
  tell,
});

/** The devices that there are just now. */
export function useOutputDevices(): readonly OutputDevice[] {
  const [devices, setDevices] = useState<OutputDevices>(NONE);
  useEffect(() => {
    const read = () => {
      readDevices().then(setDevices, console.warn);
    };
    read();
    return onDevices(read);
  }, []);
  return devices.devices;
}

/** The id of the device on which sound is heard, or an empty text for the one that the system prefers; null before it is known. */
export function useHeardDevice(): string | null {
  return useSyncExternalStore(deviceWatch.subscribe, deviceWatch.heardOn);
}

/** Has songs heard on the chosen device; see `DeviceWatch`. */
export function useChosenDevice(isWanted: boolean): void {
  const { outputDevice } = useSnapshot().settings;
  useEffect(() => {
    deviceWatch.choose(outputDevice);
  }, [outputDevice]);
  useEffect(() => (isWanted ? deviceWatch.begin() : undefined), [isWanted]);

  const heardOn = useHeardDevice();
  useEffect(() => {
    if (heardOn === null) return;
    player.setDevice(heardOn).catch(console.warn);
  }, [heardOn]);
}
