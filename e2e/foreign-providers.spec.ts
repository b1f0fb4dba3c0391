/** Servers that the catalogue does not have: their files, written from docs/providers.md, are dropped into the providers folder. */
import { foreignCases } from './support/replay/cases';
import { fileOf } from './support/replay/foreign';
import { liveThrough, test } from './support/replay/steps';

for (const [id, played] of Object.entries(foreignCases)) {
  test(`${played.provider.name}, known by a file alone, connects and lives as in its documents`, async ({
    started,
    sharedLatchkey,
  }) => {
    await sharedLatchkey.addProvider(`${id}.json`, fileOf(id));
    await liveThrough(await started(played.provider), played);
  });
}
