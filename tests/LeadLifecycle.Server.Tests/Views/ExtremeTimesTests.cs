namespace LeadLifecycle.Server.Tests.Views;

/// <summary>A wrong but well-formed year must not break the reports of everybody else.</summary>
public sealed class ExtremeTimesTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task the_first_instant_of_the_calendar_is_an_instant_like_any_other()
    {
        var last = await fixture.Server.Tell(
            Wire.Fact("old", "captured", "0001-01-01T00:00:00Z"),
            Wire.Fact("old", "marketing-qualified", "2026-03-01T10:00:00Z"));
        foreach (var path in (string[])["/v1/handoffs/latency?leg=qualification", "/v1/funnel?period=month&zone=America/New_York", "/v1/funnel?view=flow&from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59.999999Z", "/v1/leads"])
        {
            var reply = await fixture.Server.Ask($"{path}{(path.Contains('?') ? '&' : '?')}waitFor={last}");
            reply.Status.ShouldBe(200, path + reply.Text);
        }

        var latency = (await fixture.Server.Get("/v1/handoffs/latency?leg=qualification"))["groups"]![0]!;
        latency["wall"]!.Numbers("max")[0].ShouldBe((new DateTime(2026, 3, 1, 10, 0, 0) - DateTime.MinValue).TotalSeconds);
    }
}
