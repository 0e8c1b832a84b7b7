using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Agreements;

/// <summary>What is agreed is what leads are judged by, on every node and after every start.</summary>
public sealed class InForceTests(PrivateDatabases databases)
{
    [Fact]
    public async Task a_reason_is_taken_from_when_it_is_agreed_on_every_node_and_after_a_start()
    {
        var database = await databases.Create();
        await using var one = await RunningServer.Start(database);
        await using (var two = await RunningServer.Start(database))
        {
            (await Recycle(two, "other.new")).ShouldBeProblem(422, "reason.unknown");
            await one.Agree("reasons", Table.Reasons("other.new"));
            foreach (var node in (RunningServer[])[one, two])
            {
                (await Recycle(node, "other.new")).ShouldBeOutcome("recorded");
                (await Recycle(node, "competitor")).ShouldBeProblem(422, "reason.unknown");
            }
        }

        await one.Kill();
        await using var again = await RunningServer.Start(database);
        (await Recycle(again, "other.new")).ShouldBeOutcome("recorded");
        (await Recycle(again, "competitor")).ShouldBeProblem(422, "reason.unknown");
    }

    [Fact]
    public async Task a_configured_reason_list_is_the_default_until_another_is_signed()
    {
        await using var server = await RunningServer.Start(await databases.Create(), new Dictionary<string, string> { ["Reasons__weather__0"] = "weather.rain" });
        (await server.Get("/v1/agreements/reasons"))["content"]!.ToJsonString().ShouldBe("""{"categories":{"weather":["weather.rain"]}}""");
        (await Recycle(server, "weather.rain")).ShouldBeOutcome("recorded");
        await server.Agree("reasons", Table.Reasons());
        (await Recycle(server, "weather.rain")).ShouldBeProblem(422, "reason.unknown");
    }

    [Fact]
    public async Task agreements_are_no_leads_and_no_view_minds_them()
    {
        var database = await databases.Create();
        await using var server = await RunningServer.Start(database);
        await server.Tell(Wire.Captured("before", """{"source":"fair"}"""));
        await server.Agree("reasons", Table.Reasons("other.new"));
        await server.Agree("sla", """{"targets":{"acceptance":"1h"}}""");
        var last = await server.Tell(Wire.Captured("after", """{"source":"fair"}"""));

        (await server.Get($"/v1/events?waitFor={last}"))["events"]!.AsArray().Select(e => (string?)e!["type"]).ShouldBe(["lead.captured", "lead.captured"]);
        await server.Agree("reasons", Table.Reasons("other.newer"));
        long.Parse((string)(await server.Get($"/v1/events?after={last}&waitFor={last + 2}"))["nextCursor"]!).ShouldBeGreaterThanOrEqualTo(last + 2, "Whoever follows the feed would be woken by an agreement again and again.");
        (await server.Get($"/v1/leads?waitFor={last}"))["leads"]!.AsArray().Count.ShouldBe(2);
        ((int)(await server.Get($"/v1/funnel?waitFor={last}"))["totals"]!["cycles"]!).ShouldBe(2);
        var stream = await StreamOf(database);
        foreach (var path in (string[])["", "/history", "/contact"]) (await server.Ask($"/v1/leads/{stream}{path}")).ShouldBeProblem(404, "lead.unknown");
        (await server.Step(stream, "engage")).ShouldBeProblem(404, "lead.unknown");
        (await server.Step(stream, "touch")).ShouldBeProblem(404, "lead.unknown");

        var rebuilt = await server.Say("/v1/views/rebuild", "", null);
        rebuilt.Status.ShouldBe(202, rebuilt.Text);
        var funnel = await server.Get($"/v1/funnel?waitFor={rebuilt.Json["until"]!["position"]}");
        ((int)funnel["totals"]!["cycles"]!).ShouldBe(2);
        ((int)(await server.Get("/v1/agreements/sla"))["version"]!).ShouldBe(1);
    }

    private static async Task<Reply> Recycle(RunningServer server, string reason)
    {
        var lead = await server.Capture("lead/" + Wire.NewId());
        return await server.Step(lead, "recycle", new JsonObject { ["reason"] = reason }.ToJsonString());
    }

    private static async Task<string> StreamOf(string connectionString)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand("select stream_id::text from leads.mt_events where type = 'agreement.signed.v1' limit 1");
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
