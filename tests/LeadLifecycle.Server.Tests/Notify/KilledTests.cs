using System.Text.Json.Nodes;
using LeadLifecycle.Server.Tests.Notify.Live;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>
/// Invariants I4 and I6: whatever is killed, every handoff that was acknowledged is told to every endpoint, under one id each
/// and in its lead's order, and a client of the stream that resumes sees no gap and no reorder. <c>LEADS_LONG=1</c> asks for the whole of it: 20 kills, 5,000 handoffs.
/// </summary>
public sealed class KilledTests(PrivateDatabases databases)
{
    private const int MostBehind = 300;
    private static readonly (int Kills, int Handoffs) Size = Environment.GetEnvironmentVariable("LEADS_LONG") == "1" ? (20, 5_000) : (5, 800);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Short leases, so that what a killed server had claimed is soon free.</summary>
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Notify__Allow__0"] = "127.0.0.1", ["Notify__Timeout"] = "00:00:04", ["Notify__LeaseGrace"] = "00:00:02", ["Notify__Reconcile"] = "00:00:01",
    };

    private readonly FirstSuccesses _successes = new();

    [Fact]
    public async Task a_server_killed_again_and_again_tells_every_endpoint_of_every_handoff_under_one_id()
    {
        var connectionString = await databases.Create();
        await using var receiver = await Receiver.Start();
        receiver.Answer = _successes.Answer;
        var servers = new Stack<RunningServer>([await RunningServer.Start(connectionString, Settings)]);
        try
        {
            foreach (var path in FirstSuccesses.Paths) await servers.Peek().Subscribe(receiver.Url + path);
            var alive = servers.Peek();
            var (stream, streamed) = (await LiveStream.Open(alive), new List<Told>());
            HandoffWriter writer = null!;
            writer = new HandoffWriter(() => Volatile.Read(ref alive).Http, () => Until.Holds(() => writer.Acknowledged.Count - _successes.Told < MostBehind, () => "the receivers fell behind", Patience));
            var writing = writer.Write(Size.Handoffs);
            await foreach (var moment in Moments(writing))
            {
                await alive.Kill();
                await stream.DisposeAsync();
                streamed.AddRange(stream.Left());
                servers.Push(await RunningServer.Start(connectionString, Settings));
                Volatile.Write(ref alive, servers.Peek());
                stream = await LiveStream.Open(alive, lastEventId: stream.LastId);
                Say($"killed at {moment}");
            }

            await writing;
            await Until.Holds(() => _successes.Told >= writer.Acknowledged.Count, () => $"{_successes.Told} of {writer.Acknowledged.Count} told", Patience);
            await using var database = NpgsqlDataSource.Create(connectionString);
            await Until.Holds(async () => await Count(database, "select count(*) from leads.delivery where state = 'pending'") == 0, () => "some deliveries stay pending", Patience);
            Say($"{servers.Count - 1} kills, {writer.Acknowledged.Count} events, {writer.AskedAgain} requests asked again, {_successes.Failed} answered 500, {_successes.Again.Count} told again");

            await EveryAcknowledgedEventIsStoredOnceAndTold(database, writer.Acknowledged);
            EveryEndpointTookItUnderOneIdAndInOrder(writer.Acknowledged);
            await TheReceiptsSayTheSame(alive, writer.Acknowledged);
            await Until.Holds(
                () =>
                {
                    streamed.AddRange(stream.Left());
                    return streamed.Count >= writer.Acknowledged.Count;
                }, () => $"{streamed.Count} of {writer.Acknowledged.Count} streamed", Patience);
            TheStreamTookEachOnceInOrder(streamed, writer.Acknowledged);
            await stream.DisposeAsync();
        }
        finally
        {
            foreach (var server in servers) await server.DisposeAsync();
        }
    }

    /// <summary>Random moments while messages flow, by how many were told; the last before the end.</summary>
    private async IAsyncEnumerable<int> Moments(Task writing)
    {
        var seed = Random.Shared.Next();
        Say($"seed {seed}");
        var random = new Random(seed);
        foreach (var moment in Enumerable.Range(0, Size.Kills).Select(_ => random.Next(1, Size.Handoffs)).Order().ToArray())
        {
            await Until.Holds(() => _successes.Told >= moment || writing.IsFaulted, () => $"{_successes.Told} told, {moment} awaited", Patience);
            if (writing.IsFaulted) await writing;
            await Task.Delay(random.Next(0, 200));
            yield return moment;
        }
    }

    private static async Task EveryAcknowledgedEventIsStoredOnceAndTold(NpgsqlDataSource database, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        var stored = new List<Acknowledged>();
        await using var command = database.CreateCommand("select stream_id::text, version from leads.mt_events where type in ('lead.marketing-qualified.v1', 'lead.sales-accepted.v1', 'lead.sales-qualified.v1')");
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) stored.Add(new Acknowledged(reader.GetString(0), reader.GetInt64(1)));
        }

        stored.ShouldBe(acknowledged, ignoreOrder: true);
        (await Count(database, "select count(*) from leads.delivery")).ShouldBe(acknowledged.Count * FirstSuccesses.Paths.Length);
        (await Count(database, """
            select count(*) from leads.mt_events e cross join leads.subscription s
            where e.type in ('lead.marketing-qualified.v1', 'lead.sales-accepted.v1', 'lead.sales-qualified.v1') and 1 <> (
              select count(*) from leads.delivery d join leads.delivery_attempt a on a.workspace = d.workspace and a.delivery_id = d.id
              where d.event_id = e.id and d.subscription_id = s.id and d.state = 'delivered' and a.outcome = 'delivered')
            """)).ShouldBe(0);
    }

    private void EveryEndpointTookItUnderOneIdAndInOrder(IReadOnlyCollection<Acknowledged> acknowledged)
    {
        foreach (var endpoint in FirstSuccesses.Paths)
        {
            var took = _successes.First.Where(took => took.Path == endpoint).ToArray();
            took.Select(one => new Acknowledged(one.LeadId, one.Version)).ShouldBe(acknowledged, ignoreOrder: true);
            took.Concat(_successes.Again.Where(again => again.Path == endpoint)).Select(one => (one.EventId, one.Id)).Distinct().Count().ShouldBe(took.Length);
            took.Select(one => one.Id).Distinct().Count().ShouldBe(took.Length);
            took.GroupBy(one => one.LeadId).ShouldAllBe(lead => lead.Select(one => one.Version).SequenceEqual(lead.Select(one => one.Version).Order()));
        }
    }

    private static void TheStreamTookEachOnceInOrder(IReadOnlyList<Told> streamed, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        streamed.Zip(streamed.Skip(1)).ShouldAllBe(pair => pair.First.Id < pair.Second.Id);
        streamed.Select(one => new Acknowledged((string)one.Data["leadId"]!, (long)one.Data["version"]!)).ShouldBe(acknowledged, ignoreOrder: true);
    }

    private async Task TheReceiptsSayTheSame(RunningServer server, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        var ids = _successes.First.ToLookup(took => took.EventId, took => took.Id);
        await Parallel.ForEachAsync(acknowledged.GroupBy(one => one.LeadId), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (lead, _) =>
        {
            var told = (await server.Get($"/v1/leads/{lead.Key}/notifications"))["notifications"]!.AsArray();
            told.Select(one => (long)one!["version"]!).ShouldBe(lead.Select(one => one.Version).Order());
            foreach (var one in told)
            {
                var deliveries = one!["deliveries"]!.AsArray();
                deliveries.Select(delivery => (string)delivery!["id"]!).ShouldBe(ids[(string)one["eventId"]!], ignoreOrder: true);
                deliveries.ShouldAllBe(delivery => (string)delivery!["state"]! == "delivered" && Attempts(delivery).Count(outcome => outcome == "delivered") == 1);
            }
        });
    }

    private static IEnumerable<string> Attempts(JsonNode delivery) => delivery["attempts"]!.AsArray().Select(attempt => (string)attempt!["outcome"]!);

    private static async Task<long> Count(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
