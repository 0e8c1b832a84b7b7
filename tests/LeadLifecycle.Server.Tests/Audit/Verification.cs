using System.Diagnostics;
using System.Text.Json.Nodes;
using LeadLifecycle.Cli;
using LeadLifecycle.Cli.Output;
using LeadLifecycle.LocalPostgres;

namespace LeadLifecycle.Server.Tests.Audit;

/// <summary><c>leads verify</c> as a user runs it, and the second verifier beside it.</summary>
internal static class Verification
{
    /// <returns>The exit code and what was found, as <c>code</c> or <c>code@index</c>, in order.</returns>
    public static async Task<(int Code, string[] Findings, string Said)> Run(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.Run(["--json", "verify", .. arguments], new Screen(output, errors, false, false), TestContext.Current.CancellationToken);
        return (code, output.ToString() is { Length: > 0 } json ? Findings(json) : [], output.ToString() + errors);
    }

    /// <summary>Null where no node is installed.</summary>
    public static async Task<(int Code, string[] Findings, string Said)?> RunSecond(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(CheckoutRoot.Find(), "ops", "verify", "verify.mjs"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var json = await output;
            return (process.ExitCode, json.Length > 0 ? Findings(json) : [], json + await errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string[] Findings(string json) => [.. JsonNode.Parse(json)!.AsArray()
        .SelectMany(verdict => verdict!["findings"]!.AsArray())
        .Select(finding => (string)finding!["code"]! + (finding["index"] is { } index ? $"@{index}" : ""))];
}
