/** The mark: a latchkey whose bit is a bracket. One colour, legible at 16 px. */
export function Latchkey({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" stroke="currentColor" strokeWidth="2.5" aria-hidden>
      <circle cx="8.5" cy="16" r="5.75" />
      <path d="M14.25 16H28.5" />
      <path d="M23 8.5h5.5v15H23" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
