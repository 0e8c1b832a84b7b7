using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Tests.Support;

/// <summary>Runs a command inside the test, with its output caught.</summary>
public sealed record Leads(int Code, string Out, string Err)
{
    public string[] Lines => Out.TrimEnd('\n').Split('\n');

    public static Task<Leads> Run(params string[] arguments) => Run(terminal: false, arguments, TestContext.Current.CancellationToken);

    public static Task<Leads> OnTerminal(params string[] arguments) => Run(terminal: true, arguments, TestContext.Current.CancellationToken);

    public static async Task<Leads> Run(bool terminal, string[] arguments, CancellationToken stop)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.Run(arguments, new Screen(TextWriter.Synchronized(output), TextWriter.Synchronized(errors), terminal, false), stop);
        return new Leads(code, output.ToString(), errors.ToString());
    }
}
