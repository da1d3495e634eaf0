using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace EntraCertAuth.Engine
{
    /// <summary>A host that keeps what is written to it, or writes it on, and answers no question.</summary>
    sealed class CaptureHost : PSHost
    {
        readonly CaptureInterface face;
        readonly Guid id = Guid.NewGuid();

        public CaptureHost(Action<string> write = null)
        {
            face = new CaptureInterface(Lines, write);
        }

        public List<string> Lines { get; } = new List<string>();

        public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

        public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

        public override Guid InstanceId => id;

        public override string Name => "Engine";

        public override PSHostUserInterface UI => face;

        public override Version Version => new Version(1, 0);

        /// <summary>The code of an `exit`; undefined while there was none.</summary>
        public int? ExitCode { get; private set; }

        public override void EnterNestedPrompt() => throw new NotSupportedException();

        public override void ExitNestedPrompt() => throw new NotSupportedException();

        public override void NotifyBeginApplication()
        {
        }

        public override void NotifyEndApplication()
        {
        }

        public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
    }

    sealed class CaptureInterface : PSHostUserInterface
    {
        readonly List<string> lines;
        readonly Action<string> write;
        string line = "";

        public CaptureInterface(List<string> lines, Action<string> write)
        {
            this.lines = lines;
            this.write = write;
        }

        public override PSHostRawUserInterface RawUI => null;

        public override void Write(string value)
        {
            write?.Invoke(value);
            string[] parts = value.Split('\n');
            for (int index = 0; index < parts.Length - 1; index++)
            {
                lines.Add(line + parts[index]);
                line = "";
            }

            line += parts[parts.Length - 1];
        }

        public override void Write(ConsoleColor foreground, ConsoleColor background, string value) => Write(value);

        public override void WriteLine(string value)
        {
            write?.Invoke(value + "\n");
            lines.Add(line + value);
            line = "";
        }

        public override void WriteLine(ConsoleColor foreground, ConsoleColor background, string value) => WriteLine(value);

        public override void WriteErrorLine(string value) => WriteLine(value);

        public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

        public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

        public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes types, PSCredentialUIOptions options) =>
            throw new NotSupportedException();
    }
}
