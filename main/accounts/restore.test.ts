import { describe, expect, it } from 'vitest';
import { Secret } from '../oauth';
import { answer, DISK_FULL, T0, tokens } from './fakes';
import { deferred } from './deferred';
import { NEW_TOKENS, setUpRefresh } from './refresh-setup';
import { restorePrevious } from './restore';
import type { TransportResult } from '../oauth';

const before = tokens({ accessToken: new Secret('access-0'), refreshToken: new Secret('refresh-0') });

async function setUp(answers: readonly (TransportResult | Promise<TransportResult>)[] = [], start = {}) {
  const world = await setUpRefresh(answers, { start: { previous: before, generation: 4, ...start } });
  const { book, journal, refreshing } = world;
  const restore = () => restorePrevious({ book, journal, refresher: refreshing, now: () => T0 + 7 }, 'account-1');
  return { ...world, restore };
}

describe('restoring the previous token', () => {
  it('swaps it with the present one, as a new generation that is saved', async () => {
    const { restore, onDisk } = await setUp();
    expect(await restore()).toEqual({ kind: 'restored' });
    expect(onDisk()).toMatchObject({ generation: 5, restoredAt: T0 + 7, problem: null });
    expect(onDisk().tokens.accessToken.reveal()).toBe('access-0');
    expect(onDisk().previous?.accessToken.reveal()).toBe('access-1');
    await restore();
    expect(onDisk().tokens.accessToken.reveal()).toBe('access-1');
    expect(onDisk().generation).toBe(6);
  });

  it('takes what was revoked of a token along: who connected again goes back to revoked tokens, and they say so', async () => {
    const revocation = { at: T0 + 1, accessToken: true, refreshToken: true };
    const { restore, onDisk } = await setUp([], { previousRevoked: revocation });
    await restore();
    expect(onDisk()).toMatchObject({ revoked: revocation, previousRevoked: null });
    await restore();
    expect(onDisk()).toMatchObject({ revoked: null, previousRevoked: revocation });
  });

  it('counts a token as revoked with its grant, and one of another grant, or whose access token alone was, not', async () => {
    const revoked = { at: T0 + 1, accessToken: true, refreshToken: true };
    const ofItsGrant = await setUp([], { revoked, refreshedAt: T0 });
    await ofItsGrant.restore();
    expect(ofItsGrant.onDisk()).toMatchObject({ revoked, previousRevoked: revoked });
    await ofItsGrant.restore();
    expect(ofItsGrant.onDisk()).toMatchObject({ revoked, previousRevoked: revoked });

    const ofAnother = await setUp([], { revoked, refreshedAt: null });
    await ofAnother.restore();
    expect(ofAnother.onDisk()).toMatchObject({ revoked: null, previousRevoked: revoked });
    await ofAnother.restore();
    expect(ofAnother.onDisk()).toMatchObject({ revoked, previousRevoked: null });

    const accessAlone = await setUp([], { revoked: { ...revoked, refreshToken: false }, refreshedAt: T0 });
    await accessAlone.restore();
    expect(accessAlone.onDisk().revoked).toBeNull();
  });

  it('changes nothing where it cannot be saved', async () => {
    const { restore, records, current } = await setUp();
    records.failures = [DISK_FULL];
    expect(await restore()).toEqual({ kind: 'not_saved', save: DISK_FULL });
    expect(current().generation).toBe(4);
  });

  it('changes nothing where the journal cannot be written, which may hold a reply nobody has read', async () => {
    const { restore, journal, current } = await setUp();
    journal.reserving = DISK_FULL;
    expect(await restore()).toEqual({ kind: 'not_saved', save: DISK_FULL });
    expect(current().generation).toBe(4);
  });

  it('leaves the journal alone while it holds the only copy of the present tokens', async () => {
    const { restore, refreshing, records, journal } = await setUp([answer(NEW_TOKENS)]);
    records.failures = [DISK_FULL, DISK_FULL];
    expect(await refreshing.refresh('account-1', false)).toMatchObject({ kind: 'refreshed_unsaved' });
    const steps = [...journal.steps];
    expect(await restore()).toEqual({ kind: 'not_saved', save: DISK_FULL });
    expect(journal.steps).toEqual(steps);
  });

  it('is refused where there is none, and for an account that is not there', async () => {
    const { restore, book } = await setUp([], { previous: null });
    expect(await restore()).toEqual({ kind: 'refused', reason: 'nothing_before' });
    await book.remove('account-1');
    expect(await restore()).toEqual({ kind: 'refused', reason: 'not_found' });
  });

  it('is refused while a refresh is under way, whose tokens are then kept', async () => {
    const reply = deferred<TransportResult>();
    const { restore, refreshing, current } = await setUp([reply.promise]);
    const refreshed = refreshing.refresh('account-1', false);
    expect(await restore()).toEqual({ kind: 'refused', reason: 'refreshing' });
    reply.resolve(answer(NEW_TOKENS));
    expect(await refreshed).toEqual({ kind: 'refreshed' });
    expect(current().tokens.accessToken.reveal()).toBe('access-2');
  });

  it('holds off a refresh that is asked meanwhile: it sends the restored refresh token', async () => {
    const { restore, refreshing, records, server, current } = await setUp([answer(NEW_TOKENS)]);
    const disk = deferred<void>();
    records.before = disk.promise;
    const restored = restore();
    const refreshed = refreshing.refresh('account-1', false);
    disk.resolve();
    expect(await restored).toEqual({ kind: 'restored' });
    expect(await refreshed).toEqual({ kind: 'refreshed' });
    expect(server.bodies.map((body) => body.get('refresh_token'))).toEqual(['refresh-0']);
    expect(current().generation).toBe(6);
  });
});
