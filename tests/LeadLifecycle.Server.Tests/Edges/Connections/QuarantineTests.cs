using System.Text.Json.Nodes;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Edges.Connections;

/// <summary>What could not be mapped waits until a mapping is mended, and is recorded once.</summary>
[Collection(SharedServer.Name)]
public sealed class QuarantineTests(ServerFixture fixture)
{
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task a_mended_mapping_records_what_waited_once()
    {
        var hooked = await Hooked.On(_server);
        var delivery = $"[{Hooked.Form("9007199254740993", "waiting")},{Hooked.Lost("9007199254740994", "waiting", "too dear")}]";
        (await hooked.Deliver(delivery)).ShouldCount(recorded: 1, quarantined: 1);
        ((int?)(await _server.Get(hooked.At))["quarantined"]).ShouldBe(1);
        var still = (await hooked.Replay()).ShouldCount(quarantined: 1).Json["still"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)still["code"]).ShouldBe("reason.unknown");
        ((string?)still["member"]).ShouldBe("/data/reason");

        (await hooked.Patch($$"""{"mapping":{{Mended}}}""")).Status.ShouldBe(200);
        (await hooked.Replay()).ShouldCount(recorded: 1);

        (await hooked.Quarantine()).ShouldBeEmpty();
        ((string?)(await hooked.Lead("waiting"))!["reason"]).ShouldBe("price");
        (await hooked.Deliver(delivery)).ShouldCount(duplicate: 2);
        (await hooked.Replay()).ShouldCount();
    }

    [Fact]
    public async Task an_item_delivered_twice_waits_once_and_is_shown_as_it_came()
    {
        var hooked = await Hooked.On(_server);
        var item = Hooked.Lost("9007199254740993", "twice", "mood");
        (await hooked.Deliver($"[{item}]")).ShouldCount(quarantined: 1);
        (await hooked.Deliver($"[{Hooked.Form("5", "other")},{item},{item}]")).ShouldCount(recorded: 1, quarantined: 2);

        var kept = (await hooked.Quarantine()).ShouldHaveSingleItem();
        ((int?)kept["timesSeen"]).ShouldBe(3);
        ((string?)kept["pointer"]).ShouldBe("/0");
        var shown = await _server.Get($"{hooked.At}/quarantine/{kept["id"]}");
        shown["body"]!.ToJsonString().ShouldBe(JsonNode.Parse($"[{item}]")!.ToJsonString());
        shown["body"]![0]!["id"]!.ToJsonString().ShouldBe("9007199254740993");
    }

    [Fact]
    public async Task only_the_named_ones_are_replayed()
    {
        var hooked = await Hooked.On(_server);
        (await hooked.Deliver($"[{Hooked.Lost("1", "a", "too dear")},{Hooked.Lost("2", "b", "too dear")}]")).ShouldCount(quarantined: 2);
        (await hooked.Patch($$"""{"mapping":{{Mended}}}""")).Status.ShouldBe(200);
        var kept = await hooked.Quarantine();

        (await hooked.Replay($$"""{"ids":["{{kept[1]["id"]}}"]}""")).ShouldCount(recorded: 1);

        (await hooked.Lead("a")).ShouldBeNull();
        (await hooked.Lead("b")).ShouldNotBeNull();
        ((string?)(await hooked.Quarantine()).ShouldHaveSingleItem()["id"]).ShouldBe((string?)kept[0]["id"]);
        (await hooked.Replay("""{"ids":["x"]}""")).ShouldBeProblem(400, "event.malformed", "/ids");
    }

    [Fact]
    public async Task a_mapping_that_looked_in_the_wrong_place_loses_nothing()
    {
        var hooked = await Hooked.On(_server, Hooked.Mapping.Replace("\"id\": \"/id\"", "\"items\": \"/events\", \"id\": \"/id\""));
        (await hooked.Deliver($$"""{"changes":[{{Hooked.Form("1", "misplaced")}},{{Hooked.Form("2", "misplaced too")}}]}""")).ShouldCount(quarantined: 1);
        ((string?)(await hooked.Quarantine()).ShouldHaveSingleItem()["code"]).ShouldBe("mapping.items-missing");

        (await hooked.Patch($$"""{"mapping":{{Hooked.Mapping.Replace("\"id\": \"/id\"", "\"items\": \"/changes\", \"id\": \"/id\"")}}}""")).Status.ShouldBe(200);
        (await hooked.Replay()).ShouldCount(recorded: 2);
        (await hooked.Quarantine()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_mapping_that_finds_nothing_any_more_leaves_it_waiting()
    {
        var hooked = await Hooked.On(_server, Hooked.Mapping.Replace("\"id\": \"/id\"", "\"items\": \"/a\", \"id\": \"/id\""));
        (await hooked.Deliver($$"""{"a":[{{Hooked.Lost("1", "gone", "mood")}}],"b":{"list":[] } }""")).ShouldCount(quarantined: 1);

        (await hooked.Patch($$"""{"mapping":{{Hooked.Mapping.Replace("\"id\": \"/id\"", "\"items\": \"/b/list\", \"id\": \"/id\"")}}}""")).Status.ShouldBe(200);
        var still = (await hooked.Replay()).ShouldCount(quarantined: 1).Json["still"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)still["code"]).ShouldBe("delivery.nothing-found");
        (await hooked.Quarantine()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task more_than_a_page_is_listed_whole_and_replayed_whole()
    {
        var hooked = await Hooked.On(_server);
        (await hooked.Deliver($"[{string.Join(",", Enumerable.Range(0, 250).Select(i => Hooked.Lost($"{i}", $"paged/{i}", "too dear")))}]")).ShouldCount(quarantined: 250);

        var ids = new List<string>();
        for (string? cursor = "", query = ""; cursor is not null; query = $"&cursor={cursor}")
        {
            var page = await _server.Get($"{hooked.At}/quarantine?limit=100{query}");
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["nextCursor"];
        }

        ids.Distinct().Count().ShouldBe(250);
        (await _server.Ask($"{hooked.At}/quarantine?cursor=x")).ShouldBeProblem(400, "query.invalid");
        (await hooked.Replay()).ShouldCount(quarantined: 250).Json["still"]!.AsArray().Count.ShouldBe(100);
        (await hooked.Patch($$"""{"mapping":{{Mended}}}""")).Status.ShouldBe(200);
        (await hooked.Replay()).ShouldCount(recorded: 250);
        (await hooked.Quarantine()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_person_throws_a_part_away_and_a_connection_with_parts_is_not_ended_unasked()
    {
        var hooked = await Hooked.On(_server);
        (await hooked.Deliver($"[{Hooked.Lost("1", "a", "mood")},{Hooked.Lost("2", "b", "mood")}]")).ShouldCount(quarantined: 2);
        var id = (string)(await hooked.Quarantine())[0]["id"]!;

        (await _server.Ask($"{hooked.At}/quarantine/{id}", "DELETE")).Status.ShouldBe(200);
        (await _server.Ask($"{hooked.At}/quarantine/{id}", "DELETE")).ShouldBeProblem(404, "quarantine.unknown");
        (await _server.Ask($"{hooked.At}/quarantine/{id}")).ShouldBeProblem(404, "quarantine.unknown");
        (await _server.Ask(hooked.At, "DELETE")).ShouldBeProblem(409, "connection.quarantine-not-empty");
        (await hooked.Quarantine()).ShouldHaveSingleItem();
        (await _server.Ask(hooked.At + "?discard=true", "DELETE")).Status.ShouldBe(200);
        (await _server.Ask(hooked.At)).ShouldBeProblem(404, "connection.unknown");
    }

    [Fact]
    public async Task another_connection_does_not_see_it()
    {
        var (hooked, other) = (await Hooked.On(_server), await Hooked.On(_server));
        (await hooked.Deliver(Hooked.Lost("1", "a", "mood"))).ShouldCount(quarantined: 1);
        var id = (string)(await hooked.Quarantine())[0]["id"]!;

        (await other.Quarantine()).ShouldBeEmpty();
        (await _server.Ask($"{other.At}/quarantine/{id}")).ShouldBeProblem(404, "quarantine.unknown");
        (await other.Replay($$"""{"ids":["{{id}}"]}""")).ShouldCount();
        (await _server.Ask($"{other.At}/quarantine/{id}", "DELETE")).ShouldBeProblem(404, "quarantine.unknown");
        (await hooked.Quarantine()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task what_it_says_of_a_person_lies_in_its_row_alone_and_goes_with_it()
    {
        var hooked = await Hooked.On(_server);
        const string canary = "canary-in-quarantine@person.example";
        (await hooked.Deliver($$"""[{{Hooked.Form("1", "neighbour")}},{"id":2,"kind":"riddle","email":"{{canary}}"}]""")).ShouldCount(recorded: 1, quarantined: 1);

        _server.Log.ShouldNotContain(canary);
        (await _server.Ask("/metrics")).Text.ShouldNotContain(canary);
        (await _server.Ask(hooked.At + "/quarantine")).Text.ShouldNotContain(canary);
        (await Rows(canary)).ShouldBe(["quarantine"]);
        var id = (string)(await hooked.Quarantine())[0]["id"]!;
        (await _server.Ask($"{hooked.At}/quarantine/{id}", "DELETE")).Status.ShouldBe(200);
        (await Rows(canary)).ShouldBeEmpty();
    }

    private static string Mended => Hooked.Mapping.Replace("\"reason\": \"/why\"", """ "reason": { "pointer": "/why", "table": { "too dear": "price" } } """);

    /// <summary>The tables in which the text stands, as text or as bytes.</summary>
    private async Task<List<string>> Rows(string canary)
    {
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var names = database.CreateCommand("select tablename from pg_tables where schemaname = 'leads'");
        var tables = new List<string>();
        await using (var row = await names.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await row.ReadAsync(TestContext.Current.CancellationToken)) tables.Add(row.GetString(0));
        }

        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var look = database.CreateCommand($"select exists (select 1 from leads.\"{table}\" t where t::text like $1 or t::text like $2)");
            look.Parameters.Add(new() { Value = $"%{canary}%" });
            look.Parameters.Add(new() { Value = $"%{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(canary))}%" });
            if ((bool)(await look.ExecuteScalarAsync(TestContext.Current.CancellationToken))!) found.Add(table);
        }

        return found;
    }
}
