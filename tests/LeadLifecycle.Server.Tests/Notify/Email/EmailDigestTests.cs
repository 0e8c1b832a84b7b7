using System.Text.Json.Nodes;
using Npgsql;
using static LeadLifecycle.Server.Tests.Notify.Email.Mailed;

namespace LeadLifecycle.Server.Tests.Notify.Email;

public sealed class EmailDigestTests(MailFixture fixture) : IClassFixture<MailFixture>
{
    private const string Hourly = """{"to":["hourly@sales.example"],"digest":"hourly"}""";
    private readonly RunningServer _server = fixture.Server;
    private readonly SmtpSink _sink = fixture.Sink;

    [Fact]
    public async Task what_gathered_goes_in_one_mail_in_order_when_the_period_ends()
    {
        var refused = 0;
        _sink.Answer = line => line.StartsWith("RCPT", StringComparison.Ordinal) && Interlocked.Increment(ref refused) == 1 ? "451 later" : null;
        var subscription = await _server.SubscribeMail("gathered", Hourly);
        var lead = await _server.Qualified("gathered");
        await _server.Step(lead, "accept", """{"owner":"u1"}""");
        await _server.Step(lead, "lose", """{"reason":"price"}""");
        var waiting = await _server.DeliveriesOnce(subscription, all => all.Count == 3);
        foreach (var delivery in waiting) ShouldEndAnHour(delivery!);
        _sink.All.ShouldBeEmpty();

        await EndPeriod(subscription);
        var told = await _server.DeliveriesOnce(subscription, all => all.All(delivery => (string)delivery!["state"]! == "delivered"));

        var taken = _sink.All.ShouldHaveSingleItem();
        taken.Mail.Subject.ShouldStartWith("3 notifications: ");
        string[] titles = ["Handoff offered to sales", "Handoff accepted by sales", "Lead lost"];
        taken.Text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0 && line[0] != ' ').ShouldBe(titles);
        foreach (var delivery in told) Errors(delivery!).ShouldBe(["deferred", "delivered"]);
        told.Select(delivery => (string?)delivery!["attempts"]![1]!["at"]).Distinct().ShouldHaveSingleItem();
    }

    private static void ShouldEndAnHour(JsonNode delivery)
    {
        ((string?)delivery["state"]).ShouldBe("pending");
        var at = DateTimeOffset.Parse((string)delivery["nextAt"]!);
        (at.Minute, at.Second, at.Millisecond).ShouldBe((0, 0, 0));
        delivery["attempts"]!.AsArray().ShouldBeEmpty();
    }

    /// <summary>An hour is too long to wait for.</summary>
    private async Task EndPeriod(JsonNode subscription)
    {
        await using var database = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var command = database.CreateCommand("update leads.delivery set next_at = now(), scheduled_at = now() where subscription_id = $1");
        command.Parameters.Add(new() { Value = (Guid)subscription["id"]! });
        (await command.ExecuteNonQueryAsync()).ShouldBe(3);
    }
}
