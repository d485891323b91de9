/* eslint-disable @typescript-eslint/no-require-imports -- loaded with -r, which takes CommonJS only */
// Loaded into the program before it starts: Chromium's lock lets it pass, whoever else has the profile.
const { app } = require('electron');

app.requestSingleInstanceLock = () => true;
