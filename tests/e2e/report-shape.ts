/** As much of a report as the end-to-end tests look at, read without the program's own types: they look at it as a script would. */
export interface Report {
  readonly interrupted: boolean;
  readonly stopReason: string;
  readonly plan: {
    readonly seed: number;
    readonly iterations: number;
    readonly targets: readonly { readonly id: string; readonly origin: string }[];
  };
  readonly network?: readonly { readonly target: string; readonly proxy?: string }[];
  readonly targets: readonly {
    readonly id: string;
    readonly model: string;
    readonly attempts: { readonly total: number; readonly ok: number; readonly failed: number };
    readonly metrics: Readonly<Record<string, { readonly p50: number | null }>>;
  }[];
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly target: string;
  readonly phase: string;
  readonly prompt: string;
  readonly startedAt: string;
  readonly status: string;
  readonly requeued?: boolean;
  readonly ttftMs?: number;
  readonly lastTokenMs?: number;
  readonly tokens: Readonly<Record<string, unknown>>;
  readonly failure?: {
    readonly kind: string;
    readonly phase?: string;
    readonly code?: string;
    readonly message: string;
    readonly advice?: string;
    readonly retryAfterMs?: number;
  };
}
