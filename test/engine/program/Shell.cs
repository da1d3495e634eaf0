using System;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace EntraCertAuth.Engine
{
    /// <summary>
    /// As much of the `pwsh` executable as starting a terminal takes: `[-NoLogo] [-NoProfile] [-NoExit] -File path`, then
    /// lines from standard input until its end. For machines that have the engine only.
    /// </summary>
    static class Shell
    {
        public static int Run(string[] arguments)
        {
            string file = null;
            bool stay = false;
            for (int index = 0; index < arguments.Length; index++)
            {
                string name = arguments[index].ToLowerInvariant();
                if (name == "-file")
                {
                    file = arguments[++index];
                }
                else if (name == "-noexit")
                {
                    stay = true;
                }
                else if (name == "-executionpolicy")
                {
                    index++;
                }
            }

            var host = new CaptureHost(text =>
            {
                Console.Out.Write(text);
                Console.Out.Flush();
            });
            using (var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2()))
            {
                runspace.Open();
                Runspace.DefaultRunspace = runspace;
                AddEverydayCommands(runspace);
                if (file != null)
                {
                    Execute(runspace, host, ". '" + file.Replace("'", "''") + "'", false);
                }

                string line;
                while (stay && host.ExitCode == null && Prompt() && (line = Console.In.ReadLine()) != null)
                {
                    Execute(runspace, host, line, true);
                }

                RaiseExiting(runspace);
            }

            return host.ExitCode ?? 0;
        }

        /// <summary>What ends a session of `pwsh`; a hosted engine is not told.</summary>
        public static void RaiseExiting(Runspace runspace)
        {
            runspace.Events.GenerateEvent(PSEngineEvent.Exiting, null, Array.Empty<object>(), null, true, true);
        }

        /// <summary>
        /// The modules with the everyday commands: those of the PowerShell this is, or substitutes where it is the engine only.
        /// </summary>
        public static void AddEverydayCommands(Runspace runspace)
        {
            string home = Path.GetDirectoryName(typeof(PSObject).Assembly.Location);
            foreach (string name in new[] { "Microsoft.PowerShell.Management", "Microsoft.PowerShell.Utility" })
            {
                string whole = Path.Combine(home, "Modules", name, name + ".psd1");
                string module = File.Exists(whole) ? whole : Path.Combine(AppContext.BaseDirectory, name + ".psm1");
                using (var shell = PowerShell.Create())
                {
                    shell.Runspace = runspace;
                    shell.AddCommand("Import-Module").AddParameter("Name", module);
                    shell.AddParameter("Global").AddParameter("DisableNameChecking").Invoke();
                }
            }
        }

        static bool Prompt()
        {
            Console.Out.Write("PS> ");
            Console.Out.Flush();
            return true;
        }

        static void Execute(Runspace runspace, CaptureHost host, string text, bool keep)
        {
            using (var shell = PowerShell.Create())
            {
                shell.Runspace = runspace;
                shell.AddScript(text, false).AddCommand("Out-Default");
                shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
                try
                {
                    shell.Invoke(null, new PSInvocationSettings { AddToHistory = keep });
                }
                catch (RuntimeException error)
                {
                    host.UI.WriteErrorLine(error.ErrorRecord.ToString());
                }
            }
        }
    }
}
