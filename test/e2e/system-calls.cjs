/* eslint-disable @typescript-eslint/no-require-imports -- loaded with -r, which takes CommonJS only */
// Loaded into the program before it starts: writes down what it asks of the desktop, of which the machine of a test has
// none. `globalThis.systemCalls` holds it; what can be pressed there (tray, notification, keys) is kept to be pressed.
const {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  Notification,
  powerSaveBlocker,
  Tray,
} = require('electron');

const calls = {
  /** Types of the blockers that are on just now. */
  awake: new Map(),
  /** The last menu of the tray; null while there is no tray. */
  tray: null,
  notifications: [],
  drags: [],
  progress: [],
  keys: new Map(),
  /** Accelerators that another program has. */
  occupied: new Set(),
  badge: 0,
  /** Whether the window is in front; null: as it is. */
  isFocused: null,
  /** What the next file dialog answers; null: it is closed. */
  chosenFile: null,
};
globalThis.systemCalls = calls;

const start = powerSaveBlocker.start.bind(powerSaveBlocker);
powerSaveBlocker.start = (type) => {
  const id = start(type);
  calls.awake.set(id, type);
  return id;
};
const stop = powerSaveBlocker.stop.bind(powerSaveBlocker);
powerSaveBlocker.stop = (id) => {
  calls.awake.delete(id);
  return stop(id);
};

const { setContextMenu, destroy } = Tray.prototype;
Tray.prototype.setContextMenu = function (menu) {
  calls.tray = menu;
  return setContextMenu.call(this, menu);
};
Tray.prototype.destroy = function () {
  calls.tray = null;
  return destroy.call(this);
};

Notification.isSupported = () => true;
Notification.prototype.show = function () {
  calls.notifications.push(this);
};

globalShortcut.register = (accelerator, run) => {
  if (calls.occupied.has(accelerator)) return false;
  calls.keys.set(accelerator, run);
  return true;
};
globalShortcut.unregisterAll = () => calls.keys.clear();

app.on('web-contents-created', (_event, contents) => {
  contents.startDrag = ({ files }) => void calls.drags.push(files);
});

const { isFocused } = BrowserWindow.prototype;
BrowserWindow.prototype.isFocused = function () {
  return calls.isFocused ?? isFocused.call(this);
};
dialog.showOpenDialog = async () => ({
  canceled: calls.chosenFile === null,
  filePaths: calls.chosenFile === null ? [] : [calls.chosenFile],
});

const { setProgressBar } = BrowserWindow.prototype;
BrowserWindow.prototype.setProgressBar = function (fraction, options) {
  calls.progress.push({ fraction, mode: options?.mode ?? null });
  return setProgressBar.call(this, fraction, options);
};
app.setBadgeCount = (count) => {
  calls.badge = count;
  return true;
};
