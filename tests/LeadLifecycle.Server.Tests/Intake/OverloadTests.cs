using System.Text.Json.Nodes;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Intake;

/// <summary>More than can be taken, and a ledger kept outside the server of what it said.</summary>
public sealed class OverloadTests(PrivateDatabases databases)
{
    private const int Requests = 60;
    private const int PerRequest = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task what_is_refused_was_not_taken_and_what_is_acknowledged_is_kept()
    {
        var connectionString = await databases.Create();
        await using var server = await RunningServer.Start(connectionString);
        await server.ShouldStillWork();
        var said = Enumerable.Range(0, Requests).Select(Batch).ToArray();
        var replies = await DuringAStandstill(connectionString, () => [.. said.Select(batch => Say(server, batch))]);

        var refused = said.Where((_, i) => replies[i].Status != 200).ToArray();
        refused.Length.ShouldBeInRange(1, Requests - 1);
        foreach (var reply in replies.Where(reply => reply.Status != 200))
        {
            reply.ShouldBeProblem(503, "intake.overloaded");
            reply.Headers.RetryAfter.ShouldNotBeNull();
        }

        foreach (var reply in replies.Where(reply => reply.Status == 200)) reply.Json["results"]!.AsArray().ShouldAllBe(outcome => (string?)outcome!["outcome"] == "recorded");
        (await Stored(connectionString)).ShouldBe(said.Except(refused).SelectMany(Ids), ignoreOrder: true);

        foreach (var batch in refused) (await Say(server, batch)).Status.ShouldBe(200, "the retry finds room");
        (await Stored(connectionString)).ShouldBe(said.SelectMany(Ids), ignoreOrder: true);
    }

    /// <summary>Says everything while nothing can be committed, until what was refused has been answered.</summary>
    private static async Task<Reply[]> DuringAStandstill(string connectionString, Func<Task<Reply>[]> say)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var standstill = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var locking = new NpgsqlCommand("lock table leads.mt_streams in exclusive mode", connection)) await locking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var replies = say();
        await Task.WhenAny(replies).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await standstill.RollbackAsync(TestContext.Current.CancellationToken);
        return await Task.WhenAll(replies).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private static JsonObject[] Batch(int number) =>
        [.. Enumerable.Range(0, PerRequest).Select(i => Wire.Fact($"rush/{number}/{i}", "touched", "2026-03-01T10:00:00Z", id: $"rush-{number}-{i}"))];

    private static Task<Reply> Say(RunningServer server, JsonObject[] batch) => server.Say("/v1/events", new JsonArray([.. batch.Select(fact => fact.DeepClone())]).ToJsonString(), Wire.Many);

    private static IEnumerable<string> Ids(JsonObject[] batch) => batch.Select(fact => (string)fact["id"]!);

    private static async Task<List<string>> Stored(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand("select data ->> 'senderEventId' from leads.mt_events where data ->> 'senderEventId' like 'rush-%'");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var ids = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) ids.Add(reader.GetString(0));
        return ids;
    }
}
