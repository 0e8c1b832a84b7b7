using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>One <c>leads import</c> as a user runs it: the built client in a process of its own.</summary>
internal sealed record LeadsImport(int Code, JsonNode? Summary, string Err)
{
    public const int Done = 0;
    public const int Unreachable = 3;

    public long Recorded => Summary!["recorded"]!.GetValue<long>();

    public long Duplicate => Summary!["duplicate"]!.GetValue<long>();

    /// <summary>An import that must go in whole.</summary>
    public static async Task<LeadsImport> Run(RunningServer server, string mapping, params string[] data)
    {
        var import = await Start(server, mapping, [], data);
        import.Code.ShouldBe(Done, import.Err);
        import.Summary!["complete"]!.GetValue<bool>().ShouldBeTrue();
        import.Summary["viewsReady"]!.GetValue<bool>().ShouldBeTrue();
        import.Summary["refused"]!.AsObject().ShouldBeEmpty();
        var seconds = import.Summary["seconds"]!.GetValue<double>();
        TestContext.Current.TestOutputHelper?.WriteLine($"{mapping}: {import.Recorded} recorded, {import.Duplicate} duplicate, sent in {seconds:0.0} s; server at most {server.PeakMemoryBytes / 1_000_000} MB");
        return import;
    }

    /// <summary>An import that may end in any way.</summary>
    public static async Task<LeadsImport> Start(RunningServer server, string mapping, string[] options, params string[] data)
    {
        var report = Directory.CreateTempSubdirectory("leads-import-");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "leads.dll"), "--server", server.Http.BaseAddress!.ToString(), "--json",
                "import", "--mapping", RealFiles.Mapping(mapping), "--report", report.FullName, .. options, .. data,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var text = await output;
            return new LeadsImport(process.ExitCode, text.Length == 0 ? null : JsonNode.Parse(text), await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            report.Delete(recursive: true);
        }
    }
}
