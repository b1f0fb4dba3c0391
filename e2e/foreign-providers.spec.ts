/** Servers that the catalogue does not have: their files, written from docs/providers.md, are dropped into the providers folder. */
import { deezer, fileOf, vkId, zalo } from './support/replay/foreign';
import { liveThrough, test } from './support/replay/steps';

for (const [id, played] of Object.entries({ 'vk-id': vkId, zalo, deezer })) {
  test(`${played.provider.name}, known by a file alone, connects and lives as in its documents`, async ({
    started,
  }) => {
    await liveThrough(await started(played.provider, { providers: { [`${id}.json`]: fileOf(id) } }), played);
  });
}
