using System.Net;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Tests.Access;

namespace LeadLifecycle.Server.Tests.Hosting;

public sealed class DatabaseClockTests(PrivateDatabases databases)
{
    [Theory]
    [InlineData("00:10:00")]
    [InlineData("-00:10:00")]
    public async Task with_a_clock_ten_minutes_off_now_is_still_the_databases(string offset)
    {
        var connectionString = await databases.Create();
        await using var server = await RunningServer.Start(connectionString, new Dictionary<string, string> { ["Clock__Offset"] = offset });

        using var captured = await server.Post("/v1/leads", new JsonObject { ["sender"] = "urn:clock", ["subject"] = "now" });

        captured.StatusCode.ShouldBe(HttpStatusCode.Created);
        var fact = (await server.Get("/v1/events?waitFor=1"))["events"]![0]!;
        (Time(fact["occurredAt"]) - Time(fact["recordedAt"])).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(2));
        (await Captured(server, "soon", TimeSpan.FromMinutes(4))).StatusCode.ShouldBe(HttpStatusCode.Created);
        var late = await Captured(server, "later", TimeSpan.FromMinutes(6));
        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode.Parse(await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]!.GetValue<string>().ShouldBe("event.time-in-future");
    }

    [Fact]
    public async Task a_wrong_clock_is_refused_outside_development()
    {
        var production = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Secrets__Key"] = Convert.ToBase64String(new byte[32]), ["Database__OneRole"] = "true" };
        var database = await databases.Create();
        await ProductionServer.FirstKey(database, production);
        await (await RunningServer.Start(database, production)).DisposeAsync();

        production["Clock__Offset"] = "00:10:00";
        await Should.ThrowAsync<InvalidOperationException>(async () => await RunningServer.Start(database, production));
    }

    private static DateTimeOffset Time(JsonNode? time) => DateTimeOffset.Parse(time!.GetValue<string>());

    private static Task<HttpResponseMessage> Captured(RunningServer server, string subject, TimeSpan ahead) => server.Post(
        "/v1/leads", new JsonObject { ["sender"] = "urn:clock", ["subject"] = subject, ["occurredAt"] = $"{DateTimeOffset.UtcNow + ahead:O}" });
}
