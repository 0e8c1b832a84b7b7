using System.Text.Json.Nodes;
using Npgsql;

namespace LeadLifecycle.Server.Tests.Contacts;

/// <summary>What is said of a person lies in the vault and nowhere else.</summary>
public sealed class PersonalDataTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] Canaries =
        ["canary-mail@person.example", "+49 170 5550199", "Canary Q. Person", "canary note", "canary shoe size", "canary-key@person.example", "canary remark", "Canary void because he asked", "canary-subject@person.example", "canary nested"];

    [Fact]
    public async Task it_is_in_the_vault_and_in_no_event_answer_row_or_log_line()
    {
        var server = fixture.Server;
        var subject = Canaries[8];
        await server.Tell(
            Wire.Captured(subject, new JsonObject
            {
                ["source"] = "fair",
                ["contact"] = new JsonObject { ["email"] = Canaries[0], ["phone"] = Canaries[1], ["name"] = Canaries[2], ["nick"] = Canaries[9] },
                ["shoeSize"] = Canaries[4],
                [Canaries[5]] = Canaries[6],
            }.ToJsonString()),
            Wire.Fact(subject, "lost", "2026-03-02T10:00:00Z", new JsonObject { ["reason"] = "price", ["note"] = Canaries[3] }.ToJsonString()));
        var lead = (string)(await server.Get($"/v1/leads?sender={Wire.Sender}&subject={Uri.EscapeDataString(subject)}"))["leads"]![0]!["leadId"]!;
        var fact = (string)(await server.Get($"/v1/leads/{lead}/history"))["events"]![1]!["id"]!;
        var voided = await server.Step(lead, "void", $"{{\"fact\":\"{fact}\",\"reason\":\"{Canaries[7]}\"}}");
        var last = (long)voided.ShouldBeOutcome("recorded").Json["position"]!;
        // What is refused must not be told to the log either.
        (await server.Report(Wire.Captured(subject, new JsonObject { ["contact"] = new JsonObject { ["email"] = Canaries[0], ["name"] = 17 } }.ToJsonString()))).ShouldBeProblem(400, "event.malformed");

        var vault = await server.Ask($"/v1/leads/{lead}/contact");
        var said = string.Join(" ", Strings(vault.Json));
        foreach (var canary in Canaries) said.ShouldContain(canary);
        ((string?)vault.Json["contact"]!["email"]).ShouldBe(Canaries[0]);
        ((string?)vault.Json["keys"]![0]!["subject"]).ShouldBe(subject);

        foreach (var path in (string[])[$"/v1/leads/{lead}", $"/v1/leads/{lead}/history", $"/v1/events?waitFor={last}", $"/v1/leads?waitFor={last}", $"/v1/funnel?by=source,reason&waitFor={last}", "/metrics"])
        {
            ShouldHoldNone((await server.Ask(path)).Text, path);
        }

        var history = (await server.Get($"/v1/leads/{lead}/history"))["events"]!;
        history[0]!["data"]!["unmapped"]!.AsArray().Select(name => (string?)name).ShouldBe(["contact.nick", "shoeSize", "?"], ignoreOrder: true);
        ((string?)history[2]!["data"]!["reason"]).ShouldBe("other");
        await EveryTableButTheVaultShouldHoldNone();
        ShouldHoldNone(server.Log, "log");
    }

    private async Task EveryTableButTheVaultShouldHoldNone()
    {
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        var tables = await Column(database, "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname like 'leads%'");
        tables.ShouldContain("leads.mt_events");
        foreach (var table in tables.Except(["leads.contact_vault", "leads.lead_identity"]))
        {
            ShouldHoldNone(string.Join("\n", await Column(database, $"select t::text from {table} t")), table);
        }

        // Bytes are told in hex, so what is packed into them is looked at as text.
        ShouldHoldNone(string.Join("\n", await Column(database, "select convert_from(facts, 'UTF8') from leads.lead")), "leads.lead.facts");
    }

    private static async Task<List<string>> Column(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        return values;
    }

    private static void ShouldHoldNone(string text, string where)
    {
        foreach (var canary in Canaries) text.Contains(canary, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"'{canary}' is in {where}");
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject nested => nested.SelectMany(member => Strings(member.Value).Prepend(member.Key)),
        JsonArray array => array.SelectMany(Strings),
        JsonValue value => [value.ToString()],
        _ => [],
    };
}
