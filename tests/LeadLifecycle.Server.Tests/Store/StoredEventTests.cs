using System.Text;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Store;
using LeadLifecycle.Server.Tests.Access;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Store;

/// <summary>What a running server puts into the store fits the published schemas.</summary>
public sealed class StoredEventTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Sender = "https://crm.example";
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task every_event_it_stores_fits_its_schema()
    {
        var facts = await Report();
        await Command();
        await Agree();
        (await _server.As((await _server.NewKey(null, "auditor")).Key, "GET", "/v1/leads")).Status.ShouldBe(200);

        var stored = await Stored();

        // What a clock raises takes hours; it is stored by the same writer.
        stored.Select(e => e.Name).Distinct().ShouldBe(EventNames.All.Where(name => !name.Value.IsAssignableTo(typeof(SlaEvent))).Select(name => name.Key), ignoreOrder: true);
        stored.Count.ShouldBeGreaterThan(facts);
        foreach (var (name, body) in stored)
        {
            (await EventSchemas.Complaints(name, body)).ShouldBeEmpty();
            var written = Encoding.UTF8.GetString(EventJson.Write(EventJson.Read(name, Encoding.UTF8.GetBytes(body))));
            JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(body)).ShouldBeTrue($"{body} came back as {written}");
        }

        var bodies = string.Join('\n', stored.Select(e => e.Body));
        bodies.ShouldContain("\"vault\"");
        bodies.ShouldContain("\"unmapped\": [\"?\", \"utm_term\"]");
        bodies.ShouldContain("\"late\"");
        bodies.ShouldContain("\"reopen\"");
        bodies.ShouldNotContain("ada@example.org");
    }

    /// <summary>Every type as bare and as full as its data may be, history told backwards among them.</summary>
    private async Task<int> Report()
    {
        var id = 0;
        JsonObject Fact(string subject, string type, string time, JsonObject? data = null) => new()
        {
            ["specversion"] = "1.0",
            ["id"] = $"{++id}",
            ["source"] = Sender,
            ["subject"] = subject,
            ["type"] = type,
            ["time"] = time,
            ["data"] = data,
        };
        var batch = new JsonArray();
        foreach (var type in Full.Keys)
        {
            batch.Add(Fact("full", type, $"2026-03-02T09:15:00.1234{id:00}Z", Full[type].DeepClone().AsObject()));
            if (type != "lead.fact-voided") batch.Add(Fact("bare-" + type, type, "2026-03-29T02:30:00+02:00"));
        }

        foreach (var type in Full.Keys.Reverse()) batch.Add(Fact("backwards", type, $"2025-12-31T23:{60 - (id % 60) - 1:00}:00Z", Full[type].DeepClone().AsObject()));
        using var response = await _server.Post("/v1/events?backfill=true", batch.ToJsonString(), "application/cloudevents-batch+json");

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (var result in JsonNode.Parse(text)!["results"]!.AsArray()) ((string?)result!["outcome"]).ShouldBe("recorded", text);
        return batch.Count;
    }

    /// <summary>A lead's way by commands, and once more after it was won.</summary>
    private async Task Command()
    {
        using var captured = await _server.Post("/v1/leads", new JsonObject { ["contact"] = new JsonObject { ["email"] = "ada@example.org" }, ["sourceClass"] = "PARTNER" });
        var lead = captured.Headers.Location!.ToString();
        foreach (var (step, body) in ((string, string)[])
                 [
                     ("touch", "{}"), ("contact", """{"kind":"call","actor":"u1"}"""), ("engage", "{}"), ("qualify", """{"score":-1e-2}"""), ("accept", """{"owner":"u1"}"""),
                     ("assign", """{"team":"t1"}"""), ("pause", """{"reason":"agreed-date","until":"2099-12-31T00:00:00Z","actor":"u1"}"""), ("resume", "{}"),
                     ("sales-qualify", """{"amount":1e3,"currency":"EUR","expectedClose":"2026-12-31"}"""),
                     ("win", """{"amount":"-0.0","currency":"EUR"}"""), ("feedback", """{"retained":false,"satisfaction":0}"""), ("qualify", """{"reopen":true}"""),
                 ])
        {
            using var done = await _server.Post($"{lead}/{step}", JsonNode.Parse(body)!);
            var outcome = await done.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            ((string?)JsonNode.Parse(outcome)!["outcome"]).ShouldBe("recorded", $"{step}: {outcome}");
        }
    }

    /// <summary>One proposal that both sign, and one that is taken back.</summary>
    private async Task Agree()
    {
        foreach (var (path, body) in ((string, string)[])
                 [
                     ("reasons", """{"content":{"categories":{"other":[]}},"team":"sales","actor":"u1"}"""), ("reasons/versions/1/withdraw", """{"team":"marketing","actor":"u2"}"""),
                     ("sla", """{"content":{"targets":{"acceptance":"PT90M"}},"team":"sales","actor":"u1","activeFrom":"2101-01-01T00:00:00.1234567Z"}"""), ("sla/versions/1/sign", """{"team":"marketing","actor":"u2"}"""),
                 ])
        {
            (await _server.Say("/v1/agreements/" + path, body, "application/json")).Status.ShouldBeOneOf(200, 201);
        }
    }

    private async Task<List<(string Name, string Body)>> Stored()
    {
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var command = database.CreateCommand("select type, data::text from leads.mt_events order by seq_id");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var stored = new List<(string, string)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) stored.Add((reader.GetString(0), reader.GetString(1)));
        return stored;
    }

    private static readonly JsonObject End = new() { ["reason"] = "price", ["note"] = "said a person", ["revisitAt"] = "2027-01-01", ["actor"] = "u1" };
    private static readonly JsonObject Said = new() { ["kind"] = "call", ["channel"] = "phone", ["campaign"] = "spring", ["actor"] = "u1", ["ada@example.org"] = 1, ["utm_term"] = new JsonObject { ["a"] = 1 } };

    private static readonly IReadOnlyDictionary<string, JsonObject> Full = new Dictionary<string, JsonObject>
    {
        ["lead.captured"] = new()
        {
            ["source"] = "organic",
            ["sourceClass"] = "sales",
            ["channel"] = "web",
            ["campaign"] = "spring",
            ["reopen"] = false,
            ["contact"] = new JsonObject { ["email"] = "ada@example.org", ["fax"] = "1" },
            ["company"] = new JsonObject { ["name"] = "Acme", ["industry"] = "tools", ["employees"] = 0, ["country"] = "DE", ["technology"] = "SAP", ["role"] = "buyer", ["parent"] = "Big" },
        },
        ["lead.touched"] = Said,
        ["lead.contacted"] = Said,
        ["lead.engaged"] = Said,
        ["lead.marketing-qualified"] = new() { ["score"] = "87.250", ["criteriaVersion"] = "7", ["team"] = "inside", ["reopen"] = true },
        ["lead.sales-accepted"] = new() { ["owner"] = "u1", ["team"] = "inside" },
        ["lead.sales-qualified"] = new() { ["amount"] = "0.000001", ["currency"] = "EUR", ["expectedClose"] = "2024-02-29", ["fit"] = "strong" },
        ["lead.won"] = new() { ["amount"] = 0, ["currency"] = "JPY" },
        ["lead.lost"] = End,
        ["lead.recycled"] = End,
        ["lead.feedback"] = new() { ["satisfaction"] = 4.5, ["retained"] = true },
        ["lead.owner-assigned"] = new() { ["owner"] = "u2", ["team"] = "inside" },
        ["lead.paused"] = new() { ["leg"] = "acceptance", ["reason"] = "agreed-date", ["until"] = "2026-12-31T12:00:00.5+01:00", ["actor"] = "u1" },
        ["lead.resumed"] = new() { ["leg"] = "acceptance", ["actor"] = "u1" },
        ["lead.fact-voided"] = new() { ["fact"] = "3f2b8c1e-7a54-8d10-9c3e-5b6a7d8e9f00", ["reason"] = "I mistyped it" },
    };
}
