using System.Text.Json.Nodes;
using LeadLifecycle.Proofs;
using LeadLifecycle.Server.Tests.Agreements;

namespace LeadLifecycle.Server.Tests.Audit;

/// <summary>What auditors get from the service, and that it proves what it says.</summary>
public sealed class AuditTests(PrivateDatabases databases)
{
    [Fact]
    public async Task every_acknowledged_event_is_proven_and_the_log_only_grows()
    {
        using var folder = new LocalPostgres.TemporaryRoot();
        await using var server = await RunningServer.Start(await databases.Create(), SignedLog.Settings(folder.Path));
        (await server.Ask("/v1/audit/checkpoint")).ShouldBeProblem(404, "audit.no-checkpoint");
        var first = await server.Report(Wire.Captured("audit/1"));
        var earlier = await CheckpointOf(server, 1);
        for (var i = 0; i < 5; i++) await server.Report(Wire.Fact("audit/1", "touched", "2026-03-02T10:00:00Z"));
        var later = await CheckpointOf(server, 6);

        var proof = await server.Get($"/v1/audit/proofs/inclusion?event={(string)first.Json["id"]!}");
        ((long)proof["index"]!, (long)proof["size"]!).ShouldBe((0, later.Size));
        Inclusion.Holds(Hash(proof["leaf"]), 0, later.Size, Hashes(proof), later.Root).ShouldBeTrue();
        var growth = await server.Get($"/v1/audit/proofs/consistency?from={earlier.Size}&to={later.Size}");
        Consistency.Holds(earlier.Size, earlier.Root, later.Size, later.Root, Hashes(growth)).ShouldBeTrue();
        (await server.Get("/v1/audit/checkpoints"))["checkpoints"]!.AsArray().Select(one => (long)one!["size"]!).ShouldBe([earlier.Size, later.Size]);

        (await server.Ask($"/v1/audit/proofs/inclusion?event={Guid.NewGuid()}")).ShouldBeProblem(404, "event.unknown");
        (await server.Ask("/v1/audit/proofs/inclusion?event=one")).ShouldBeProblem(400, "query.invalid");
        (await server.Ask("/v1/audit/proofs/consistency?to=1000")).ShouldBeProblem(400, "query.invalid");
        (await server.Ask("/v1/audit/proofs/consistency?from=5&to=2")).ShouldBeProblem(400, "query.invalid");
        (await server.Ask($"/v1/audit/leads/{Guid.NewGuid()}/bundle")).ShouldBeProblem(404, "lead.unknown");
        (await server.Ask("/v1/audit/bundle?from=2026-01-01T00:00:00Z")).ShouldBeProblem(400, "query.invalid");
    }

    [Fact]
    public async Task a_bundle_is_verified_by_itself_and_a_changed_one_is_not()
    {
        using var folder = new LocalPostgres.TemporaryRoot();
        await using var server = await RunningServer.Start(await databases.Create(), SignedLog.Settings(folder.Path));
        await server.Agree("sla", """{"targets":{"acceptance":"2h"}}""");
        var lead = await server.Capture("bundle/1", """{"source":"fair","company":{"employees":250}}""");
        (await server.Step(lead, "qualify", """{"score":80.50}""")).ShouldBeOutcome("recorded");
        await CheckpointOf(server, 4);
        var key = (await server.Ask("/v1/audit/key")).Text.Trim();
        var bundle = (await server.Ask($"/v1/audit/leads/{lead}/bundle")).Text;
        JsonNode.Parse(bundle)!["events"]!.AsArray().Count.ShouldBe(2);
        JsonNode.Parse(bundle)!["definitions"]!.AsArray().Count.ShouldBe(2, "The proposal and the other team's signature.");

        await Check(bundle, 0);
        await Check(bundle.Replace("\"fair\"", "\"ads\"", StringComparison.Ordinal), 1, "event.edited@2");
        await Check(bundle.Replace("\"version\":2,", "\"version\":3,", StringComparison.Ordinal), 1, "event.edited@3", "event.edited@1", "event.deleted");
        var cut = JsonNode.Parse(bundle)!;
        cut["events"]!.AsArray().RemoveAt(0);
        await Check(cut.ToJsonString(), 1, "event.deleted");
        await Check((await server.Ask("/v1/audit/bundle?from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z")).Text, 0);

        async Task Check(string text, int code, params string[] findings)
        {
            var path = Path.Combine(folder.Path, "bundle.json");
            await File.WriteAllTextAsync(path, text);
            var found = await Verification.Run(path, "--key", key);
            (found.Code, string.Join(" ", found.Findings)).ShouldBe((code, string.Join(" ", findings)), found.Said);
            if (await Verification.RunSecond(path, "--key", key) is not { } second) return;
            (second.Code, string.Join(" ", second.Findings)).ShouldBe((code, string.Join(" ", findings)), second.Said);
        }
    }

    [Fact]
    public async Task another_node_goes_on_where_the_one_that_fed_the_log_was_killed()
    {
        using var folder = new LocalPostgres.TemporaryRoot();
        var database = await databases.Create();
        await using var second = await Two(database, folder.Path);
        for (var i = 0; i < 20; i++) await second.Report(Wire.Captured($"after/{i}"));
        var checkpoint = await CheckpointOf(second, 40);
        var verified = await Verification.Run("--database", database, "--key", (await second.Ask("/v1/audit/key")).Text.Trim());
        verified.Code.ShouldBe(0, verified.Said);
        checkpoint.Size.ShouldBe(40);
    }

    /// <summary>Two nodes; the first is killed once it has fed the log.</summary>
    private static async Task<RunningServer> Two(string database, string sink)
    {
        await using var first = await RunningServer.Start(database, SignedLog.Settings(sink));
        var second = await RunningServer.Start(database, SignedLog.Settings(sink));
        for (var i = 0; i < 20; i++) await first.Report(Wire.Captured($"before/{i}"));
        await CheckpointOf(first, 20);
        await first.Kill();
        return second;
    }

    /// <summary>The latest checkpoint, once it has so many leaves.</summary>
    private static async Task<Checkpoint> CheckpointOf(RunningServer server, long size)
    {
        Checkpoint? checkpoint = null;
        await SignedLog.Until(async () => await server.Ask("/v1/audit/checkpoint") is { Status: 200 } said && (checkpoint = Checkpoint.Parse(SignedNote.Parse(said.Text).Text)).Size >= size);
        return checkpoint!;
    }

    private static byte[] Hash(JsonNode? text) => Convert.FromBase64String((string)text!);

    private static byte[][] Hashes(JsonNode proof) => [.. proof["proof"]!.AsArray().Select(Hash)];
}
