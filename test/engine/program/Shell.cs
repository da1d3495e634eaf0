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
                AddSubstitutes(runspace);
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

        /// <summary>The engine comes without the modules that bring the everyday commands.</summary>
        public static void AddSubstitutes(Runspace runspace)
        {
            using (var shell = PowerShell.Create())
            {
                shell.Runspace = runspace;
                if (shell.AddScript("[bool] (Get-Command -Name New-Object -ErrorAction Ignore)").Invoke<bool>()[0])
                {
                    return;
                }

                foreach (string name in new[] { "Microsoft.PowerShell.Management", "Microsoft.PowerShell.Utility" })
                {
                    shell.Commands.Clear();
                    shell.AddCommand("Import-Module").AddParameter("Name", Path.Combine(AppContext.BaseDirectory, name + ".psm1"));
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
