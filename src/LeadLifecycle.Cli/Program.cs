using LeadLifecycle.Cli;
using LeadLifecycle.Cli.Output;

return await CommandLine.Run(args, Screen.OfConsole());
