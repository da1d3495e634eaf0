import { graphTypeName } from '../format/views.ts';
import { fromJson } from '../language/json.ts';
import type { Value } from '../language/values.ts';

/** A Graph object as the SDK gives it: names in Pascal case, moments as dates, annotations left out. */
export function graphObject(json: unknown, resource: string): Value {
  return fromJson(json, graphTypeName(resource), { rename: pascalCase, isDate });
}

/** A Graph answer as `Invoke-MgGraphRequest -OutputType PSObject` gives it: names as they are. */
export function rawObject(json: unknown): Value {
  return fromJson(json, 'System.Management.Automation.PSCustomObject');
}

function pascalCase(name: string): string | undefined {
  return name.includes('@') ? undefined : name.charAt(0).toUpperCase() + name.slice(1);
}

function isDate(name: string, text: string): boolean {
  // The moment of a dateTimeTimeZone has its zone beside it and stays text.
  return (
    name !== 'dateTime' && /(?:DateTime|Date)$/i.test(name) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)
  );
}
