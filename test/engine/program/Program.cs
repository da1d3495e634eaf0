using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;

namespace EntraCertAuth.Engine
{
    /// <summary>
    /// Answers questions about PowerShell with PowerShell's own engine: one JSON object per line on standard input,
    /// one JSON object per line on standard output, in the same order. Every request has `do` and may have `id`, which
    /// the answer repeats; an answer has `failed` when the request could not be served. With arguments it is a shell instead.
    /// </summary>
    public static class Program
    {
        static readonly Dictionary<string, Action<JsonElement, Utf8JsonWriter>> Handlers =
            new Dictionary<string, Action<JsonElement, Utf8JsonWriter>>(StringComparer.Ordinal)
            {
                ["version"] = (request, writer) =>
                    writer.WriteString("version", typeof(System.Management.Automation.PSObject).Assembly.GetName().Version.ToString()),
                ["parse"] = ParseCommand.Run,
                ["run"] = RunCommand.Run,
            };

        public static int Main(string[] arguments)
        {
            if (arguments.Length > 0)
            {
                return Shell.Run(arguments);
            }

            using (var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), false, 1 << 16))
            using (var output = Console.OpenStandardOutput())
            {
                string line;
                while ((line = input.ReadLine()) != null)
                {
                    if (line.Length > 0)
                    {
                        byte[] answer = Answer(line);
                        output.Write(answer, 0, answer.Length);
                        output.Flush();
                    }
                }
            }

            return 0;
        }

        static byte[] Answer(string line)
        {
            using (var document = JsonDocument.Parse(line))
            {
                try
                {
                    return Write(document.RootElement, Handle);
                }
                catch (Exception error)
                {
                    return Write(document.RootElement, (request, writer) => writer.WriteString("failed", error.ToString()));
                }
            }
        }

        static void Handle(JsonElement request, Utf8JsonWriter writer)
        {
            string name = request.GetProperty("do").GetString();
            if (!Handlers.TryGetValue(name, out var handler))
            {
                throw new ArgumentException("Unknown request: " + name);
            }

            handler(request, writer);
        }

        static byte[] Write(JsonElement request, Action<JsonElement, Utf8JsonWriter> body)
        {
            using (var buffer = new MemoryStream())
            {
                using (var writer = new Utf8JsonWriter(buffer))
                {
                    writer.WriteStartObject();
                    if (request.TryGetProperty("id", out var id))
                    {
                        writer.WritePropertyName("id");
                        id.WriteTo(writer);
                    }

                    body(request, writer);
                    writer.WriteEndObject();
                }

                buffer.WriteByte((byte)'\n');
                return buffer.ToArray();
            }
        }
    }
}
