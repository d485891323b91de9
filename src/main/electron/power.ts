import { powerMonitor } from 'electron';
import type { Power } from '../ports';

export const systemPower: Power = { isOnBattery: () => powerMonitor.isOnBatteryPower() };
