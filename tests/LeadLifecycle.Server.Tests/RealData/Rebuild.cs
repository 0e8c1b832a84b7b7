using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>Drops all views of a server that has the whole lead log and waits until they are there again.</summary>
internal static class Rebuild
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task GivesTheSameRows(RunningServer server, Stored stored)
    {
        var (before, started) = (await Rows(stored), Stopwatch.GetTimestamp());

        using var accepted = await server.Http.PostAsync("/v1/views/rebuild", null, TestContext.Current.CancellationToken);
        ((int)accepted.StatusCode).ShouldBe(202);
        var answer = JsonNode.Parse(await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        answer["status"]!.GetValue<string>().ShouldBe("begun");
        await Reached(server, answer["until"]!["position"]!.GetValue<long>());

        TestContext.Current.TestOutputHelper?.WriteLine($"rebuilt in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s; server at most {server.PeakMemoryBytes / 1_000_000} MB");
        (await Rows(stored)).ShouldBe(before);
    }

    /// <summary>All rows of all views, whole.</summary>
    public static async Task<string[]> Rows(Stored stored)
    {
        var rows = new List<string>();
        foreach (var table in Stored.Views) rows.Add($"{table} {await stored.Fingerprint(table)}");
        return [.. rows];
    }

    private static async Task Reached(RunningServer server, long position)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await server.Get("/v1/funnel/transitions"))["upTo"]!["position"]!.GetValue<long>() < position) await Task.Delay(100, patience.Token);
    }
}
