import type { ReportState } from '../../core/analysis/report.ts';

/** What a report page shows, in words. */
export interface ReportView {
  readonly heading: string;
  readonly lead: readonly string[];
  readonly notes: readonly ReportNote[];
  readonly permissions: readonly PermissionView[];
  readonly roles: readonly RoleView[];
  /** Whether an application is part of it: without one nothing can be requested or granted. */
  readonly compared: boolean;
  /** What "not used" does not say, below the table; empty where nothing is unused. */
  readonly caution: string;
  readonly lists: readonly ListView[];
  /** What the data is from; with it goes what can be done with the report as a text. Empty where there is no report. */
  readonly foot: readonly string[];
  readonly actions: readonly ReportAction[];
}

export interface ReportNote {
  readonly kind: 'info' | 'warning' | 'success';
  readonly text: string;
}

/** A tick, and the word that says the same. */
export interface TickView {
  readonly tick: 'yes' | 'no' | 'open';
  readonly word: string;
}

export interface PermissionView {
  readonly name: string;
  readonly resource: string;
  readonly state: ReportState;
  readonly stateWord: string;
  readonly needed: TickView;
  readonly requested: TickView;
  readonly granted: TickView;
  readonly inToken: TickView;
  readonly places: readonly PlaceView[];
  /** How many places are not shown. */
  readonly morePlaces: number;
  readonly fix: ReportAction | undefined;
}

export interface RoleView {
  readonly name: string;
  readonly services: string;
  readonly needed: TickView;
  readonly held: TickView;
  readonly missing: boolean;
  readonly places: readonly PlaceView[];
  readonly morePlaces: number;
  readonly fix: ReportAction | undefined;
}

/** A line of a script; a click opens it. */
export interface PlaceView {
  readonly action: string;
  readonly label: string;
}

export interface ListView {
  readonly title: string;
  readonly text: string;
  readonly places: readonly PlaceView[];
}

export interface ReportAction {
  readonly action: string;
  readonly label: string;
  /** What a screen reader says where the label alone does not tell. */
  readonly says?: string;
  readonly primary?: boolean;
}
