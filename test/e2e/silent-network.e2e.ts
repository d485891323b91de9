import { expect, test } from './program';
import { startStranger } from './update-feed';

/** What Chromium may ask for by itself, such as dictionaries, goes through the system's proxy: there it is seen. */

// Dictionaries were asked for within four seconds.
const LONG_ENOUGH_MS = 8_000;

for (const language of ['en_US.UTF-8', 'ru_RU.UTF-8']) {
  test(`nobody is asked for anything without the user, in ${language.slice(0, 2)}`, async ({ bench }) => {
    const proxy = await startStranger();
    const { app, window } = await bench.launch({
      args: [`--proxy-server=${proxy.url}`],
      env: { LANG: language, LANGUAGE: language.slice(0, 2), LC_ALL: language },
    });
    await window.getByRole('textbox').first().click();
    await window.keyboard.type('helo wrld mispeled ');
    await window.waitForTimeout(LONG_ENOUGH_MS);
    expect(proxy.requests).toEqual([]);
    // It would be seen there: a request of the program's own does come through it.
    await app.evaluate(({ net }) => net.fetch('http://asked.example/').catch(() => undefined));
    expect(proxy.requests).toEqual(['http://asked.example/']);
    await proxy.close();
  });
}
