import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Secret } from '../oauth';
import { tokenClipboard, type SystemClipboard } from './clipboard';

class FakeClipboard implements SystemClipboard {
  text = '';
  readText(): Promise<string> {
    return Promise.resolve(this.text);
  }
  writeText(text: string): Promise<void> {
    this.text = text;
    return Promise.resolve();
  }
  writeSecret = (text: string): Promise<void> => this.writeText(text);
  clear(): Promise<void> {
    this.text = '';
    return Promise.resolve();
  }
}

/** The same as Electron had it before 44. */
class FakeSyncClipboard implements SystemClipboard {
  text = '';
  readText = (): string => this.text;
  writeText = (text: string): void => void (this.text = text);
  writeSecret = this.writeText;
  clear = (): void => void (this.text = '');
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe.each([
  ['asynchronous', () => new FakeClipboard()],
  ['synchronous', () => new FakeSyncClipboard()],
])('a copied token on an %s clipboard', (_name, make) => {
  const setUp = () => {
    const system = make();
    const cleared = vi.fn<(wasOurs: boolean) => void>();
    return { system, cleared, clipboard: tokenClipboard(system, () => 1000, cleared) };
  };

  it('is cleared when the time is up', async () => {
    const { system, cleared, clipboard } = setUp();
    expect(await clipboard.copy(new Secret('token'), 30)).toBe(31_000);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(system.text).toBe('token');
    await vi.advanceTimersByTimeAsync(1);
    expect(system.text).toBe('');
    expect(cleared).toHaveBeenCalledExactlyOnceWith(true);
  });

  it('is cleared when its time is up, though copying something else failed meanwhile', async () => {
    const { system, clipboard } = setUp();
    await clipboard.copy(new Secret('token'), 30);
    const fail = (): never => {
      throw new Error('the clipboard is in use');
    };
    Object.assign(system, { writeSecret: fail, writeText: fail });
    await expect(clipboard.copy(new Secret('another'), 30)).rejects.toThrow('the clipboard is in use');
    await expect(clipboard.copyPublic('a report')).rejects.toThrow('the clipboard is in use');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(system.text).toBe('');
  });

  it('leaves alone what the user copied meanwhile', async () => {
    const { system, cleared, clipboard } = setUp();
    await clipboard.copy(new Secret('token'), 30);
    system.text = 'a shopping list';
    await vi.advanceTimersByTimeAsync(30_000);
    expect(system.text).toBe('a shopping list');
    expect(cleared).toHaveBeenCalledExactlyOnceWith(false);
  });

  it('counts anew when another is copied', async () => {
    const { system, clipboard } = setUp();
    await clipboard.copy(new Secret('first'), 30);
    await vi.advanceTimersByTimeAsync(20_000);
    await clipboard.copy(new Secret('second'), 30);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(system.text).toBe('second');
  });

  it('stays for good where the user set no time', async () => {
    const { system, clipboard } = setUp();
    expect(await clipboard.copy(new Secret('token'), 0)).toBeNull();
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(system.text).toBe('token');
  });

  it('is cleared at the end of the app, once', async () => {
    const { system, clipboard } = setUp();
    await clipboard.copy(new Secret('token'), 0);
    expect(await clipboard.clearIfOurs()).toBe(true);
    expect(system.text).toBe('');
    expect(await clipboard.clearIfOurs()).toBe(false);
  });
});
