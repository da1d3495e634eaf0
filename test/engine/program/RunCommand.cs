using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace EntraCertAuth.Engine
{
    /// <summary>
    /// Runs a script as `pwsh -NoProfile -File` would, in a runspace of its own: `file` is the script; `before` is run
    /// first; `after` is what a person would type when it has ended; `environment` is set for the time of the run, and what
    /// the run leaves of it is told. The answer has what the script wrote (`host`, `output`), its `errors`, and what it left
    /// behind: `variables` with their types and texts, `environment`, and what `after` gave.
    /// </summary>
    static class RunCommand
    {
        public static void Run(JsonElement request, Utf8JsonWriter writer)
        {
            var host = new CaptureHost();
            var given = request.TryGetProperty("environment", out var environment)
                ? environment
                : JsonDocument.Parse("{}").RootElement;
            foreach (var variable in given.EnumerateObject())
            {
                Environment.SetEnvironmentVariable(variable.Name, variable.Value.GetString());
            }

            Runspace previous = null;
            try
            {
                using (var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2()))
                {
                    runspace.Open();
                    previous = Runspace.DefaultRunspace;
                    Runspace.DefaultRunspace = runspace;
                    Shell.AddEverydayCommands(runspace);
                    if (request.TryGetProperty("before", out var before))
                    {
                        Invoke(runspace, before.GetString(), new List<string>(), new List<string>());
                    }

                    var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                    foreach (var variable in Variables(runspace))
                    {
                        known.Add(variable.Name);
                    }

                    var output = new List<string>();
                    var errors = new List<string>();
                    Invoke(runspace, ". '" + request.GetProperty("file").GetString().Replace("'", "''") + "'", output, errors);
                    WriteList(writer, "host", host.Lines);
                    WriteList(writer, "output", output);
                    WriteList(writer, "errors", errors);
                    WriteVariables(writer, Variables(runspace), known);
                    WriteEnvironment(writer);
                    var later = new List<string>();
                    if (request.TryGetProperty("after", out var after))
                    {
                        Invoke(runspace, after.GetString(), later, later);
                    }

                    WriteList(writer, "after", later);
                    Shell.RaiseExiting(runspace);
                }
            }
            finally
            {
                Runspace.DefaultRunspace = previous;
                foreach (var variable in given.EnumerateObject())
                {
                    Environment.SetEnvironmentVariable(variable.Name, null);
                }
            }
        }

        static void Invoke(Runspace runspace, string text, List<string> output, List<string> errors)
        {
            using (var shell = PowerShell.Create())
            {
                shell.Runspace = runspace;
                shell.AddScript(text, false);
                try
                {
                    foreach (var item in shell.Invoke())
                    {
                        output.Add(item == null ? "" : item.ToString());
                    }
                }
                catch (RuntimeException error)
                {
                    errors.Add(error.ErrorRecord.ToString());
                }

                foreach (var record in shell.Streams.Error)
                {
                    errors.Add(record.ToString());
                }
            }
        }

        static List<PSVariable> Variables(Runspace runspace)
        {
            using (var shell = PowerShell.Create())
            {
                shell.Runspace = runspace;
                // The drive shows every variable; the cmdlet for it is not part of the engine.
                shell.AddScript("$ExecutionContext.InvokeProvider.ChildItem.Get('Variable:', $false)", false);
                var found = new List<PSVariable>();
                foreach (var item in shell.Invoke())
                {
                    if (item.BaseObject is PSVariable variable)
                    {
                        found.Add(variable);
                    }
                }

                return found;
            }
        }

        static void WriteVariables(Utf8JsonWriter writer, List<PSVariable> variables, HashSet<string> known)
        {
            writer.WriteStartArray("variables");
            foreach (var variable in variables)
            {
                writer.WriteStartObject();
                writer.WriteString("name", variable.Name);
                writer.WriteBoolean("new", !known.Contains(variable.Name));
                writer.WriteString("value", Describe(variable.Value, 3));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        /// <summary>The types and texts of a value and what is in it, for searching.</summary>
        static string Describe(object value, int depth)
        {
            if (value is PSObject wrapped)
            {
                value = wrapped.BaseObject;
            }

            if (value == null)
            {
                return "";
            }

            string text = value.GetType().Name + " " + value;
            if (depth > 0 && value is IDictionary map)
            {
                foreach (DictionaryEntry entry in map)
                {
                    text += " " + entry.Key + "=" + Describe(entry.Value, depth - 1);
                }
            }
            else if (depth > 0 && value is IEnumerable items && !(value is string))
            {
                foreach (var item in items)
                {
                    text += " " + Describe(item, depth - 1);
                }
            }

            return text;
        }

        static void WriteEnvironment(Utf8JsonWriter writer)
        {
            writer.WriteStartObject("environment");
            foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            {
                writer.WriteString((string)variable.Key, (string)variable.Value);
            }

            writer.WriteEndObject();
        }

        static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> items)
        {
            writer.WriteStartArray(name);
            foreach (var item in items)
            {
                writer.WriteStringValue(item);
            }

            writer.WriteEndArray();
        }
    }
}
